import type { RequestState } from '../../../approval/request.ts';
import type { SummaryView } from '../../../workflow/summary-view.ts';
import type { Formats } from '../formats.ts';
import { englishTerms } from './terms.ts';

/** The card that stands for many which came at once. */
export function englishSummary({ count, form, number }: Formats) {
  return {
    summaryTitle: (args: { total: number }) =>
      count(args.total, { one: '# request', other: '# requests came in at once' }),
    summaryAllWait: (args: { total: number }) =>
      args.total === 1
        ? 'It waits for a decision; open it to decide it.'
        : 'Each waits for a decision; open one to decide it.',
    summarySomeWait: (args: { open: number; total: number }) =>
      form(args.open, {
        one: `${number(args.open)} of ${number(args.total)} still waits for a decision; open it to decide it.`,
        other: `${number(args.open)} of ${number(args.total)} still wait for a decision; open one to decide it.`,
      }),
    summaryAllDecided: 'All are decided.',
    /** Some ended undecided. */
    summaryNoneWaits: 'None of them waits for a decision any more.',
    summaryState: (args: { state: RequestState; upn?: string }) => {
      const { state, upn } = args;
      const became = englishTerms.state[state];
      if (upn === undefined) return became;
      if (state === 'rejected') return `Rejected by ${upn}`;
      if (state === 'withdrawn') return `Withdrawn by ${upn}`;
      if (state === 'approved') return `Approved by ${upn}`;
      return `${became} · approved by ${upn}`;
    },
    summaryOwnCard: 'has its own card',
    /** Read aloud in the place of a card: its title, and the first that it says. */
    spoken: (args: { title: string; text: string }) => `${args.title}. ${args.text}`,
    mailboxes: (args: { mailboxCount: number }) => count(args.mailboxCount, { one: '# mailbox', other: '# mailboxes' }),
    /** For locked phones: how many, never a word of any mail. */
    summaryNotification: ({ requests: { length } }: SummaryView) =>
      count(length, { one: '# request waits for a decision', other: '# requests wait for a decision' }),
  };
}
