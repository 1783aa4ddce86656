import { asServiceError } from '../errors.ts';
import type { Log } from '../workflow/ports.ts';
import { backoff } from './backoff.ts';
import type { Pauses } from './pauses.ts';

export type UntilItWorks = (action: () => Promise<void>) => Promise<void>;

/**
 * Repeats what the shelf refuses (disk full, database away), until the pauses end: the item stays leased meanwhile,
 * and its place in the lane taken.
 */
export function repeatUntilItWorks(pauses: Pauses, log: Log, longestPause = 30_000): UntilItWorks {
  return async function untilItWorks(action) {
    for (let failures = 1; ; failures += 1) {
      try {
        await action();
        return;
      } catch (thrown) {
        if (pauses.ended) return;
        log.error({ code: asServiceError(thrown).code, failures }, 'The work shelf cannot be written; tried again.');
        await pauses.pause(backoff(failures, longestPause));
      }
    }
  };
}
