import type { RequestState } from '../../../approval/request.ts';
import type { SummaryView } from '../../../workflow/summary-view.ts';
import type { Formats } from '../formats.ts';
import { englishTerms } from './terms.ts';

/** The card that stands for many which came at once. */
export function englishSummary({ count, number }: Formats) {
  const requests = (value: number) => count(value, { one: '# request', other: '# requests' });
  return {
    summaryTitle: (args: { total: number }) =>
      args.total === 1 ? '1 request' : `${requests(args.total)} came in at once`,
    summaryAllWait: (args: { total: number }) =>
      args.total === 1
        ? 'It waits for a decision; open it to decide it.'
        : 'Each waits for a decision; open one to decide it.',
    summarySomeWait: (args: { open: number; total: number }) =>
      args.open === 1
        ? `1 of ${number(args.total)} still waits for a decision; open it to decide it.`
        : `${number(args.open)} of ${number(args.total)} still wait for a decision; open one to decide it.`,
    summaryAllDecided: 'All are decided.',
    /** Some ended undecided. */
    summaryNoneWaits: 'None of them waits for a decision any more.',
    summaryState: (args: { state: RequestState; upn?: string }) => {
      const { state, upn } = args;
      const became = englishTerms.state[state];
      if (upn === undefined) return became;
      if (state === 'rejected' || state === 'withdrawn' || state === 'approved') return `${became} by ${upn}`;
      return `${became} · approved by ${upn}`;
    },
    summaryOwnCard: 'has its own card',
    mailboxes: (args: { mailboxCount: number }) => count(args.mailboxCount, { one: '# mailbox', other: '# mailboxes' }),
    /** For locked phones: how many, never a word of any mail. */
    summaryNotification: ({ requests: { length } }: SummaryView) =>
      length === 1 ? '1 request waits for a decision' : `${number(length)} requests wait for a decision`,
  };
}
