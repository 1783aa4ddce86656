import type { Db, PgBoss } from 'pg-boss';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../workflow/ports.ts';
import { type Work, workKey } from '../workflow/work.ts';
import { givenUpQueue, schema, type WorkJob } from './pg-boss-queues.ts';

/** Every round, somebody else took the waiting job away; that this goes on has not been seen. */
const rounds = 10;

export interface BossSchedule {
  /** Waits once a key; where it waits already, the earlier time and the greater number of failures win. */
  add(db: Db, queue: string, job: WorkJob, dueAt: number): Promise<void>;
  /** Nothing where the same work waits, is under way, or was given up. */
  ensure(db: Db, queue: string, work: Work, dueAt: number): Promise<void>;
}

export function createBossSchedule(boss: PgBoss, clock: Clock): BossSchedule {
  /**
   * Seconds from now, as PostgreSQL's clock counts them: a step that was woken early by a clock ahead of ours would
   * put its work back to the same time, and so without a pause for as long as the clocks differ.
   */
  function secondsUntil(dueAt: number): number {
    return Math.max(0, Math.ceil(dueAt - clock.now())) / 1_000;
  }

  async function send(db: Db, queue: string, job: WorkJob, startAfter: number): Promise<boolean> {
    const key = workKey(job.work);
    // A start in the future, be it by a millisecond, wakes nobody: pg-boss compares with the transaction's start.
    const start = startAfter > 0 ? { startAfter } : {};
    return (await boss.send(queue, job, { db, singletonKey: key, group: { id: key }, ...start })) !== null;
  }

  /** False where nothing waits any more. */
  async function join(db: Db, queue: string, job: WorkJob, startAfter: number): Promise<boolean> {
    const waiting = await lockWaiting(db, queue, workKey(job.work), startAfter);
    if (!waiting) return false;
    const more = job.failures > waiting.failures ? job : undefined;
    const earlier = waiting.later ? { startAfter } : {};
    if (more || waiting.later) await boss.update(queue, more, { id: waiting.id, db, ...earlier });
    return true;
  }

  return {
    async add(db, queue, job, dueAt) {
      const startAfter = secondsUntil(dueAt);
      for (let round = 0; round < rounds; round += 1) {
        if (await send(db, queue, job, startAfter)) return;
        if (await join(db, queue, job, startAfter)) return;
      }
      throw new ServiceError('storeConflict', 'The same work was taken again and again.', { retryable: true });
    },
    async ensure(db, queue, work, dueAt) {
      if (await isKnown(db, queue, workKey(work))) return;
      await send(db, queue, { work, failures: 0 }, secondsUntil(dueAt));
    },
  };
}

interface WaitingJob {
  readonly id: string;
  readonly failures: number;
  /** Due after the time in question. */
  readonly later: boolean;
}

/**
 * Locked until the caller's transaction ends: a worker that took it before would not see what the caller is about to
 * commit, and what was joined to it would be lost.
 */
async function lockWaiting(db: Db, name: string, key: string, seconds: number): Promise<WaitingJob | undefined> {
  const { rows } = await db.executeSql(
    `select id, (data->>'failures')::int as failures, start_after > now() + $3::float8 * interval '1 second' as later
     from ${schema}.job
     where name = $1 and coalesce(singleton_key, '') = $2 and state = 'created' and policy = 'short'
     for update`,
    [name, key, seconds],
  );
  return rows[0];
}

/**
 * Written as the indexes are, which alone answer it. What a dead process left and is just coming back (`retry`) has
 * none and is not seen: it is then done once more, afterwards, which is harmless.
 */
async function isKnown(db: Db, name: string, key: string): Promise<boolean> {
  const { rows } = await db.executeSql(
    `select exists (
       select 1 from ${schema}.job
       where name in ($1, '${givenUpQueue}') and coalesce(singleton_key, '') = $2
         and state = 'created' and policy = 'short'
     ) or exists (
       select 1 from ${schema}.job where name = $1 and group_id = $2 and state = 'active' and group_id is not null
     ) as known`,
    [name, key],
  );
  return rows[0]?.known === true;
}
