import type { Clock } from './workflow/ports.ts';

export interface TokenBuckets {
  /** Undefined: go ahead, one is taken. Otherwise the milliseconds until there is one again. */
  take(name: string): number | undefined;
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
    for (const [name, { at }] of buckets) {
      if (Math.abs(now - at) >= minute) buckets.delete(name);
    }
  }

  return {
    take(name) {
      const now = clock.now();
      forgetTheRested(now);
      const bucket = buckets.get(name) ?? { credit: full, at: now };
      // A clock that was set back must not empty the bucket.
      const elapsed = Math.max(0, now - bucket.at);
      const credit = Math.min(full, bucket.credit + elapsed * perMinute);
      const isFree = credit >= minute;
      buckets.set(name, { credit: isFree ? credit - minute : credit, at: now });
      return isFree ? undefined : Math.ceil((minute - credit) / perMinute);
    },
  };
}
