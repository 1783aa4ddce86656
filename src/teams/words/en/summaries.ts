import type { ReplyKind } from '../../../workflow/reply-kind.ts';

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const englishSummaries = {
  notification: {
    waits: (args: { severity: string; requestId: string }) =>
      `${args.severity}: ${args.requestId} waits for a decision`,
    waitsForMore: (args: { severity: string; requestId: string }) =>
      `${args.severity}: ${args.requestId} waits for more approvals`,
  },
  /** A state, a notice, or one of the news below, after the request that it is about. */
  newsAbout: (args: { requestId: string; news: string }) => `${args.requestId}: ${args.news}`,
  replyNews: {
    submitted: 'submitted to Microsoft Defender, not yet verified',
    failed: 'could not be submitted',
    alreadySubmitted: 'already submitted',
    unclear: 'not clear yet',
    stillUnclear: 'still not clear, a person has to decide',
    reminded: 'still waiting for a decision',
    escalated: 'escalated, still waiting for a decision',
    expired: 'expired without a decision',
    verified: 'the mailboxes were checked',
  } satisfies Record<ReplyKind, string>,
  tooFewApprovedNews: 'expired without enough approvals',
  dryRunNews: 'dry run ended, nothing was sent',
  proofNews: {
    verified: 'verified',
    partlyVerified: 'partly verified',
    unverified: 'not verified',
  },
};
