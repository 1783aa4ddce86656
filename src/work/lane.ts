import type { Clock, LeasedWork, Log, WorkShelf } from '../workflow/ports.ts';
import type { Work } from '../workflow/work.ts';
import { backoff } from './backoff.ts';
import { createOutageLog, takingWork } from './outage-log.ts';

/** The system clock may jump (NTP, a resumed machine), so no sleep trusts a due time for longer than this. */
const longestSleepMs = 30_000;
/** A shelf that cannot be read is asked less and less often. */
const longestRestMs = 30_000;
/** Never so short that a clock behind the timers turns waiting into a busy loop. */
const shortestSleep = 20;
/** This process is alone on its shelf and releases all leases at its start, so a lease only has to outlast its step. */
const leaseMs = 24 * 3_600_000;

export interface LaneParts {
  readonly name: string;
  readonly kinds: readonly Work['kind'][];
  readonly concurrency: number;
  readonly shelf: Pick<WorkShelf, 'take' | 'nextDueAt'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two looks at most, however far the next due time is; half a minute where absent. */
  readonly longestSleep?: number;
  /** Milliseconds that it rests at most after a look that failed; half a minute where absent. */
  readonly longestRest?: number;
  /** Puts off a task until the present turn of the event loop is over. */
  readonly soon: (task: () => void) => void;
  /** Never rejects. */
  readonly run: (item: LeasedWork) => Promise<void>;
  /** Told after every look at the shelf and every item's end. */
  readonly changed: () => void;
}

export interface Lane {
  start(): void;
  readonly kinds: readonly Work['kind'][];
  /** There may be something to take. However often it is told so in one turn of the event loop, it looks once. */
  wake(): void;
  /** Something runs, or the shelf is or will be asked (or could not be, and will be again). */
  busy(): boolean;
  /** Takes nothing more; resolves when nothing runs. */
  stop(): Promise<void>;
}

export function createLane(parts: LaneParts): Lane {
  const { kinds, concurrency, shelf, clock, soon } = parts;
  const { longestSleep = longestSleepMs, longestRest = longestRestMs } = parts;
  const outage = createOutageLog(parts.log, takingWork, { part: parts.name });
  const running = new Set<Promise<void>>();
  let state: 'new' | 'open' | 'resting' | 'stopped' = 'new';
  let woken = false;
  let looking = false;
  let lookAgain = false;
  let lastLook: Promise<void> = Promise.resolve();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    if (state !== 'open' || woken) return;
    woken = true;
    soon(() => {
      woken = false;
      if (state !== 'open') parts.changed();
      else if (looking) lookAgain = true;
      else lastLook = look();
    });
  }

  async function look(): Promise<void> {
    looking = true;
    clearTimeout(timer);
    try {
      do {
        lookAgain = false;
        await takeWhatIsDue();
        if (!lookAgain) await sleepUntilNext();
      } while (lookAgain && state === 'open');
      failures = 0;
      outage.worked();
    } catch (thrown) {
      rest(thrown);
    } finally {
      looking = false;
      parts.changed();
    }
  }

  async function takeWhatIsDue(): Promise<void> {
    const free = concurrency - running.size;
    if (free <= 0 || state !== 'open') return;
    const now = clock.now();
    const items = await shelf.take(kinds, free, now, now + leaseMs);
    // Taken while stopping: left to the next start, which releases all leases.
    if (state === 'open') for (const item of items) begin(item);
  }

  function begin(item: LeasedWork): void {
    const ended: Promise<void> = parts.run(item).finally(() => {
      running.delete(ended);
      wake();
      parts.changed();
    });
    running.add(ended);
  }

  async function sleepUntilNext(): Promise<void> {
    if (running.size >= concurrency) return;
    const dueAt = await shelf.nextDueAt(kinds);
    const wait = dueAt === undefined ? longestSleep : dueAt - clock.now();
    sleep(Math.min(Math.max(wait, shortestSleep), longestSleep));
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (state === 'stopped') return;
    timer = setTimeout(() => {
      if (state === 'resting') state = 'open';
      wake();
    }, ms);
  }

  function rest(thrown: unknown): void {
    if (state === 'stopped') return;
    failures += 1;
    outage.failed(thrown);
    state = 'resting';
    sleep(backoff(failures, longestRest));
  }

  return {
    start() {
      if (state === 'new') state = 'open';
      wake();
    },
    kinds,
    wake,
    busy: () => woken || looking || running.size > 0 || state === 'resting',
    async stop() {
      state = 'stopped';
      clearTimeout(timer);
      await lastLook;
      await Promise.all(running);
    },
  };
}
