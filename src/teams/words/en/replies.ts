import type { ReplyKind } from '../../../workflow/reply-kind.ts';
import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** Replies in the card's thread. */
export function englishReplies(formats: Formats) {
  return {
    replyTitle: {
      submitted: 'Submitted to Microsoft Defender',
      failed: 'Could not be submitted',
      alreadySubmitted: 'Already submitted',
      unclear: 'Not clear yet',
      stillUnclear: 'Still not clear: a person has to decide',
      reminded: 'Still waiting for a decision',
      escalated: 'Escalated: still waiting for a decision',
      expired: 'Expired',
      verified: 'What the mailboxes show',
    } satisfies Record<ReplyKind, string>,
    replyText: {
      submitted: 'Not yet verified: the Action center shows how far it is.',
      failed: 'Not everything could be submitted to Microsoft Defender.',
      alreadySubmitted: 'Microsoft Graph says that these emails were already submitted.',
      unclear:
        'Microsoft Graph gave no clear answer, so it may or may not have taken the order. The mailboxes are checked before anything is sent again.',
      stillUnclear:
        'Microsoft Graph gave no clear answer, and the mailboxes do not show clearly what happened. Decide on the card: Check again, or Send again.',
      reminded: 'Nobody decided yet. Decide on the card above.',
      escalated:
        'Nobody decided yet, so others may approve as well from now on, in the place of the approvers. Decide on the card above.',
      expired: 'Nobody decided in time, so nothing was done. If it is still needed, ask for it again.',
      verified: 'The mailboxes were checked.',
    } satisfies Record<ReplyKind, string>,
    stillThereReply:
      'Microsoft Graph gave no clear answer, and the email is still where it was. Decide on the card: Check again, or Send again.',
    dryRunTitle: 'End of the dry run',
    dryRunReply: 'Nothing was sent to Microsoft Graph, and no mailbox changed.',
    alreadyRetried: (args: { time: string }) =>
      `Another remediation of the same mail is under way. This one is tried again on ${args.time}.`,
    alreadyCounted: 'They count as done, because the same action was submitted before.',
    approvedByAll: (args: Names) => `Approved by ${listed(args, formats)}.`,
    replySubject: (args: { requestId: string; title: string }) => `${args.requestId}: ${args.title}`,
  };
}
