/**
 * Durable work for any number of processes on one PostgreSQL: pg-boss keeps the jobs and finds out who died; when one
 * runs, and what becomes of one that failed, is decided as in the embedded engine, by the same lanes.
 */
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import { ServiceError } from '../errors.ts';
import type { Clock, Log } from '../workflow/ports.ts';
import type { WorkStanding } from '../workflow/standing.ts';
import type { Work, WorkHandlers } from '../workflow/work.ts';
import { createOutageLog, queueing } from './outage-log.ts';
import { createPauses } from './pauses.ts';
import { type BossLane, startBossLanes } from './pg-boss-lanes.ts';
import { codeOf, prepareQueues, schema } from './pg-boss-queues.ts';
import { createBossSchedule } from './pg-boss-schedule.ts';
import { createBossShelf } from './pg-boss-shelf.ts';
import { bossStanding } from './pg-boss-standing.ts';

/** One statement on the caller's connection, in the caller's transaction. */
export type RunSql = (text: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>;

export interface BossWork {
  /**
   * In the caller's transaction (read committed): waits once a key, due at the earlier time; what is under way is
   * done once more afterwards.
   */
  schedule(sql: RunSql, work: Work, dueAt: number): Promise<void>;
  /** For the sweep: nothing where the same work waits, is under way, or was given up. */
  ensureScheduled(sql: RunSql, work: Work, dueAt: number): Promise<void>;
  /** Begins to do what is due. */
  start(handlers: WorkHandlers): Promise<void>;
  /** For /metrics. */
  standing(): Promise<WorkStanding[]>;
  /** Work is being done, and the database answers. */
  isHealthy(): boolean;
  /**
   * Takes nothing more, waits at most this many milliseconds for what runs, gives back what was not begun. What still
   * runs then is done again by others once this process is gone. Safe to call twice.
   */
  stop(graceMs: number): Promise<void>;
}

export interface BossWorkOptions<LaneName extends string> {
  readonly url: string;
  readonly lanes: Readonly<Record<LaneName, readonly Work['kind'][]>>;
  /** How many items of a lane run at once in this process. */
  readonly concurrency: Readonly<Record<LaneName, number>>;
  readonly clock: Clock;
  readonly log: Log;
  /** What PostgreSQL's faults mean, in a sentence for the operator; `storeUnavailable` where absent. */
  readonly faultOf?: FaultOf;
}

type FaultOf = (thrown: unknown) => ServiceError;

/** The lanes look several times a second, so this long without an answer is a database that is away. */
const silenceMs = 10_000;
const closingMs = 1_000;

/** Makes schema and queues where they are missing. Fails with what `faultOf` makes of the fault. */
export async function openBossWork<LaneName extends string>(options: BossWorkOptions<LaneName>): Promise<BossWork> {
  const { clock, log, faultOf = unavailable } = options;
  const laneNames = Object.keys(options.lanes) as LaneName[];
  const boss = new PgBoss(bossOptions(options.url));
  const outage = createOutageLog(log, queueing);
  boss.on('error', (error) => outage.failed(faultOf(error)));
  boss.on('warning', ({ data }) => {
    log.warn({ type: 'type' in data ? data.type : undefined }, 'The work queue warns of its state.');
  });
  const health = watchHealth(faultOf, outage.worked);
  try {
    await health.watched(async () => {
      await boss.start();
      await prepareQueues(boss, laneNames);
    });
  } catch (thrown) {
    await boss.stop({ graceful: false });
    throw thrown;
  }

  const queues = new Map(laneNames.flatMap((name) => options.lanes[name].map((kind) => [kind, name] as const)));
  function queueOf(kind: Work['kind']): string {
    const name = queues.get(kind);
    if (name === undefined) throw new ServiceError('internal', `No lane does ${kind}.`);
    return name;
  }
  const schedule = createBossSchedule(boss, clock);
  const lanes: BossLane[] = laneNames.map((name) => ({
    name,
    kinds: options.lanes[name],
    concurrency: options.concurrency[name],
    shelf: createBossShelf({ boss, queue: name, schedule, clock, watched: health.watched }),
  }));
  let stopLanes: ((graceMs: number) => Promise<void>) | undefined;
  let stopped: Promise<void> | undefined;

  async function stop(graceMs: number): Promise<void> {
    await stopLanes?.(graceMs);
    const closed = boss.stop().catch((thrown: unknown) => {
      log.warn({ code: codeOf(thrown) }, 'The connection of the work queue could not be closed in order.');
    });
    await createPauses().within(closingMs, closed);
  }

  return {
    schedule: (sql, work, dueAt) => schedule.add(onConnection(sql), queueOf(work.kind), { work, failures: 0 }, dueAt),
    ensureScheduled: (sql, work, dueAt) => schedule.ensure(onConnection(sql), queueOf(work.kind), work, dueAt),
    async start(handlers) {
      stopLanes = await health.watched(() => startBossLanes({ lanes, handlers, db: boss.getDb(), clock, log }));
    },
    standing: () => health.watched(() => bossStanding(boss.getDb())),
    isHealthy: () => stopLanes !== undefined && stopped === undefined && health.answersWithin(silenceMs),
    stop(graceMs) {
      stopped ??= stop(graceMs);
      return stopped;
    },
  };
}

function bossOptions(url: string): ConstructorOptions {
  // Not in pg-boss's types, but handed to `pg`: a database that is gone without a word must not hold a lane for ever.
  const patience = { keepAlive: true, query_timeout: 30_000 };
  return {
    ...patience,
    connectionString: url,
    application_name: 'countersign-work',
    schema,
    max: 4,
    connectionTimeoutMillis: 5_000,
    // No cron, no flows: the domain tables say what is next.
    schedule: false,
    flowIntervalSeconds: 3_600,
    // Together with the queues' heartbeat: a dead process's work goes on within 18 seconds. The default is a minute.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 3_600,
  };
}

function onConnection(sql: RunSql) {
  return { executeSql: (text: string, values: readonly unknown[] = []) => sql(text, values) };
}

function unavailable(cause: unknown): ServiceError {
  return new ServiceError('storeUnavailable', undefined, { retryable: true, cause });
}

function watchHealth(faultOf: FaultOf, worked: () => void) {
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let failed = false;
  return {
    /** What the database refuses is the store's fault, and is worth another try. */
    async watched<T>(action: () => Promise<T>): Promise<T> {
      try {
        const answer = await action();
        failed = false;
        lastAnswer = performance.now();
        worked();
        return answer;
      } catch (thrown) {
        failed = true;
        throw thrown instanceof ServiceError ? thrown : faultOf(thrown);
      }
    },
    answersWithin: (ms: number) => !failed && performance.now() - lastAnswer < ms,
  };
}
