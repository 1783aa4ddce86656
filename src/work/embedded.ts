/**
 * Durable work in one process: takes what is due from the shelf and runs its step. The shelf is only an alarm
 * clock (doing an item twice is harmless), so whatever fails here is tried again rather than reasoned about.
 */
import type { Clock, Log, WorkShelf } from '../workflow/ports.ts';
import type { Work, WorkHandlers } from '../workflow/work.ts';
import { createClockWatch } from './clock-watch.ts';
import { createLane, type Lane } from './lane.ts';
import { createPauses } from './pauses.ts';
import { runItem } from './run-item.ts';
import { repeatUntilItWorks } from './until-it-works.ts';

export interface EmbeddedWorkOptions<LaneName extends string> {
  readonly shelf: WorkShelf;
  readonly lanes: Readonly<Record<LaneName, readonly Work['kind'][]>>;
  readonly handlers: WorkHandlers;
  readonly clock: Clock;
  readonly log: Log;
  /** How many items of a lane run at once. */
  readonly concurrency: Readonly<Record<LaneName, number>>;
  /** Puts off a task until the present turn of the event loop is over; Node's setImmediate where absent. */
  readonly soon?: (task: () => void) => void;
  /** Milliseconds that only ever go on; Node's monotonic clock where absent. */
  readonly steady?: Clock;
}

const betweenClockLooksMs = 5_000;
const monotonic: Clock = { now: () => performance.now() };

export interface EmbeddedWork {
  /** Takes nothing more and waits for what runs, at most this many milliseconds. */
  stop(graceMs: number): Promise<void>;
  /** Resolves when nothing is due and nothing runs. */
  idle(): Promise<void>;
}

/** Whatever was under way when the last process died is released first. */
export function startEmbeddedWork<LaneName extends string>(options: EmbeddedWorkOptions<LaneName>): EmbeddedWork {
  const { shelf, clock, log, soon = setImmediate, steady = monotonic } = options;
  const pauses = createPauses();
  const retries = createPauses();
  const untilItWorks = repeatUntilItWorks(retries, log);
  const watchers = new Set<() => void>();
  const allKinds = laneNames(options).flatMap((name) => [...options.lanes[name]]);
  let stopped = false;

  function changed(): void {
    for (const resolve of watchers) resolve();
    watchers.clear();
  }
  function nextChange(): Promise<void> {
    return new Promise((resolve) => watchers.add(resolve));
  }

  const lanes: Lane[] = laneNames(options).map((name) =>
    createLane({
      name,
      kinds: options.lanes[name],
      concurrency: options.concurrency[name],
      shelf,
      clock,
      log,
      soon,
      run: (item) => runItem(item, { handlers: options.handlers, shelf, clock, log, untilItWorks }),
      changed,
    }),
  );

  const released = untilItWorks(async () => {
    const count = await shelf.releaseAll();
    if (count > 0) log.info({ count }, 'Work that a former process had begun is done again.');
  }).then(() => {
    for (const lane of lanes) lane.start();
    changed();
  });
  shelf.onScheduled((kinds) => {
    for (const lane of lanes) if (lane.kinds.some((kind) => kinds.has(kind))) lane.wake();
  });

  const movedBy = createClockWatch(clock, steady);
  const watching = setInterval(() => void followClock(), betweenClockLooksMs);

  /** Due times are of the wall clock. A retry must not wait an hour because the clock was set back by one. */
  async function followClock(): Promise<void> {
    const movedMs = movedBy();
    if (movedMs === 0) return;
    log.warn({ movedMs }, 'The clock of this machine was changed');
    if (movedMs < 0) await untilItWorks(async () => shelf.clockSetBack?.(-movedMs));
    for (const lane of lanes) lane.wake();
  }

  const busy = (): boolean => lanes.some((lane) => lane.busy());

  async function somethingIsDue(): Promise<boolean> {
    const dueAt = await shelf.nextDueAt(allKinds);
    return dueAt !== undefined && dueAt <= clock.now();
  }

  return {
    async stop(graceMs) {
      stopped = true;
      retries.end();
      clearInterval(watching);
      const ends = lanes.map((lane) => lane.stop());
      await pauses.within(graceMs, Promise.all([released, ...ends]));
      pauses.end();
      changed();
    },
    async idle() {
      await released;
      while (!stopped) {
        if (!busy() && !(await somethingIsDue()) && !busy()) return;
        const change = nextChange();
        // Only a lane that rests is woken: to wake those that look would keep them looking for ever.
        if (!busy()) for (const lane of lanes) lane.wake();
        await change;
      }
    },
  };
}

function laneNames<LaneName extends string>({ lanes }: EmbeddedWorkOptions<LaneName>): LaneName[] {
  return Object.keys(lanes) as LaneName[];
}
