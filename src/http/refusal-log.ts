import type { Clock, Log } from '../workflow/ports.ts';
import type { Problem } from './problem.ts';

/** Notes that somebody was refused as not known or not entitled; anything else is left to the caller. */
export type NoteRefusal = (problem: Problem, traceId: string) => void;

const pauseMs = 1_000;

/**
 * A source whose secret was changed on one side only must leave a trace, and a stranger must not fill the disk:
 * one line a second, with the number of those left out since the last.
 */
export function createRefusalLog(log: Log, clock: Clock): NoteRefusal {
  let notedAt = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  return ({ name, flaw }, traceId) => {
    if (name !== 'unauthenticated' && name !== 'forbidden') return;
    const now = clock.now();
    if (Math.abs(now - notedAt) < pauseMs) {
      leftOut += 1;
      return;
    }
    log.warn({ traceId, flaw, ...(leftOut > 0 && { leftOut }) }, 'A call from an alert source was refused');
    notedAt = now;
    leftOut = 0;
  };
}
