/** How many calls one receiver gets: whoever hangs must not hold up what the others are told. */
import type { Clock } from '../workflow/ports.ts';

export interface Pace {
  /** Undefined: call, and then say how it `ended`. Otherwise the milliseconds after which it may be worth asking again. */
  begin(): number | undefined;
  /** `isSilent`: no answer within the time that a call has. */
  ended(call: { readonly isSilent: boolean; readonly tookMs: number }): void;
}

/** Of the lane's four places: there is room for somebody else while these hang. */
const placesOfTheSlow = 2;
/** Whoever answers so fast holds up nobody, and may have every place. */
const quickMs = 1_000;
const firstRestMs = 60_000;
const longestWaitMs = 5 * 60_000;

/** After a silence it is left alone for a minute, doubling up to five; then one call finds out. */
export function createPace(steady: Clock): Pace {
  let underWay = 0;
  let isQuick = false;
  let lastMs = quickMs;
  let silences = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let placeFreeAt = Number.NEGATIVE_INFINITY;

  const restMs = () => Math.min(firstRestMs * 2 ** Math.max(0, silences - 1), longestWaitMs);

  /** One behind the other: all of them at the same time would find the places taken again. */
  function untilAPlaceIsFree(now: number): number {
    const at = Math.max(now, placeFreeAt) + lastMs / placesOfTheSlow;
    placeFreeAt = Math.min(at, now + longestWaitMs);
    return placeFreeAt - now;
  }

  return {
    begin() {
      const now = steady.now();
      if (now < restsUntil) return Math.ceil(restsUntil - now);
      if (silences > 0 && underWay > 0) return restMs();
      if (!isQuick && underWay >= placesOfTheSlow) return Math.ceil(untilAPlaceIsFree(now));
      underWay += 1;
      return undefined;
    },
    ended({ isSilent, tookMs }) {
      underWay -= 1;
      lastMs = tookMs;
      isQuick = !isSilent && tookMs < quickMs;
      const now = steady.now();
      if (!isSilent) {
        silences = 0;
        restsUntil = Number.NEGATIVE_INFINITY;
      } else if (now >= restsUntil) {
        // Those that were called at the same time are one silence.
        silences += 1;
        restsUntil = now + restMs();
      }
    },
  };
}
