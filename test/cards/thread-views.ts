import type { RequestView } from '../../src/workflow/request-view.ts';
import { ana, approved, expired, partlyApproved, partlyVerified, replyViews, twoNeeded, viewWith } from './views.ts';

/** A lead is needed, and the approvers are not asked any more. */
const forLead = { users: [], groups: [{ id: '55555555-0000-4000-8000-000000000000', name: 'SOC leads' }] };

function partly({ waiting, ...view }: RequestView): RequestView {
  return { ...view, ...partlyApproved, ...(waiting && { waiting: { ...waiting, awaited: forLead } }) };
}

/** Requests that somebody approved, while more approvals are needed. */
export const partlyApprovedViews = {
  reminded: partly(replyViews.reminded),
  escalated: partly(replyViews.escalated),
  expired: { ...expired, decisions: [ana] },
} satisfies Record<string, RequestView>;

/** Nobody approved yet, and an approver and a lead have to. */
export const twoAwaited: RequestView = { ...replyViews.reminded, ...twoNeeded };

/** What the mailboxes showed in the end. */
export const proofViews = {
  verified: viewWith({
    ...partlyVerified,
    state: 'verified',
    emailCount: 4,
    recipientCount: 4,
    verification: { expected: 4, proven: 4, notProven: [] },
  }),
  partlyVerified,
  unverified: viewWith({
    ...partlyVerified,
    state: 'unverified',
    emailCount: 3,
    recipientCount: 2,
    messageCount: 2,
    verification: {
      expected: 3,
      proven: 0,
      notProven: [
        { reason: 'onPremises', count: 1, addresses: ['accounts@contoso.com'] },
        { reason: 'notFound', count: 2, addresses: ['nobody@contoso.com', 'Nobody@contoso.com'] },
      ],
    },
  }),
  campaign: viewWith({
    ...partlyVerified,
    emailCount: 5_000,
    recipientCount: 5_000,
    verification: {
      expected: 5_000,
      proven: 4_963,
      notProven: [
        {
          reason: 'onPremises',
          count: 37,
          addresses: Array.from({ length: 20 }, (_none, index) => `mailbox${index}@contoso.com`),
        },
      ],
    },
  }),
  /** A look on the way. */
  verifying: viewWith({
    ...approved(ana),
    state: 'verifying',
    emailCount: 2,
    verification: {
      expected: 2,
      proven: 0,
      notProven: [
        { reason: 'stillThere', count: 1, addresses: ['mia_k@contoso.com'] },
        { reason: 'onPremises', count: 1, addresses: ['accounts@contoso.com'] },
      ],
    },
  }),
} satisfies Record<string, RequestView>;
