import type { Clock } from '../workflow/ports.ts';

/** True where this person may act now; each true takes one. */
export type ClickLimit = (person: string) => boolean;

const minute = 60_000;
/** Above this many people, those who have rested long enough are forgotten. */
const crowd = 10_000;

/** A bucket per person: `perMinute` at once, refilled evenly. In memory: each instance counts for itself. */
export function createClickLimit(perMinute: number, clock: Clock): ClickLimit {
  /** `credit` counts in clicks times milliseconds, so that it stays whole: a click costs a minute. */
  const buckets = new Map<string, { credit: number; at: number }>();

  function forgetTheRested(now: number): void {
    for (const [person, bucket] of buckets) {
      if (now - bucket.at >= minute) buckets.delete(person);
    }
  }

  return (person) => {
    const now = clock.now();
    const bucket = buckets.get(person) ?? { credit: perMinute * minute, at: now };
    const credit = Math.min(perMinute * minute, bucket.credit + (now - bucket.at) * perMinute);
    if (buckets.size > crowd) forgetTheRested(now);
    const may = credit >= minute;
    buckets.set(person, { credit: may ? credit - minute : credit, at: now });
    return may;
  };
}
