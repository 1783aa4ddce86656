import type { TimeLeft } from '../../../approval/countdown.ts';
import type { RefusalReason } from '../../../approval/lifecycle.ts';
import type { Names, RefusalFacts } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** Until when one may decide, who is asked meanwhile, and what becomes of a request that nobody decided. */
export function englishDeadlines(formats: Formats) {
  const { form, number } = formats;
  return {
    deadlines: {
      /** Said in steps, so it stays about right until the card is drawn again. */
      decideWithin: ({ left, time }: { left: TimeLeft; time: string }): string => {
        if (left.unit === 'moment') {
          return `Decide within a minute, before ${time}. After that the request expires and nothing is done.`;
        }
        const value = number(left.value);
        return form(
          left.value,
          {
            days: {
              one: `Decide within about ${value} day, before ${time}. After that the request expires and nothing is done.`,
              other: `Decide within about ${value} days, before ${time}. After that the request expires and nothing is done.`,
            },
            hours: {
              one: `Decide within about ${value} hour, before ${time}. After that the request expires and nothing is done.`,
              other: `Decide within about ${value} hours, before ${time}. After that the request expires and nothing is done.`,
            },
            minutes: {
              one: `Decide within about ${value} minute, before ${time}. After that the request expires and nothing is done.`,
              other: `Decide within about ${value} minutes, before ${time}. After that the request expires and nothing is done.`,
            },
          }[left.unit],
        );
      },
      escalated: (args: { time: string; people: Names }) =>
        `Escalated on ${args.time} to ${listed(args.people, formats)}: each of them may approve in the place of an approver, and counts once.`,
      /** A group whose name cannot be read. */
      groupById: (args: { id: string }) => `the group ${args.id}`,
      /** Under the card: of people, who are mentioned, and once more of groups, which cannot be. */
      called: {
        reminded: (args: Names) => `Waiting for ${listed(args, formats)}.`,
        escalated: (args: Names) => `Who may approve now as well: ${listed(args, formats)}.`,
      },
      askAgain: 'Ask again',
      askedAgain: (args: { upn: string; requestId: string }) =>
        `${args.upn} asked for it again with ${args.requestId}, which has a card of its own.`,
      withdrawn: (args: { requestId: string }) =>
        `${args.requestId} is withdrawn. Nothing was done to the email, and nobody can approve it any more.`,
      /** The answers to the command; other refusals are those of every command. */
      tooLateToWithdraw: (args: { requestId: string }) =>
        `It's too late: ${args.requestId} does not wait for a decision any more. Its card shows what became of it.`,
      notYoursToWithdraw: (args: { requestId: string }) =>
        `Only the person who asked for ${args.requestId} can withdraw it. Whoever may decide on it can reject it on its card instead.`,
    },
  };
}

export const englishDeadlineRefusals = {
  noRequester: ({ requestId }) =>
    requestId
      ? `${requestId} came from an alert: nobody asked for it, so nobody can withdraw it. Whoever may decide on it can reject it on its card instead.`
      : 'That request came from an alert: nobody asked for it, so nobody can withdraw it. Whoever may decide on it can reject it on its card instead.',
} satisfies Partial<Record<RefusalReason, (facts: RefusalFacts) => string>>;
