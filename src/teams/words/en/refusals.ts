import type { RefusalReason } from '../../../approval/lifecycle.ts';
import { type RefusalFacts, type Wish, wishOf } from '../arguments.ts';
import { englishDeadlineRefusals } from './deadlines.ts';
import { englishNoMailRefusals } from './no-mail.ts';
import { englishUndoRefusals } from './undo.ts';

/** Who is asking matters here, so the sentence says what exactly they may not do. */
const notForThem: Record<'guest' | 'notAnApprover' | 'notAMember', Record<Wish, string>> = {
  guest: {
    decide: "Guests can't decide here. Ask a member of this organization who may approve.",
    see: "Guests can't see requests here. Ask a member of this organization.",
    request: "Guests can't ask for a removal here. Ask a member of this organization to do it.",
    undo: "Guests can't ask for an undo here. Ask a member of this organization to do it.",
    moveAlerts: "Guests can't change where alerts go. Ask a member of this organization who may approve.",
    beApprover: "Guests can't approve here.",
  },
  notAnApprover: {
    decide: 'The approver policy does not name you. Ask somebody who may approve.',
    beApprover:
      'The approver policy does not name you as an approver. Type "who can approve CS-7F3K2Q" to see whom it names for that request.',
    see: 'Only approvers can see this, and the approver policy does not name you. Ask one of them.',
    request: 'Only approvers can ask for a removal, and the approver policy does not name you. Ask one of them.',
    undo: 'Only approvers can ask for an undo, and the approver policy does not name you. Ask one of them.',
    moveAlerts:
      'Only approvers can change where alerts go, and the approver policy does not name you. Ask one of them.',
  },
  notAMember: {
    decide: "Only approvers and members of the alert channel's team can do this. Ask one of them.",
    see: "Only approvers and members of the alert channel's team can see this. Ask one of them.",
    request: "Only approvers and members of the alert channel's team can ask for a removal. Ask one of them.",
    undo: "Only approvers and members of the alert channel's team can ask for an undo. Ask one of them.",
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
  undo: 'Your Entra groups could not be read just now, so it is not known whether you may ask for an undo. Nothing was asked for; try again in a minute.',
  moveAlerts:
    'Your Entra groups could not be read just now, so it is not known whether you may change where alerts go. Nothing was changed; try again in a minute.',
  beApprover:
    'Your Entra groups could not be read just now, so it is not known whether you may approve. Ask again in a minute.',
};

/** Why a click or a command was not carried out: one sentence for one person, saying what they can do. */
export const englishRefusals = {
  refusal: refusals({
    ...englishUndoRefusals,
    ...englishDeadlineRefusals,
    ...englishNoMailRefusals,
    unknownRequest: ({ requestId }) =>
      requestId
        ? `There is no request ${requestId}. Check the id, or type "pending" to see what is open.`
        : 'There is no such request. Check the id, or type "pending" to see what is open.',
    staleRevision: ({ requestId }) =>
      requestId
        ? `The content of ${requestId} changed after you opened it. Check the new card, then decide again.`
        : 'The content of that request changed after you opened it. Check the new card, then decide again.',
    alreadyDecided: ({ requestId }) =>
      requestId
        ? `It's too late: ${requestId} was already decided, so your click changed nothing. Its card shows by whom.`
        : "It's too late: that request was already decided, so your click changed nothing. Its card shows by whom.",
    alreadyApprovedByYou: ({ requestId }) =>
      requestId
        ? `You already approved ${requestId}. Somebody else has to give the next approval.`
        : 'You already approved that request. Somebody else has to give the next approval.',
    expired: ({ requestId }) =>
      requestId
        ? `The time to decide on ${requestId} is over, and nothing was done. If it is still needed, ask for it again with "request".`
        : 'The time to decide on that request is over, and nothing was done. If it is still needed, ask for it again with "request".',
    notAnApprover: (facts) =>
      facts.requestId && wishOf(facts) === 'decide'
        ? `You can't decide on ${facts.requestId}, because the approver policy does not name you for it. Type "who can approve ${facts.requestId}" to see whom to ask.`
        : notForThem.notAnApprover[wishOf(facts)],
    guest: (facts) => notForThem.guest[wishOf(facts)],
    requesterMayNotApprove: ({ requestId }) =>
      requestId
        ? `You asked for this yourself, so somebody else has to approve ${requestId}. You can still reject it.`
        : 'You asked for that request yourself, so somebody else has to approve it. You can still reject it.',
    reasonRequired: () => 'A reason is needed for this decision. Type it under "Reason" on the card, then click again.',
    nothingToRevoke: ({ requestId }) =>
      requestId
        ? `There is no approval of yours to take back on ${requestId}.`
        : 'There is no approval of yours to take back on that request.',
    nothingToRetry: ({ requestId }) =>
      requestId
        ? `Nothing on ${requestId} failed, so there is nothing to retry.`
        : 'Nothing on that request failed, so there is nothing to retry.',
    notTheRequester: ({ requestId }) =>
      requestId
        ? `Only the person who asked for ${requestId} can withdraw it. You can reject it instead.`
        : 'Only the person who asked for that request can withdraw it. You can reject it instead.',
    invalidTransition: ({ requestId }) =>
      requestId
        ? `That is not possible for ${requestId} any more. Open its card again to see where it stands.`
        : 'That is not possible for that request any more. Open its card again to see where it stands.',
    tooManyClicks: () => 'That was too many clicks in one minute. Wait a minute, then try again.',
    unknownVerb: () => 'This button is not known to this version. Open the request again to get a new card.',
    badInput: () => 'Something on the card could not be read. Check what you chose or typed, then click again.',
    notAMember: (facts) => notForThem.notAMember[wishOf(facts)],
    channelIsFixed: () =>
      'The alert channel is fixed by the setting ALERT_CHANNEL. Ask whoever runs this app to change it.',
    notAChannel: () => 'This works only in a channel. Type it in the channel that should get the alerts.',
    membershipUnknown: (facts) => unknownMembership[wishOf(facts)],
    nothingNew: ({ requestId }) =>
      requestId
        ? `The same action, or a hard delete, was already submitted for all of these emails with ${requestId}. Open that request to see how far it is.`
        : 'The same action, or a hard delete, was already submitted for all of these emails. Type "pending" to see what is open.',
    searchTooOld: () => 'This result is too old, or not of this organization. Search again with "find".',
    askInPrivate: () =>
      "What email says is shown in the alert channel's team, or to you alone. Ask me in a personal chat.",
  }),
};

/** Each may need what is known of the request, whether this language uses it or not. */
function refusals(sentences: Record<RefusalReason, (facts: RefusalFacts) => string>): typeof sentences {
  return sentences;
}
