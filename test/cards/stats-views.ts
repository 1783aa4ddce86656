import type { PeriodView, StatsView } from '../../src/workflow/stats-view.ts';

const minute = 60_000;

const noPeriod: PeriodView = { days: 30, opened: 0, ended: new Map(), emails: { told: 0, proven: 0 } };

/** Counted for months, with every way to end. */
export const busyStats: StatsView = {
  week: {
    days: 7,
    opened: 41,
    ended: new Map([
      ['verified', 28],
      ['partlyVerified', 3],
      ['rejected', 5],
      ['expired', 1],
      ['dryRun', 2],
    ]),
    timeToDecide: { count: 36, medianMs: 3.2 * minute, p90Ms: 48 * minute },
    timeToProof: { count: 31, medianMs: 61_000, p90Ms: 5.1 * minute },
    emails: { told: 1_204, proven: 1_199 },
  },
  month: {
    days: 30,
    opened: 187,
    ended: new Map([
      ['verified', 139],
      ['partlyVerified', 9],
      ['unverified', 2],
      ['failed', 1],
      ['rejected', 24],
      ['expired', 6],
      ['withdrawn', 1],
      ['dryRun', 4],
    ]),
    timeToDecide: { count: 175, medianMs: 4.1 * minute, p90Ms: 2.5 * 60 * minute },
    timeToProof: { count: 150, medianMs: 64_000, p90Ms: 6.2 * 60 * minute },
    emails: { told: 10_377, proven: 10_290 },
  },
};

/** Installed two days ago; one request ended. */
export const freshStats: StatsView = {
  week: {
    days: 7,
    opened: 2,
    ended: new Map([['rejected', 1]]),
    timeToDecide: { count: 1, medianMs: 40_000, p90Ms: 40_000 },
    emails: { told: 0, proven: 0 },
  },
  month: {
    days: 30,
    opened: 2,
    ended: new Map([['rejected', 1]]),
    timeToDecide: { count: 1, medianMs: 40_000, p90Ms: 40_000 },
    emails: { told: 0, proven: 0 },
  },
  countedSince: Date.UTC(2026, 10, 20),
};

/** Nothing ended, and nothing was asked for. */
export const emptyStats: StatsView = { week: { ...noPeriod, days: 7 }, month: noPeriod };

/** Much in the month, nothing in the last week. */
export const quietStats: StatsView = { week: { ...noPeriod, days: 7 }, month: busyStats.month };
