/** What stands in the store, read when somebody scrapes; at most every few seconds, however many do. */
import type { Gauge } from 'prom-client';
import { standingBatches, standingStates, workStandings } from './metric-values.ts';
import type { Standing, WorkStanding } from './workflow/standing.ts';
import { workKinds } from './workflow/work.ts';

export interface Figures {
  readonly standing: Standing;
  readonly work: readonly WorkStanding[];
}

export interface Connections {
  readonly busy: number;
  readonly idle: number;
  /** For one of them. */
  readonly waiting: number;
}

export interface ReadFigures {
  figures(): Promise<Figures>;
  /** Absent where there is no pool of connections. */
  connections?(): Connections;
  now(): number;
}

/** Prometheus asks every fifteen seconds or so, each of its replicas for itself. */
const freshMs = 5_000;
/** Prometheus itself gives up after ten seconds. */
const patienceMs = 2_000;

export interface StoreGauges {
  watch(read: ReadFigures): void;
  /** Never rejects, and takes no longer than two seconds. */
  refresh(): Promise<void>;
}

export function createStoreGauges(gauges: ReadonlyMap<string, Gauge>): StoreGauges {
  let source: ReadFigures | undefined;
  let known: { readonly figures: Figures | undefined; readonly at: number } | undefined;
  let asking: Promise<void> | undefined;

  async function ask({ figures }: ReadFigures): Promise<void> {
    const read = await figures().catch(() => undefined);
    known = { figures: read, at: performance.now() };
  }

  /** A store that does not answer is not asked a second time meanwhile: what waits for it would pile up. */
  async function latest(read: ReadFigures): Promise<Figures | undefined> {
    if (known && performance.now() - known.at < freshMs) return known.figures;
    asking ??= ask(read).finally(() => {
      asking = undefined;
    });
    return (await within(patienceMs, asking)) ? known?.figures : undefined;
  }

  function set(name: string, labels: Record<string, string>, value: number): void {
    gauges.get(name)?.set(labels, value);
  }

  function showRequests({ requests, batches }: Standing, now: number): void {
    for (const state of standingStates) {
      const found = requests.find((one) => one.state === state);
      set('countersign_requests', { state }, found?.count ?? 0);
      if (found) set('countersign_oldest_request_seconds', { state }, secondsSince(found.oldestAt, now));
    }
    for (const state of standingBatches) {
      set('countersign_batches', { state }, batches.find((one) => one.state === state)?.count ?? 0);
    }
  }

  function showWork(work: readonly WorkStanding[], now: number): void {
    for (const kind of workKinds) {
      const found = work.find((one) => one.kind === kind);
      for (const standing of workStandings) set('countersign_work_items', { kind, standing }, found?.[standing] ?? 0);
      const oldest = found?.oldestDueAt;
      set('countersign_work_oldest_due_seconds', { kind }, oldest === undefined ? 0 : secondsSince(oldest, now));
    }
  }

  return {
    watch(read) {
      source = read;
    },
    async refresh() {
      for (const name of ofTheStore) gauges.get(name)?.reset();
      if (!source) return;
      const figures = await latest(source);
      gauges.get('countersign_store_up')?.set(figures ? 1 : 0);
      if (figures) {
        showRequests(figures.standing, source.now());
        showWork(figures.work, source.now());
      }
      for (const [state, count] of Object.entries(source.connections?.() ?? {})) {
        set('countersign_database_connections', { state }, count);
      }
    },
  };
}

const ofTheStore = [
  'countersign_requests',
  'countersign_oldest_request_seconds',
  'countersign_batches',
  'countersign_work_items',
  'countersign_work_oldest_due_seconds',
];

/** Not below 0, where the clocks of two machines differ. */
function secondsSince(at: number, now: number): number {
  return Math.max(0, now - at) / 1_000;
}

/** False where it took longer. */
async function within(ms: number, promise: Promise<void>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer));
}
