import type { Clock } from './workflow/ports.ts';

export interface TokenBuckets {
  /** Undefined: go ahead, one is taken. Otherwise the milliseconds until there is one again. */
  take(name: string): number | undefined;
  /** Takes so many more for what `take` let in, be they there or not: whoever is in debt waits until it is paid off. */
  owe(name: string, count: number): void;
}

const minute = 60_000;
/** Above this many names, those who have rested long enough are forgotten. */
const crowd = 10_000;

/** A bucket a name: `perMinute` at once, refilled evenly. In memory: each instance counts for itself. */
export function createTokenBuckets(perMinute: number, clock: Clock): TokenBuckets {
  /** `credit` counts in tokens times milliseconds, so that it stays whole: a token costs a minute. */
  const buckets = new Map<string, { credit: number; at: number }>();
  const full = perMinute * minute;
  let sweptAt = Number.NEGATIVE_INFINITY;

  function forgetTheRested(now: number): void {
    if (buckets.size <= crowd || Math.abs(now - sweptAt) < minute) return;
    sweptAt = now;
    for (const [name, { at, credit }] of buckets) {
      if (Math.abs(now - at) >= minute && credit >= 0) buckets.delete(name);
    }
  }

  function creditOf(name: string, now: number): number {
    const bucket = buckets.get(name) ?? { credit: full, at: now };
    // A clock that was set back must not empty the bucket.
    const elapsed = Math.max(0, now - bucket.at);
    return Math.min(full, bucket.credit + elapsed * perMinute);
  }

  return {
    take(name) {
      const now = clock.now();
      forgetTheRested(now);
      const credit = creditOf(name, now);
      const isFree = credit >= minute;
      buckets.set(name, { credit: isFree ? credit - minute : credit, at: now });
      return isFree ? undefined : Math.ceil((minute - credit) / perMinute);
    },
    owe(name, count) {
      const now = clock.now();
      buckets.set(name, { credit: creditOf(name, now) - count * minute, at: now });
    },
  };
}
