/** What stands in the database: pg-boss's own schema, one queue a lane, and one for what was given up. */
import type { Db, PgBoss, UpdateQueueOptions } from 'pg-boss';
import type { Work } from '../workflow/work.ts';

/** Not pg-boss's default: somebody else's pg-boss may live in the same database. */
export const schema = 'countersign_work';
export const givenUpQueue = 'given-up';
/** Of this and longer without a sign of life, an instance counts as dead. pg-boss takes nothing shorter. */
const heartbeatSeconds = 10;

const nobody = '00000000-0000-0000-0000-000000000000';

/** What a job carries. */
export interface WorkJob {
  readonly work: Work;
  /** How often the work failed before it was put back as this job. */
  readonly failures: number;
}
export interface GivenUpJob extends WorkJob {
  /** The fault's code. */
  readonly error: string;
}

/** From the due time on: whoever is switched off for a long summer finds everything again. */
const tenYears = 10 * 365 * 24 * 3_600;

const laneOptions = {
  heartbeatSeconds,
  // Only ends what hangs: a dead process shows by its heart. Longer than any step, which may record for ten minutes.
  expireInSeconds: 3_600,
  // pg-boss itself fails a job only where its process died or hung; what a step throws is put back by the engine.
  retryLimit: 1_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  retentionSeconds: tenYears,
  deleteAfterSeconds: 24 * 3_600,
  notify: true,
} satisfies UpdateQueueOptions;

const givenUpOptions = { retentionSeconds: tenYears } satisfies UpdateQueueOptions;

/** Any number of instances may do this at once. Settings that a former version chose are brought up to date. */
export async function prepareQueues(boss: PgBoss, laneNames: readonly string[]): Promise<void> {
  // 'short': one waiting job a key. One active a key is kept by the index below; pg-boss's own 'stately' would hold
  // back a key by a cache that is seconds old, and fails the whole fetch for a key that is not in it yet.
  await boss.createQueue(givenUpQueue, { policy: 'short', ...givenUpOptions });
  await boss.updateQueue(givenUpQueue, givenUpOptions);
  for (const name of laneNames) {
    const options = { ...laneOptions, deadLetter: givenUpQueue };
    await boss.createQueue(name, { policy: 'short', ...options });
    await boss.updateQueue(name, options);
  }
  await keepOneUnderWay(boss.getDb());
  // pg-boss reads a queue's settings at its first use, from a second connection: never inside a transaction of ours.
  for (const name of [givenUpQueue, ...laneNames]) await boss.findJobs(name, { id: nobody });
}

/**
 * Every job's group is its key, and a fetch passes over groups that are under way. Two fetches at the same moment can
 * still take two jobs of one key (a dead process's, coming back, beside a newer one): the later one meets this index,
 * which pg-boss takes for an empty fetch.
 */
async function keepOneUnderWay(db: Db): Promise<void> {
  const { rows } = await db.executeSql(`select to_regclass('${schema}.one_under_way') is not null as there`);
  // `if not exists` alone would lock the table at every start.
  if (rows[0]?.there) return;
  await db.executeSql(`
    begin;
    select pg_advisory_xact_lock(hashtext('${schema}.one_under_way'));
    create unique index if not exists one_under_way on ${schema}.job_common (name, group_id)
      where state = 'active' and group_id is not null;
    commit;`);
}

/** A code to log: PostgreSQL's SQLSTATE or Node's. Messages may quote statements or hosts. */
export function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : 'storeUnavailable';
}
