import type { ReplyKind } from '../../../workflow/reply-kind.ts';
import type { ProofState } from '../../proof-state.ts';
import type { Names } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed } from './lists.ts';

/** Replies in the card's thread. */
export function englishReplies(formats: Formats) {
  const { number } = formats;
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
    } satisfies Record<Exclude<ReplyKind, 'verified'>, string>,
    /** How many emails are proven, of how many. */
    proofTitle: {
      verified: (args: Counts) => `Verified: ${number(args.proven)} of ${number(args.expected)}`,
      partlyVerified: (args: Counts) => `Partly verified: ${number(args.proven)} of ${number(args.expected)}`,
      unverified: (args: Counts) => `Not verified: ${number(args.proven)} of ${number(args.expected)}`,
    } satisfies Record<ProofState, unknown>,
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
        'Nobody decided yet, so others may approve as well from now on, each in the place of an approver. The approvers still may, too. Decide on the card above.',
      expired: 'Nobody decided in time, so nothing was done. If it is still needed, ask for it again.',
    } satisfies Record<Exclude<ReplyKind, 'verified'>, string>,
    /** Where somebody approved, and more have to. */
    tooFewApprovedReply: {
      reminded: 'More approvals are needed. Decide on the card above.',
      escalated:
        'More approvals are needed, so others may approve as well from now on, each in the place of an approver. The approvers still may, too. Decide on the card above.',
      expired: 'Not enough people approved in time, so nothing was done. If it is still needed, ask for it again.',
    } satisfies Partial<Record<ReplyKind, string>>,
    stillThereReply:
      'Microsoft Graph gave no clear answer, and the email is still where it was. Decide on the card: Check again, or Send again.',
    dryRunTitle: 'End of the dry run',
    dryRunReply: 'Nothing was sent to Microsoft Graph, and no mailbox changed.',
    alreadyRetried: (args: { time: string }) =>
      `Another remediation of the same mail is under way. This one is tried again on ${args.time}.`,
    alreadyCounted: 'They count as done, because the same action was submitted before.',
    approvedByAll: (args: Names) => `Approved by ${listed(args, formats)}.`,
    replySubject: (args: { requestId: string; title: string }) => `${args.requestId} · ${args.title}`,
  };
}

interface Counts {
  readonly proven: number;
  readonly expected: number;
}
