import type { DailyCount } from '../approval/stats.ts';

export interface CountReader {
  /** What was counted on these days and those between them (UTC, as numbers since 1970), summed. */
  counts(days: { from: number; to: number }): Promise<{ name: DailyCount['name']; bucket: string; count: number }[]>;
  /** The first day of which there are counters. */
  countedSince(): Promise<number | undefined>;
}

export interface CountWriter {
  /** Adds to a daily counter when everything else is written. */
  count(counted: DailyCount): Promise<void>;
  /** Answers how many counters of earlier days there were. */
  forgetCounts(beforeDay: number): Promise<number>;
}
