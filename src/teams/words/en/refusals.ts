import type { RefusalReason } from '../../../approval/lifecycle.ts';
import { type RefusalFacts, trusted, type Wish, wishOf } from '../arguments.ts';

/** Who is asking matters here, so the sentence says what exactly they may not do. */
const notForThem: Record<'guest' | 'notAnApprover' | 'notAMember', Record<Wish, string>> = {
  guest: {
    decide: "Guests can't decide here. Ask a member of this organization who may approve.",
    see: "Guests can't see requests here. Ask a member of this organization.",
    request: "Guests can't ask for a removal here. Ask a member of this organization to do it.",
    moveAlerts: "Guests can't change where alerts go. Ask a member of this organization who may approve.",
    beApprover: "Guests can't approve here.",
  },
  notAnApprover: {
    decide: 'The approver policy does not name you. Ask somebody who may approve.',
    beApprover:
      'The approver policy does not name you as an approver. Type "who can approve CS-7F3K2Q" to see whom it names for that request.',
    see: 'Only approvers can see this, and the approver policy does not name you. Ask one of them.',
    request: 'Only approvers can ask for a removal, and the approver policy does not name you. Ask one of them.',
    moveAlerts:
      'Only approvers can change where alerts go, and the approver policy does not name you. Ask one of them.',
  },
  notAMember: {
    decide: "Only approvers and members of the alert channel's team can do this. Ask one of them.",
    see: "Only approvers and members of the alert channel's team can see this. Ask one of them.",
    request: "Only approvers and members of the alert channel's team can ask for a removal. Ask one of them.",
    moveAlerts: 'Only approvers can change where alerts go. Ask one of them.',
    beApprover: 'The approver policy does not name you as an approver.',
  },
};

/** The directory did not answer. An approval may hang on the groups of those who approved before. */
const unknownMembership: Record<Wish, string> = {
  decide:
    'The groups in the approver policy could not be read from Entra just now, so it is not known who may decide. Your click changed nothing; try again in a minute.',
  see: 'Your Entra groups could not be read just now, so it is not known whether you may see this. Try again in a minute.',
  request:
    'Your Entra groups could not be read just now, so it is not known whether you may ask for a removal. Nothing was asked for; try again in a minute.',
  moveAlerts:
    'Your Entra groups could not be read just now, so it is not known whether you may change where alerts go. Nothing was changed; try again in a minute.',
  beApprover:
    'Your Entra groups could not be read just now, so it is not known whether you may approve. Ask again in a minute.',
};

/** Why a click or a command was not carried out: one sentence for one person, saying what they can do. */
export function englishRefusals() {
  const about = (facts: RefusalFacts) => facts.requestId ?? 'that request';
  const sentences: Record<RefusalReason, (facts: RefusalFacts) => string> = {
    unknownRequest: (facts) =>
      facts.requestId
        ? `There is no request ${facts.requestId}. Check the id, or type "pending" to see what is open.`
        : 'There is no such request. Check the id, or type "pending" to see what is open.',
    staleRevision: (facts) =>
      `The content of ${about(facts)} changed after you opened it. Check the new card, then decide again.`,
    alreadyDecided: (facts) =>
      `It's too late: ${about(facts)} was already decided, so your click changed nothing. Its card shows by whom.`,
    alreadyApprovedByYou: (facts) =>
      `You already approved ${about(facts)}. Somebody else has to give the next approval.`,
    expired: (facts) =>
      `The time to decide on ${about(facts)} is over, and nothing was done. If it is still needed, ask for it again with "request".`,
    notAnApprover: (facts) =>
      facts.requestId && wishOf(facts) === 'decide'
        ? `You can't decide on ${facts.requestId}, because the approver policy does not name you for it. Type "who can approve ${facts.requestId}" to see whom to ask.`
        : notForThem.notAnApprover[wishOf(facts)],
    guest: (facts) => notForThem.guest[wishOf(facts)],
    requesterMayNotApprove: (facts) =>
      `You asked for ${about(facts)} yourself, so somebody else has to approve it. You can still reject it.`,
    reasonRequired: () => 'A reason is needed for this decision. Type it under "Reason" on the card, then click again.',
    nothingToRevoke: (facts) => `There is no approval of yours to take back on ${about(facts)}.`,
    nothingToRetry: (facts) => `Nothing on ${about(facts)} failed, so there is nothing to retry.`,
    notTheRequester: (facts) =>
      `Only the person who asked for ${about(facts)} can withdraw it. You can reject it instead.`,
    invalidTransition: (facts) =>
      `That is not possible for ${about(facts)} any more. Open its card again to see where it stands.`,
    tooManyClicks: () => 'That was too many clicks in one minute. Wait a minute, then try again.',
    unknownVerb: () => 'This button is not known to this version. Open the request again to get a new card.',
    badInput: () => 'Something on the card could not be read. Check what you chose or typed, then click again.',
    notAMember: (facts) => notForThem.notAMember[wishOf(facts)],
    channelIsFixed: () =>
      'The alert channel is fixed by the setting ALERT_CHANNEL. Ask whoever runs this app to change it.',
    notAChannel: () => 'This works only in a channel. Type it in the channel that should get the alerts.',
    membershipUnknown: (facts) => unknownMembership[wishOf(facts)],
    nothingNew: (facts) =>
      facts.requestId
        ? `The same action, or a hard delete, was already submitted for all of these emails with ${facts.requestId}. Open that request to see how far it is.`
        : 'The same action, or a hard delete, was already submitted for all of these emails. Type "pending" to see what is open.',
  };
  return {
    refusalSentence: (reason: RefusalReason, facts: RefusalFacts): string => sentences[reason](trusted(facts)),
  };
}
