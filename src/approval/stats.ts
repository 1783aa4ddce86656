/**
 * What is counted a day, and what can be told of it later. Days are whole days in UTC, as a number since 1970. Times are
 * counted in buckets: each is a fifth longer than the one before, and stands for the middle of it.
 */
import type { RequestState } from './request.ts';

/** How a request can end. `dryRun`: in any way, while nothing was told to Graph; such a request is counted here alone. */
export const outcomes = [
  'verified',
  'partlyVerified',
  'unverified',
  'failed',
  'rejected',
  'expired',
  'withdrawn',
  'dryRun',
] as const satisfies readonly (RequestState | 'dryRun')[];
export type Outcome = (typeof outcomes)[number];

export type DailyCount =
  /** Requests that were opened; dry runs not among them. */
  | { readonly name: 'opened'; readonly bucket: 'all'; readonly day: number; readonly by: number }
  | { readonly name: 'ended'; readonly bucket: Outcome; readonly day: number; readonly by: number }
  /** Emails of which verification has ended, and those of them that are proven. */
  | { readonly name: 'emails'; readonly bucket: 'told' | 'proven'; readonly day: number; readonly by: number }
  | {
      readonly name: DurationName;
      readonly bucket: `${number}`;
      readonly day: number;
      readonly by: number;
      /** Exactly; the store keeps the bucket alone. */
      readonly ms?: number;
    };

/** From its opening until the quorum was met or it was rejected; from Graph's last answer until verification ended. */
export type DurationName = 'timeToDecide' | 'timeToProof';

export const countNames = ['opened', 'ended', 'emails', 'timeToDecide', 'timeToProof'] as const;

const dayMs = 86_400_000;

export function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

/** The first moment of a day. */
export function startOfDay(day: number): number {
  return day * dayMs;
}

const firstMs = 1_000;
const growth = 1.2;
/** More than a year and a half: no deadline is so far away. */
const lastBucket = 98;

/** 0: less than a second. What lies before its beginning (a clock that was set back) lasted no time. */
export function bucketOf(ms: number): number {
  if (!(ms >= firstMs)) return 0;
  return Math.min(lastBucket, 1 + Math.floor(Math.log(ms / firstMs) / Math.log(growth)));
}

/** How far what a bucket stands for is from the truth at most, as a share of it: the middle of a fifth, on a log scale. */
export const bucketError = Math.sqrt(growth) - 1;

/** What a bucket stands for, in milliseconds; the first for half a second. */
export function durationOf(bucket: number): number {
  return bucket === 0 ? firstMs / 2 : firstMs * growth ** (bucket - 0.5);
}

/** How many there were in each bucket. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * The smallest duration that at least this share of all did not exceed (nearest rank), in milliseconds, off by
 * `bucketError` at most; undefined where nothing was counted.
 */
export function percentile(histogram: Histogram, share: number): number | undefined {
  const total = sizeOf(histogram);
  // Shares are decimal fractions: 0.9 of 10 is 9, and not a trifle more.
  const rank = Math.max(1, Math.ceil(share * total - 1e-9));
  let passed = 0;
  for (const [bucket, count] of [...histogram].sort(([a], [b]) => a - b)) {
    passed += Math.max(0, count);
    if (passed >= rank) return durationOf(bucket);
  }
  return undefined;
}

export function sizeOf(histogram: Histogram): number {
  let total = 0;
  for (const count of histogram.values()) total += Math.max(0, count);
  return total;
}
