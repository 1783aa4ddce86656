import type { RequestState } from '../../../approval/request.ts';
import type { BatchView } from '../../../workflow/request-view.ts';
import type { Formats } from '../formats.ts';

type EndedState = Exclude<RequestState, 'pending' | 'partiallyApproved'>;
type WaitReason = NonNullable<BatchView['waitsBecause']>;

/** The decided request: who decided, when and why, how far it is, and what is not proven yet. */
export function englishOutcome({ count, form, number }: Formats) {
  return {
    /** Stands under the state in large letters, so it does not say the state again. */
    outcome: {
      approved: 'It will be submitted to Microsoft Defender in a moment.',
      submitting: 'It is approved, and is being submitted to Microsoft Defender.',
      submitted: 'Not yet verified: the Action center shows how far it is.',
      verifying: 'Not yet verified: the mailboxes are being checked.',
      verified: 'The mailboxes show that the action took effect.',
      partlyVerified: 'Some mailboxes do not show that the action took effect. Check them in Microsoft Defender.',
      unverified: 'The mailboxes do not show that the action took effect. Check them in Microsoft Defender.',
      failed: 'Not everything could be submitted to Microsoft Defender.',
      rejected: 'Nothing was done to the email.',
      expired: 'Nobody decided in time, so nothing was done to the email.',
      withdrawn: 'Nothing was done to the email.',
    } satisfies Record<EndedState, string>,
    /** It expired, though somebody had approved. */
    tooFewApprovedOutcome: 'Not enough people approved in time, so nothing was done to the email.',
    failedWholly: 'Nothing could be submitted to Microsoft Defender.',
    dryRunOutcome: {
      approved: 'Nothing will be sent to Microsoft Graph.',
      submitting: 'Nothing will be sent to Microsoft Graph.',
      submitted: 'Nothing was sent to Microsoft Graph, and no mailbox changed.',
    } as Partial<Record<EndedState, string>>,
    /** Graph's answer never came. */
    unclearTitle: 'Not clear yet',
    unclearOutcome:
      'Microsoft Graph gave no clear answer, so it may or may not have taken the order. The mailboxes are checked before anything is sent again.',
    stillUnclearTitle: 'Still not clear',
    stillUnclearOutcome:
      'Microsoft Graph gave no clear answer, and the mailboxes do not show clearly what happened. A person has to decide.',
    /** Under the same title: what happened is plain, only not what helps. */
    stillThereOutcome:
      'Microsoft Graph gave no clear answer, and the email is still where it was. A person has to decide.',
    /** In the place of "not yet verified". */
    reconciledOutcome: "Microsoft Graph's answer never came, but the mailboxes show that the order was carried out.",
    whatToDoUnclear:
      "Look in the Action center's history. Check again looks at the mailboxes once more. Send again sends the same order once more.",
    nextLook: (args: { time: string }) => `The mailboxes are checked next on ${args.time}.`,
    sentTimes: (args: { calls: number }) =>
      count(args.calls, { one: 'It was sent once.', other: 'It was sent # times, each time without a clear answer.' }),
    lastLook: (args: { moved: number; unmoved: number; rest: number; time: string }) =>
      `At the last check (${args.time}): ${number(args.moved)} moved, ${number(args.unmoved)} not moved, ${number(args.rest)} unknown.`,
    /** The plan, once it is no longer a question. */
    approvedPlan: (args: { plan: string }) => `What was approved: ${args.plan}`,
    undonePlan: (args: { plan: string }) => `What was asked for: ${args.plan}`,
    approvedBy: (args: { upn: string; time: string }) => `Approved by ${args.upn} on ${args.time}.`,
    rejectedBy: (args: { upn: string; time: string }) => `Rejected by ${args.upn} on ${args.time}.`,
    withdrawnBy: (args: { upn: string }) => `Withdrawn by ${args.upn}, who had asked for it.`,
    moreDecisions: (args: { more: number }) =>
      count(args.more, { one: '# earlier decision is not shown.', other: '# earlier decisions are not shown.' }),
    reason: (args: { reason: string }) => `Reason: ${args.reason}`,
    expiredAt: (args: { time: string }) => `It could be decided until ${args.time}.`,
    accepted: (args: { done: number; total: number }) =>
      form(args.total, {
        one: `${number(args.done)} of ${number(args.total)} email submitted.`,
        other: `${number(args.done)} of ${number(args.total)} emails submitted.`,
      }),
    duplicate: (args: { emailCount: number }) =>
      count(args.emailCount, {
        one: '# email was already submitted earlier for the same action.',
        other: '# emails were already submitted earlier for the same action.',
      }),
    refused: (args: { emailCount: number }) =>
      count(args.emailCount, { one: '# email not submitted.', other: '# emails not submitted.' }),
    batches: (args: { done: number; total: number }) =>
      form(args.total, {
        one: `${number(args.done)} of ${number(args.total)} batch submitted.`,
        other: `${number(args.done)} of ${number(args.total)} batches submitted.`,
      }),
    reconciled: (args: { emailCount: number }) =>
      count(args.emailCount, {
        one: 'For # email the answer never came; the mailboxes show that the order was taken.',
        other: 'For # emails the answer never came; the mailboxes show that the order was taken.',
      }),
    unclear: (args: { emailCount: number }) =>
      count(args.emailCount, {
        one: 'Unclear for # email: Microsoft Graph gave no clear answer.',
        other: 'Unclear for # emails: Microsoft Graph gave no clear answer.',
      }),
    waiting: (args: { emailCount: number; time: string }) =>
      form(args.emailCount, {
        one: `${number(args.emailCount)} email waits. Next try: ${args.time}.`,
        other: `${number(args.emailCount)} emails wait. Next try: ${args.time}.`,
      }),
    /** They go on by themselves, nobody knows when. */
    waitingFor: {
      slot: (args: { emailCount: number }) =>
        count(args.emailCount, {
          one: '# email waits, because Microsoft Defender works on a limited number of remediations at once. They go on by themselves.',
          other:
            '# emails wait, because Microsoft Defender works on a limited number of remediations at once. They go on by themselves.',
        }),
      mail: (args: { emailCount: number }) =>
        count(args.emailCount, {
          one: '# email waits, because another request is being submitted for the same mail. They go on by themselves.',
          other:
            '# emails wait, because another request is being submitted for the same mail. They go on by themselves.',
        }),
      liveMode: (args: { emailCount: number }) =>
        count(args.emailCount, {
          one: '# email waits, because this service runs as a dry run now (REMEDIATION_MODE). They are submitted once it is live again.',
          other:
            '# emails wait, because this service runs as a dry run now (REMEDIATION_MODE). They are submitted once it is live again.',
        }),
    },
    waitingBecause: {
      busy: (args: { emailCount: number; time: string }) =>
        form(args.emailCount, {
          one: `${number(args.emailCount)} email waits, because Microsoft Graph is busy. Next try: ${args.time}.`,
          other: `${number(args.emailCount)} emails wait, because Microsoft Graph is busy. Next try: ${args.time}.`,
        }),
      duplicate: (args: { emailCount: number; time: string }) =>
        form(args.emailCount, {
          one: `${number(args.emailCount)} email waits, because another remediation of the same mail is under way. Next try: ${args.time}.`,
          other: `${number(args.emailCount)} emails wait, because another remediation of the same mail is under way. Next try: ${args.time}.`,
        }),
    } satisfies Record<Exclude<WaitReason, 'slot' | 'mail' | 'liveMode'>, unknown>,
    /** Graph's own words, for support. */
    graphSaid: (args: { message: string }) => `Microsoft Graph said: ${args.message}`,
    retryHint: 'Retry on the card sends only what failed.',
    trackingMissing: "Microsoft Graph gave no tracking link. The Action center's history lists the remediation.",
    trackingMore: (args: { more: number }) =>
      count(args.more, {
        one: "# more part is in the Action center's history.",
        other: "# more parts are in the Action center's history.",
      }),
    track: 'Track in Action center',
    trackPart: (args: { part: number }) => `Track part ${number(args.part)} in Action center`,
    history: 'Open Action center history',
    endedFallback: (args: { requestId: string; state: string }) => `Request ${args.requestId}: ${args.state}.`,
    endedSpoken: (args: { requestId: string; state: string; outcome: string }) =>
      `Request ${args.requestId}. ${args.state}. ${args.outcome}`,
  };
}
