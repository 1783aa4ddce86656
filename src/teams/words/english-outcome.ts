import type { RequestState } from '../../approval/request.ts';
import type { Formats } from './formats.ts';

type EndedState = Exclude<RequestState, 'pending' | 'partiallyApproved'>;

/** The decided request: who decided, when and why, how far it is, and what is not proven yet. */
export function englishOutcome({ count, number }: Formats) {
  const emailsOf = (done: number, total: number) =>
    `${number(done)} of ${count(total, { one: '# email', other: '# emails' })}`;
  return {
    outcome: {
      approved: 'Approved. It will be submitted to Microsoft Defender in a moment.',
      submitting: 'Approved. It is being submitted to Microsoft Defender.',
      submitted: 'Submitted to Microsoft Defender. Not yet verified: it can take a while until the mailboxes show it.',
      verifying: 'Submitted to Microsoft Defender. Not yet verified: the mailboxes are being checked.',
      verified: 'Verified: the mailboxes show that the action took effect.',
      partlyVerified: 'Partly verified: some mailboxes do not show yet that the action took effect.',
      unverified:
        'Not verified: the mailboxes do not show that the action took effect. Check them in Microsoft Defender.',
      failed: 'Failed: not everything could be submitted to Microsoft Defender.',
      rejected: 'Rejected. Nothing was done to the email.',
      expired: 'Expired. Nobody decided in time, so nothing was done to the email.',
      withdrawn: 'Withdrawn. Nothing was done to the email.',
    } satisfies Record<EndedState, string>,
    failedWholly: 'Failed: nothing could be submitted to Microsoft Defender.',
    dryRunOutcome: {
      approved: 'Approved. This is a dry run: nothing will be sent to Microsoft Graph.',
      submitting: 'Approved. This is a dry run: nothing will be sent to Microsoft Graph.',
      submitted: 'End of the dry run: nothing was sent to Microsoft Graph, and no mailbox changed.',
    } as Partial<Record<EndedState, string>>,
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
    accepted: (args: { done: number; total: number }) => `${emailsOf(args.done, args.total)} submitted.`,
    duplicate: (args: { emailCount: number }) =>
      `${count(args.emailCount, { one: '# email was', other: '# emails were' })} already submitted earlier for the same action.`,
    refused: (args: { emailCount: number }) =>
      `${count(args.emailCount, { one: '# email', other: '# emails' })} not submitted.`,
    unclear: (args: { emailCount: number }) =>
      `Unclear for ${count(args.emailCount, { one: '# email', other: '# emails' })}: Microsoft Graph gave no clear answer. They are not sent again until that is known.`,
    waiting: (args: { emailCount: number; time: string }) =>
      `${count(args.emailCount, { one: '# email waits', other: '# emails wait' })}. Next try: ${args.time}.`,
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
    endedSpoken: (args: { requestId: string; outcome: string }) => `Request ${args.requestId}. ${args.outcome}`,
  };
}
