import type { Db, Job, PgBoss } from 'pg-boss';
import { ServiceError } from '../errors.ts';
import type { Clock, LeasedWork, WorkShelf } from '../workflow/ports.ts';
import { workKey } from '../workflow/work.ts';
import { type GivenUpJob, givenUpQueue, type WorkJob } from './pg-boss-queues.ts';
import type { BossSchedule } from './pg-boss-schedule.ts';

/** One lane's queue, seen as a shelf. What it hands out is held until it is done, put back or given up. */
export interface BossShelf extends Pick<WorkShelf, 'take' | 'nextDueAt' | 'done' | 'putBack' | 'giveUp'> {
  /** The item's step is about to run. */
  begin(item: LeasedWork): void;
  /** Tells PostgreSQL that whoever holds these jobs lives; until told so, others take them after some seconds. */
  beat(): Promise<void>;
  /** What was taken but never begun goes back, to be done by others at once. */
  handBack(): Promise<void>;
}

export interface BossShelfParts {
  readonly boss: PgBoss;
  readonly queue: string;
  readonly schedule: BossSchedule;
  readonly clock: Clock;
  /** Everything that asks the database runs through this; its faults are the store's. */
  readonly watched: <T>(action: () => Promise<T>) => Promise<T>;
}

interface Held {
  readonly attempt: Pick<Job, 'id' | 'retryCount'>;
  readonly item: LeasedWork;
  begun: boolean;
}

export function createBossShelf({ boss, queue, schedule, clock, watched }: BossShelfParts): BossShelf {
  const held = new Map<string, Held>();

  /** The job goes, and what comes instead comes with it; neither where somebody else has the job by now. */
  async function replace(item: LeasedWork, instead: (db: Db) => Promise<unknown>): Promise<void> {
    const attempt = held.get(item.id)?.attempt;
    if (!attempt) return;
    await watched(() =>
      inTransaction(boss.getDb(), async (db) => {
        if (hadEffect(await boss.deleteJob(queue, attempt, { db }))) await instead(db);
      }),
    );
    held.delete(item.id);
  }

  const putBack = (item: LeasedWork, dueAt: number, failures: number): Promise<void> =>
    replace(item, (db) => schedule.add(db, queue, { work: item.work, failures }, dueAt));

  return {
    async take(_kinds, limit) {
      const jobs = await watched(() => boss.fetch<WorkJob>(queue, { batchSize: limit, groupConcurrency: 1 }));
      return jobs.map(({ id, retryCount, data }) => {
        // The same job comes again, as another attempt, where this process was taken for dead and was not.
        const item = { id: `${id}:${retryCount}`, work: data.work, attempts: data.failures + retryCount };
        held.set(item.id, { attempt: { id, retryCount }, item, begun: false });
        return item;
      });
    },
    // Never asked: the lane looks as often as it may sleep.
    nextDueAt: async () => undefined,
    begin(item) {
      const mine = held.get(item.id);
      if (mine) mine.begun = true;
    },
    async done(item) {
      const attempt = held.get(item.id)?.attempt;
      // Deleted, not completed: the domain tables know what was done, and an archive would only grow.
      if (attempt) await watched(() => boss.deleteJob(queue, attempt));
      held.delete(item.id);
    },
    putBack: (item, dueAt) => putBack(item, dueAt, item.attempts + 1),
    async giveUp(item, error) {
      const job: GivenUpJob = { work: item.work, failures: item.attempts + 1, error };
      await replace(item, (db) => boss.upsert(givenUpQueue, job, { singletonKey: workKey(item.work), db }));
    },
    async beat() {
      const attempts = [...held.values()].map(({ attempt }) => attempt);
      if (attempts.length > 0) await watched(() => boss.touch(queue, attempts));
    },
    async handBack() {
      const idle = [...held.values()].filter(({ begun }) => !begun);
      for (const { item } of idle) await putBack(item, clock.now(), item.attempts);
    },
  };
}

async function inTransaction(db: Db, steps: (db: Db) => Promise<void>): Promise<void> {
  const transaction = await db.beginTransaction?.();
  if (!transaction) throw new ServiceError('internal', 'pg-boss has no connection that knows transactions.');
  try {
    await steps(transaction.db);
    await transaction.commit();
  } catch (thrown) {
    await transaction.rollback();
    throw thrown;
  }
}

/** What pg-boss's types keep quiet about: the number of jobs that were still held by this attempt. */
function hadEffect(answer: object): boolean {
  return 'affected' in answer && answer.affected === 1;
}
