import type { RefusalReason } from '../../../approval/lifecycle.ts';
import type { Names, RefusalFacts } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** A request whose alert named no message in a mailbox. */
export function englishNoMail(formats: Formats) {
  return {
    noMail: {
      title: 'Which email is it?',
      explain: 'The source of the alert named no message in a mailbox, so nothing can be removed yet.',
      whatToDo:
        'Find the mail, and ask for its removal where it is found. Reject this request when it is dealt with, or when there is nothing to do.',
      /** `command` as it can be typed. */
      typed: (args: { command: string }): string => `The same search, to be typed: ${args.command}`,
      tooLittle:
        'The alert told neither an address of the sender nor a subject, so somebody has to say what to look for. Type, for example: find from:evil.example subject:"overdue invoice" last:7d.',
      asked: (args: Names): string =>
        `Asked for from what was found: ${listed(args, formats)}. Reject this request when it is dealt with.`,
      button: 'Find the mail',
      /** In lists, where others say what will be done, and in how many mailboxes. */
      plan: 'No message named.',
      mailboxes: 'no message named',
      undone: 'The alert named no message in a mailbox, so there was nothing to remove.',
      nobodyYet: 'Nobody can approve this before a message in a mailbox is named.',
      reply: {
        reminded:
          'Nobody dealt with this yet. The alert named no message in a mailbox: find the mail from the card above, or reject the request there.',
        escalated:
          'Nobody dealt with this yet, so others may decide as well from now on. The alert named no message in a mailbox: find the mail from the card above, or reject the request there.',
        expired: 'Nobody dealt with this in time, so nothing was done.',
      },
    },
  };
}

export const englishNoMailRefusals = {
  noMail: ({ requestId }) =>
    requestId
      ? `${requestId} names no message in a mailbox, so there is nothing to remove. Find it first: click "Find the mail" on its card, or type "find".`
      : 'That request names no message in a mailbox, so there is nothing to remove. Find it first: click "Find the mail" on its card, or type "find".',
  nothingToFind: () =>
    'The alert told neither an address of the sender nor a subject to look for. Type what you know, as in: find from:evil.example subject:"overdue invoice" last:7d.',
} satisfies Partial<Record<RefusalReason, (facts: RefusalFacts) => string>>;
