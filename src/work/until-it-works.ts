import type { Log } from '../workflow/ports.ts';
import { backoff } from './backoff.ts';
import { createOutageLog, recordingWork } from './outage-log.ts';
import type { Pauses } from './pauses.ts';

export type UntilItWorks = (action: () => Promise<void>) => Promise<void>;

/**
 * Repeats what the shelf refuses (disk full, database away), until the pauses end: the item stays leased meanwhile,
 * and its place in the lane taken.
 */
export function repeatUntilItWorks(pauses: Pauses, log: Log, longestPause = 30_000): UntilItWorks {
  const outage = createOutageLog(log, recordingWork);
  return async function untilItWorks(action) {
    for (let failures = 1; ; failures += 1) {
      try {
        await action();
        outage.worked();
        return;
      } catch (thrown) {
        if (pauses.ended) return;
        outage.failed(thrown);
        await pauses.pause(backoff(failures, longestPause));
      }
    }
  };
}
