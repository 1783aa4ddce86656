import type { DurationName, Outcome } from '../../approval/stats.ts';
import type { PeriodView, StatsView, TimesView } from '../../workflow/stats-view.ts';
import { inUnit, unitFor } from '../words/durations.ts';
import type { Words } from '../words.ts';
import type { Pen } from './pen.ts';
import { linesOf } from './pen.ts';

type Ended = Exclude<Outcome, 'dryRun'>;

/** A name for each colour stands beside it: none of them says anything alone. */
const colors: Readonly<Record<Ended, string>> = {
  verified: 'good',
  partlyVerified: 'warning',
  unverified: 'attention',
  failed: 'attention',
  rejected: 'neutral',
  expired: 'neutral',
  withdrawn: 'neutral',
};
const ends = Object.keys(colors) as Ended[];

/** The first part in words, the rest as charts; a client without charts shows a table with the same numbers. */
export function statsData({ week, month, countedSince }: StatsView, { words }: Pen): object {
  const periods = [week, month];
  const lines = linesOf([
    ...(endedIn(month) + month.opened > 0 ? periods.map((period) => periodLine(period, words)) : []),
    endedIn(month) === 0 && words.statsNothingEnded({ days: month.days }),
    dryRunsIn(month) > 0 &&
      words.statsDryRuns({
        weekDays: week.days,
        week: dryRunsIn(week),
        monthDays: month.days,
        month: dryRunsIn(month),
      }),
    countedSince !== undefined && words.statsCountedSince({ day: words.formats.day(countedSince, 'UTC') }),
  ]);
  const charts = {
    outcomes: endedIn(month) > 0 ? [outcomes(week, month, words)] : [],
    times: periods.some(({ timeToDecide, timeToProof }) => timeToDecide ?? timeToProof) ? [times(periods, words)] : [],
    emails: month.emails.told > 0 ? [emails(periods, words)] : [],
  };
  const isEmpty = Object.values(charts).every(({ length }) => length === 0);
  return {
    lang: words.formats.language,
    speak: words.formats.sentences([...lines.map(({ text }) => text), ...spoken(periods, words)]),
    fallbackText: lines[0]?.text,
    title: words.statsTitle,
    lines,
    ...charts,
    notes: isEmpty
      ? []
      : [{ lines: linesOf([charts.times.length > 0 && words.statsNotes.times, words.statsNotes.precision]) }],
  };
}

/** The first that is said of it; for notifications. */
export function statsSummary({ month }: StatsView, words: Words): string {
  return endedIn(month) + month.opened > 0 ? periodLine(month, words) : words.statsNothingEnded({ days: month.days });
}

function endedIn({ ended }: PeriodView): number {
  return ends.reduce((sum, outcome) => sum + (ended.get(outcome) ?? 0), 0);
}

function dryRunsIn({ ended }: PeriodView): number {
  return ended.get('dryRun') ?? 0;
}

function periodLine(period: PeriodView, words: Words): string {
  return words.statsPeriod({ days: period.days, opened: period.opened, ended: endedIn(period) });
}

/** The cells of a table, row by row: all of them texts. */
function row(...texts: readonly string[]): object {
  return { cells: texts.map((text) => ({ text })) };
}

function headOf(name: string, periods: readonly PeriodView[], words: Words): object {
  return row(name, ...periods.map(({ days }) => words.statsColumn({ days })));
}

function outcomes(week: PeriodView, month: PeriodView, words: Words): object {
  const { number } = words.formats;
  // What did not happen at all says nothing, and fills a phone.
  const shown = ends.filter((outcome) => month.ended.has(outcome));
  const chart = (period: PeriodView) => ({
    title: words.statsDays({ days: period.days }),
    bars: shown.map((outcome) => {
      const count = period.ended.get(outcome) ?? 0;
      const x = words.statsBar({ name: words.statsOutcome[outcome], value: number(count) });
      return { x, y: count, color: colors[outcome] };
    }),
  });
  return {
    heading: words.statsOutcomes,
    week: endedIn(week) > 0 ? [chart(week)] : [],
    month: chart(month),
    rows: [
      headOf(words.statsOutcomeColumn, [week, month], words),
      ...shown.map((outcome) =>
        row(words.statsOutcome[outcome], ...[week, month].map(({ ended }) => number(ended.get(outcome) ?? 0))),
      ),
    ],
  };
}

