/** What stands in the store, read when somebody scrapes, at most every few seconds; and how this process stands. */
import type { Gauge } from 'prom-client';
import { type Standing, standingBatches, standingStates, type WorkStanding } from '../workflow/standing.ts';
import { workKinds } from '../workflow/work.ts';
import { workStandings } from './values.ts';

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
  /** When the audit chain was last signed; undefined: never. Absent where nothing is signed. */
  signedAt?(): Promise<number | undefined>;
  /** The policy file is not what decides. */
  policyRefused?(): boolean;
  now(): number;
}

/** Prometheus asks every fifteen seconds or so, each of its replicas for itself. */
const freshMs = 5_000;
/** Prometheus itself gives up after ten seconds. */
const patienceMs = 2_000;

/** `signedAt`: 0 where nothing was ever signed, absent where nothing is. */
type Read = Figures & { readonly signedAt?: number };

export interface StoreGauges {
  watch(read: ReadFigures): void;
  /** Never rejects, and takes no longer than two seconds. */
  refresh(): Promise<void>;
}

export function createStoreGauges(gauges: ReadonlyMap<string, Gauge>): StoreGauges {
  let source: ReadFigures | undefined;
  let known: { readonly figures: Read | undefined; readonly at: number } | undefined;
  let asking: Promise<void> | undefined;

  async function readAll({ figures, signedAt }: ReadFigures): Promise<Read> {
    const [read, signed] = await Promise.all([figures(), signedAt?.()]);
    return { ...read, ...(signedAt === undefined ? {} : { signedAt: signed ?? 0 }) };
  }

  async function ask(source: ReadFigures): Promise<void> {
    const read = await readAll(source).catch(() => undefined);
    known = { figures: read, at: performance.now() };
  }

  /** A store that does not answer is not asked a second time meanwhile: what waits for it would pile up. */
  async function latest(read: ReadFigures): Promise<Read | undefined> {
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

  function showProcess({ connections, policyRefused }: ReadFigures): void {
    for (const [state, count] of Object.entries(connections?.() ?? {})) {
      set('countersign_database_connections', { state }, count);
    }
    set('countersign_policy_refused', {}, policyRefused?.() ? 1 : 0);
  }

  return {
    watch(read) {
      source = read;
    },
    async refresh() {
      const figures = source && (await latest(source));
      // All at once from here: another scrape must not find what is emptied and not yet filled.
      for (const name of ofTheStore) gauges.get(name)?.reset();
      // Without labels it would be reset to 0, which means something.
      gauges.get(signedName)?.remove();
      if (!source) return;
      gauges.get('countersign_store_up')?.set(figures ? 1 : 0);
      if (figures) {
        showRequests(figures.standing, source.now());
        showWork(figures.work, source.now());
        if (figures.signedAt !== undefined) set(signedName, {}, figures.signedAt / 1_000);
      }
      showProcess(source);
    },
  };
}

const signedName = 'countersign_audit_signed_timestamp_seconds';
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
