import { createHash } from 'node:crypto';
import type { Db } from 'pg-boss';
import { asServiceError } from '../errors.ts';
import type { Clock, Log } from '../workflow/ports.ts';
import type { Work, WorkHandlers } from '../workflow/work.ts';
import { createLane, type Lane } from './lane.ts';
import { createOutageLog, stayingAlive } from './outage-log.ts';
import { createPauses } from './pauses.ts';
import { schema } from './pg-boss-queues.ts';
import type { BossShelf } from './pg-boss-shelf.ts';
import { runItem } from './run-item.ts';
import { repeatUntilItWorks } from './until-it-works.ts';

export interface BossLane {
  readonly name: string;
  readonly kinds: readonly Work['kind'][];
  /** How many items run at once in this process. */
  readonly concurrency: number;
  readonly shelf: BossShelf;
}

export interface BossLanesParts {
  readonly lanes: readonly BossLane[];
  readonly handlers: WorkHandlers;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a commit scheduled for at once is announced; all else, and what was missed, is found by looking. */
const longestSleep = 500;
/** The database may be back at any moment. */
const longestRest = 3_000;
/** A third of the time after which pg-boss takes a process for dead. */
const beatEveryMs = 3_000;
const handBackMs = 1_000;

/** Answers how to stop: what runs is waited for at most these milliseconds, what was not begun is given back. */
export async function startBossLanes(parts: BossLanesParts): Promise<(graceMs: number) => Promise<void>> {
  const { handlers, clock, log } = parts;
  const pauses = createPauses();
  const retries = createPauses();
  const untilItWorks = repeatUntilItWorks(retries, log, longestRest);
  const running = new Map<string, Lane>();
  for (const { name, kinds, concurrency, shelf } of parts.lanes) {
    const lane = createLane({
      name,
      kinds,
      concurrency,
      shelf,
      clock,
      log,
      longestSleep,
      longestRest,
      soon: setImmediate,
      run(item) {
        shelf.begin(item);
        return runItem(item, { handlers, shelf, clock, log, untilItWorks });
      },
      changed: () => undefined,
    });
    running.set(name, lane);
  }
  function wakeAll(): void {
    for (const lane of running.values()) lane.wake();
  }
  const stopListening = await listen(parts.db, (queue) => running.get(queue)?.wake(), wakeAll);
  for (const lane of running.values()) lane.start();
  const outage = createOutageLog(log, stayingAlive);
  async function beat(): Promise<void> {
    try {
      await Promise.all(parts.lanes.map(({ shelf }) => shelf.beat()));
      outage.worked();
    } catch (thrown) {
      outage.failed(thrown);
    }
  }
  const beating = setInterval(() => void beat(), beatEveryMs);

  async function handBack(): Promise<void> {
    try {
      await Promise.all(parts.lanes.map(({ shelf }) => shelf.handBack()));
    } finally {
      await stopListening();
    }
  }

  return async function stop(graceMs) {
    // What cannot be written now is done again by somebody else: stopping never waits for the database.
    retries.end();
    const ends = [...running.values()].map((lane) => lane.stop());
    await pauses.within(graceMs, Promise.all(ends));
    pauses.end();
    clearInterval(beating);
    const closing = handBack().catch((thrown: unknown) => {
      // The heart stands still from now on, which tells others to do the work.
      log.warn({ code: asServiceError(thrown).code }, 'Work that was not begun could not be given back.');
    });
    await createPauses().within(handBackMs, closing);
  };
}

/** pg-boss tells the queue's name on one channel a schema, named as in its own `notifyChannelSql`. */
async function listen(db: Db, on: (queue: string) => void, onReconnect: () => void): Promise<() => Promise<void>> {
  const channel = `pgboss_${createHash('sha224').update(schema).digest('hex').slice(0, 24)}`;
  const handle = await db.listen?.(channel, on, onReconnect);
  return async () => handle?.close();
}
