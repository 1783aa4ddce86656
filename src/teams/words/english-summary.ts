import type { SummaryView } from '../../workflow/summary-view.ts';
import type { Formats } from './formats.ts';

/** The card that stands for many which came at once. */
export function englishSummary({ count, number }: Formats) {
  const requests = (value: number) => count(value, { one: '# request', other: '# requests' });
  return {
    summaryTitle: (args: { total: number }) => requests(args.total),
    summaryCame: (args: { total: number }) => `${requests(args.total)} came in at once.`,
    summaryAllWait: (args: { total: number }) =>
      args.total === 1
        ? 'It waits for a decision; open it to decide it.'
        : 'Each waits for a decision; open one to decide it.',
    summarySomeWait: (args: { open: number }) =>
      args.open === 0
        ? 'None of them waits for a decision any more.'
        : `${number(args.open)} of them still ${args.open === 1 ? 'waits' : 'wait'} for a decision; open one to decide it.`,
    summaryOwnCard: 'See its own card',
    summaryDecidedBy: (args: { upn: string }) => `by ${args.upn}`,
    mailboxes: (args: { mailboxCount: number }) => count(args.mailboxCount, { one: '# mailbox', other: '# mailboxes' }),
    /** For locked phones: how many, never a word of any mail. */
    summaryNotification: ({ requests: { length } }: SummaryView) =>
      length === 1 ? '1 request waits for a decision' : `${number(length)} requests wait for a decision`,
  };
}
