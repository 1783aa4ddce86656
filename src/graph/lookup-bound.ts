import { ServiceError } from '../errors.ts';
import type { Clock } from '../workflow/ports.ts';

interface BoundOptions {
  readonly atOnce: number;
  /** Begun in any sixty seconds. */
  readonly perMinute: number;
  /** Milliseconds that a question waits for its turn. */
  readonly patienceMs: number;
  /** One that nobody can set back. */
  readonly clock: Clock;
  /** For each question that is not asked. */
  readonly refused: () => void;
}

/** Throws `directoryUnavailable` where the question may not be asked now. */
export type Bound = <T>(ask: () => Promise<T>) => Promise<T>;

const minute = 60_000;

/** What is asked in bulk may not take all of what Graph allows us, nor keep a person waiting for the answer to a click. */
export function createBound({ atOnce, perMinute, patienceMs, clock, refused }: BoundOptions): Bound {
  /** When the last `perMinute` questions were begun; the oldest stands at `next`. */
  const begunAt: number[] = [];
  let next = 0;
  let running = 0;
  const waiting = new Set<() => void>();

  function isUsedUp(): boolean {
    return clock.now() - (begunAt[next] ?? Number.NEGATIVE_INFINITY) < minute;
  }

  function refusal(): ServiceError {
    refused();
    return new ServiceError('directoryUnavailable', undefined, { retryable: true });
  }

  async function hasTurn(): Promise<boolean> {
    if (running < atOnce) {
      running += 1;
      return true;
    }
    return new Promise((resolve) => {
      function enter(): void {
        clearTimeout(patience);
        resolve(true);
      }
      const patience = setTimeout(() => {
        waiting.delete(enter);
        resolve(false);
      }, patienceMs);
      waiting.add(enter);
    });
  }

  function leave(): void {
    const [first] = waiting;
    // Whoever waits longest takes the place over.
    if (first && waiting.delete(first)) first();
    else running -= 1;
  }

  return async (ask) => {
    if (isUsedUp() || !(await hasTurn())) throw refusal();
    try {
      if (isUsedUp()) throw refusal();
      begunAt[next] = clock.now();
      next = (next + 1) % perMinute;
      return await ask();
    } finally {
      leave();
    }
  };
}
