import type { EmailStanding } from '../../../workflow/recipients-page.ts';
import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** The pages of a request's recipients, and who sent a campaign. */
export function englishRecipients(formats: Formats) {
  const { number, form } = formats;
  return {
    recipientsTitle: (args: { requestId: string }) => `Recipients of ${args.requestId}`,
    recipientsPage: (args: { page: number; pages: number }) => `Page ${number(args.page)} of ${number(args.pages)}`,
    recipientsRange: (args: { first: number; last: number; total: number }) =>
      form(args.total, {
        one: `Shown: ${number(args.first)} to ${number(args.last)} of ${number(args.total)} email, by message.`,
        other: `Shown: ${number(args.first)} to ${number(args.last)} of ${number(args.total)} emails, by message.`,
      }),
    recipientsNone: 'There are no recipients.',
    recipientsOnlyYou: 'Only you see this page; the card in the channel stays as it is.',
    /** Above the recipients of one message; without its id, the emails are known by Graph's id alone. */
    recipientsMessage: (args: { messageId: string | undefined }) =>
      args.messageId === undefined ? 'Known by their id alone' : `Message ${args.messageId}`,
    recipientStanding: (args: { name: string; standing: string }) => `${args.name}: ${args.standing}`,
    standing: {
      moved: 'moved',
      inPlace: 'was there already',
      stillThere: 'still where it was',
      onPremises: 'on-premises or external mailbox, out of reach',
      quarantine: 'in quarantine',
      neverDelivered: 'never delivered',
      unclear: 'in a place that proves nothing',
      notFound: 'Microsoft Defender finds no such email there',
      unread: 'mailbox could not be read',
      overtaken: 'moved by another request',
      waiting: 'not submitted yet',
      unseen: 'submitted, not verified yet',
      refused: 'not submitted: Microsoft Graph refused it',
      unknown: 'unclear whether it was submitted',
      leftOut: 'already submitted by another request',
      dryRun: 'dry run, nothing was sent',
    } satisfies Record<EmailStanding, string>,
    recipientsButton: {
      show: 'Show recipients',
      previous: 'Previous page',
      next: 'Next page',
      back: 'Back to the request',
    },
    sendersLabel: 'Senders:',
    /** "a, b, and 37 more". */
    senders: (args: Names) => listed(args, formats),
  };
}
