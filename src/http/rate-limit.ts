import type { Clock } from '../workflow/ports.ts';

export interface RateLimit {
  /** Undefined: go ahead. Otherwise the whole seconds to wait. */
  take(name: string): number | undefined;
}

/** One bucket a name, full at first, refilled evenly: a burst of a minute's worth is let through. */
export function createRateLimit(perMinute: number, clock: Clock): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const perMs = perMinute / 60_000;
  return {
    take(name) {
      const now = clock.now();
      const bucket = buckets.get(name) ?? { tokens: perMinute, at: now };
      // A clock that was set back must not empty the bucket.
      const elapsed = Math.max(0, now - bucket.at);
      const tokens = Math.min(perMinute, bucket.tokens + elapsed * perMs);
      const isFree = tokens >= 1;
      buckets.set(name, { tokens: isFree ? tokens - 1 : tokens, at: now });
      return isFree ? undefined : Math.max(1, Math.ceil((1 - tokens) / perMs / 1_000));
    },
  };
}
