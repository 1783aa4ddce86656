import type { Outcome } from '../approval/stats.ts';

/** Milliseconds, each off by a tenth at most. */
export interface TimesView {
  readonly count: number;
  readonly medianMs: number;
  readonly p90Ms: number;
}

export interface PeriodView {
  /** Whole days in UTC, today among them. */
  readonly days: number;
  readonly opened: number;
  /** How many ended in which way; none that is 0. */
  readonly ended: ReadonlyMap<Outcome, number>;
  /** Absent where none was decided, or proven. */
  readonly timeToDecide?: TimesView;
  readonly timeToProof?: TimesView;
  /** Of the requests whose verification ended. */
  readonly emails: { readonly told: number; readonly proven: number };
}

export interface StatsView {
  readonly week: PeriodView;
  readonly month: PeriodView;
  /** Epoch milliseconds of the first counted day; absent where all of the month is counted. */
  readonly countedSince?: number;
}
