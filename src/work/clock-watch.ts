import type { Clock } from '../workflow/ports.ts';

/** Clocks that are kept right by NTP drift by less than this between two looks. */
const toleranceMs = 2_000;

/** Milliseconds by which the clock was moved since the last look: below 0 where it was set back; 0 where it ran as it should. */
export function createClockWatch(clock: Clock, steady: Clock): () => number {
  let offset = clock.now() - steady.now();
  return () => {
    const now = clock.now() - steady.now();
    const moved = now - offset;
    if (Math.abs(moved) < toleranceMs) return 0;
    offset = now;
    return Math.round(moved);
  };
}
