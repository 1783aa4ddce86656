/** An engine on a real shelf in memory, with a wall clock of its own and handlers that tests put in. */
import { DatabaseSync } from 'node:sqlite';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, storeOn } from '../../src/store/sqlite.ts';
import { type EmbeddedWork, startEmbeddedWork } from '../../src/work/embedded.ts';
import type { WorkShelf } from '../../src/workflow/ports.ts';
import { lanes, type Work, type WorkHandlers, workKey, workKinds } from '../../src/workflow/work.ts';
import { requestIdOf } from '../store/samples.ts';
import { type LogLine, recordingLog } from './recording-log.ts';

export interface Bench {
  readonly opened: OpenedStore;
  /** Keys of the work that was run, in the order it was begun. */
  readonly begun: string[];
  readonly lines: LogLine[];
  /** Added to the wall clock, in milliseconds. */
  clockError: number;
  /** What every handler does. */
  step: (work: Work) => Promise<void>;
  now(): number;
  schedule(work: Work, delay?: number): Promise<void>;
  start(shelf?: WorkShelf): EmbeddedWork;
}

export const post = (number: number): Work => ({ kind: 'postCard', requestId: requestIdOf(number) });
export const submit = (number: number): Work => ({ kind: 'submitBatch', requestId: requestIdOf(number), batch: 1 });

const concurrency = { thread: 3, mailboxes: 2, reads: 1, callbacks: 1 };
/** Without leaving the turn of the event loop: a tick of faked timers waits for microtasks, not for the loop. */
const soon = (task: () => void): void => queueMicrotask(task);

export async function createBench(): Promise<Bench> {
  const { log, lines } = recordingLog();
  const clock = { clockError: 0, now: () => Date.now() + clock.clockError };
  const bench: Bench = Object.assign(clock, {
    opened: await storeOn(new DatabaseSync(':memory:'), { digest, clock, soon }),
    begun: [],
    lines,
    step: async () => undefined,
    schedule: (work: Work, delay = 0) => bench.opened.store.transaction((tx) => tx.schedule(work, clock.now() + delay)),
    start: (shelf: WorkShelf = bench.opened.workShelf) =>
      startEmbeddedWork({ shelf, lanes, handlers, clock, log, concurrency, soon }),
  });
  const run = (work: Work): Promise<void> => {
    bench.begun.push(workKey(work));
    return bench.step(work);
  };
  const handlers = Object.fromEntries(workKinds.map((kind) => [kind, run])) as unknown as WorkHandlers;
  return bench;
}