function times(periods: readonly PeriodView[], words: Words): object {
  const names = (['timeToDecide', 'timeToProof'] as const).filter((name) => periods.some((period) => period[name]));
  const said = (name: DurationName, measure: (times: TimesView) => number) =>
    periods.map((period) => {
      const found = period[name];
      return found ? words.formats.duration(measure(found)) : words.statsNone;
    });
  const [first, ...others] = names.map((name) => timeChart(name, periods, words));
  return {
    heading: words.statsTimes,
    first,
    others,
    rows: [
      headOf(words.statsTimeColumn, periods, words),
      ...names.flatMap((name) => [
        row(words.statsTime[name].median, ...said(name, ({ medianMs }) => medianMs)),
        row(words.statsTime[name].p90, ...said(name, ({ p90Ms }) => p90Ms)),
      ]),
    ],
  };
}

/** All bars of one chart in one unit: that of the medians, in which the long ones are still whole numbers. */
function timeChart(name: DurationName, periods: readonly PeriodView[], words: Words): object {
  const known = periods.flatMap(({ days, [name]: found }) => (found ? [{ days, ...found }] : []));
  const unit = unitFor(Math.max(...known.map(({ medianMs }) => medianMs)));
  const { duration } = words.formats;
  const bar = (x: string, ms: number) => ({ x, y: inUnit(ms, unit), color: 'neutral' });
  return {
    title: words.statsTimeChart[name][unit],
    bars: [
      ...known.map(({ days, medianMs }) => bar(words.statsMedianBar({ days, time: duration(medianMs) }), medianMs)),
      ...known.map(({ days, p90Ms }) => bar(words.statsP90Bar({ days, time: duration(p90Ms) }), p90Ms)),
    ],
  };
}

function emails(periods: readonly PeriodView[], words: Words): object {
  const { number } = words.formats;
  return {
    heading: words.statsEmails,
    title: words.statsShare,
    bars: periods
      .filter(({ emails: { told } }) => told > 0)
      .map((period) => ({
        title: words.statsShareBar({ days: period.days, share: shareOf(period, words) }),
        parts: [
          {
            legend: words.statsProvenPart({ emails: period.emails.proven }),
            value: period.emails.proven,
            color: 'good',
          },
          {
            legend: words.statsUnprovenPart({ emails: period.emails.told - period.emails.proven }),
            value: period.emails.told - period.emails.proven,
            color: 'attention',
          },
        ],
      })),
    rows: [
      headOf(words.statsEmailColumn, periods, words),
      row(words.statsTold, ...periods.map(({ emails: { told } }) => number(told))),
      row(words.statsProven, ...periods.map(({ emails: { proven } }) => number(proven))),
      row(words.statsShare, ...periods.map((period) => shareOf(period, words))),
    ],
  };
}

function shareOf({ emails: { told, proven } }: PeriodView, words: Words): string {
  return told === 0 ? words.statsNone : words.formats.percent(proven / told);
}

function spoken(periods: readonly PeriodView[], words: Words): string[] {
  const { duration } = words.formats;
  return periods.flatMap((period) => {
    const { days, emails: counted } = period;
    const timesSaid = (['timeToDecide', 'timeToProof'] as const).flatMap((name) => {
      const found = period[name];
      if (!found) return [];
      return [words.statsTimesSpoken[name]({ days, median: duration(found.medianMs), p90: duration(found.p90Ms) })];
    });
    const share = words.statsShareSpoken({ days, share: shareOf(period, words), ...counted });
    return counted.told === 0 ? timesSaid : [...timesSaid, share];
  });
}
