import type { Outcome } from '../../../approval/stats.ts';
import type { DurationUnit } from '../durations.ts';
import type { Formats } from '../formats.ts';

/** What `stats` tells. Days are a number of days up to now; durations arrive in words. */
export function englishStats({ count, form, number }: Formats) {
  return {
    statsTitle: 'Requests in numbers',
    statsPeriod: (args: { days: number; opened: number; ended: number }) =>
      `Last ${number(args.days)} days: ${number(args.opened)} opened, ${number(args.ended)} ended.`,
    statsNothingEnded: (args: { days: number }) => `No request has ended in the last ${number(args.days)} days.`,
    statsCountedSince: (args: { day: string }) => `Counted since ${args.day}. What was before that is not in here.`,
    statsDryRuns: (args: { weekDays: number; week: number; monthDays: number; month: number }) =>
      `Dry runs are not in these numbers: ${number(args.week)} ended in the last ${number(args.weekDays)} days, ${number(args.month)} in the last ${number(args.monthDays)}.`,
    statsNotes: {
      times: 'Half took no longer than the median, nine in ten no longer than the 90th percentile.',
      precision: 'Times are rounded, by a tenth at most. Days are whole days in UTC, and today is one of them.',
    },
    statsDays: (args: { days: number }) => count(args.days, { one: 'Last day', other: 'Last # days' }),
    /** Over a narrow column. */
    statsColumn: (args: { days: number }) => count(args.days, { one: '# day', other: '# days' }),
    /** Where nothing was counted. */
    statsNone: '–',

    statsOutcomes: 'How requests ended',
    statsOutcomeColumn: 'Outcome',
    statsOutcome: {
      verified: 'Verified',
      partlyVerified: 'Partly verified',
      unverified: 'Not verified',
      failed: 'Failed',
      rejected: 'Rejected',
      expired: 'Expired',
      withdrawn: 'Withdrawn',
    } satisfies Record<Exclude<Outcome, 'dryRun'>, string>,
    /** One bar of a chart: its name, and its length in words. */
    statsBar: (args: { name: string; value: string }) => `${args.name}: ${args.value}`,

    statsTimes: 'How long it took',
    statsTimeColumn: 'Time',
    statsTime: {
      timeToDecide: { median: 'Time to decide: median', p90: 'Time to decide: 90th percentile' },
      timeToProof: { median: 'Time to proof: median', p90: 'Time to proof: 90th percentile' },
    },
    /** Title of a chart; the unit of its numbers. */
    statsTimeChart: {
      timeToDecide: {
        second: 'Time to decide, in seconds',
        minute: 'Time to decide, in minutes',
        hour: 'Time to decide, in hours',
        day: 'Time to decide, in days',
      },
      timeToProof: {
        second: 'Time to proof, in seconds',
        minute: 'Time to proof, in minutes',
        hour: 'Time to proof, in hours',
        day: 'Time to proof, in days',
      },
    } satisfies Record<string, Record<DurationUnit, string>>,
    statsMedianBar: (args: { days: number; time: string }) => `Median, last ${number(args.days)} days: ${args.time}`,
    statsP90Bar: (args: { days: number; time: string }) =>
      `90th percentile, last ${number(args.days)} days: ${args.time}`,
    statsTimesSpoken: {
      timeToDecide: (args: { days: number; median: string; p90: string }) =>
        `Time to decide in the last ${number(args.days)} days: median ${args.median}, 90th percentile ${args.p90}.`,
      timeToProof: (args: { days: number; median: string; p90: string }) =>
        `Time to proof in the last ${number(args.days)} days: median ${args.median}, 90th percentile ${args.p90}.`,
    },

    statsEmails: 'What the mailboxes show',
    statsEmailColumn: 'Emails',
    statsTold: 'Sent to Microsoft Defender',
    statsProven: 'Proven',
    statsShare: 'Verified share',
    statsProvenPart: (args: { emails: number }) => `Proven: ${number(args.emails)}`,
    statsUnprovenPart: (args: { emails: number }) => `Not proven: ${number(args.emails)}`,
    statsShareBar: (args: { days: number; share: string }) => `Last ${number(args.days)} days: ${args.share} proven`,
    statsShareSpoken: (args: { days: number; share: string; proven: number; told: number }) =>
      form(args.told, {
        one: `Verified share in the last ${number(args.days)} days: ${args.share}, ${number(args.proven)} of ${number(args.told)} email.`,
        other: `Verified share in the last ${number(args.days)} days: ${args.share}, ${number(args.proven)} of ${number(args.told)} emails.`,
      }),
  };
}
