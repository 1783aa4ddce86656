import type { ReplyKind } from '../../src/workflow/reply-kind.ts';
import type { BatchView, DecisionView, PeopleView, QuorumView, RequestView } from '../../src/workflow/request-view.ts';
import { aQuorum } from '../support/builders.ts';

/** Request views as the steps would hand them over, for tests and for the samples in cards/samples. */
export const createdAt = Date.UTC(2026, 10, 20, 15, 4);
export const hour = 3_600_000;

export const ana: DecisionView = {
  verdict: 'approve',
  upn: 'ana_b@contoso.com',
  name: 'Ana Baker',
  at: createdAt + hour,
  reason: 'Known credential phish, reported by two people.',
  revision: 1,
};

export const ben: DecisionView = {
  verdict: 'approve',
  upn: 'ben@contoso.com',
  name: 'Ben Ode',
  at: createdAt + 2 * hour,
  revision: 1,
};

const approvers = ['ana_b@contoso.com', 'ben@contoso.com'];
export const socLeads: PeopleView = { isApprovers: false, users: [], groups: ['SOC leads'] };

/** The quorum once these have approved, and of these people so many are still missing. */
function quorumAfter(decisions: readonly DecisionView[], missing: QuorumView['missing'] = []): QuorumView {
  const given = decisions.filter(({ fillsNoSeat }) => fillsNoSeat !== true).length;
  const needed = missing.reduce((sum, { count }) => sum + count, given);
  return aQuorum(approvers, { given, needed, missing });
}

/** What approvals these people gave, and what they came to. */
export function approved(...decisions: readonly DecisionView[]): Pick<RequestView, 'decisions' | 'quorum'> {
  return { decisions, quorum: quorumAfter(decisions) };
}

export const trackingLink =
  'https://security.microsoft.com/action-center/history?filters=%7B%22bulkId%22%3A%5B%22b1%22%5D%7D&tid=t1';

export function viewWith(changes: Partial<RequestView> = {}): RequestView {
  return {
    requestId: 'CS-7F3K2Q',
    revision: 1,
    state: 'pending',
    severity: 'high',
    action: 'softDelete',
    remediateSendersCopy: false,
    emailCount: 2,
    messageCount: 1,
    recipientCount: 2,
    recipients: ['mia_k@contoso.com', 'noah@contoso.com'],
    messageIds: ['6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f'],
    facts: {
      title: 'Email messages containing phish URL',
      description: 'The message links to a page that asks for a password.',
      subject: 'Your mailbox is full',
      sender: { address: 'it.help@evil.example', displayName: 'IT Help' },
      receivedAt: '2026-11-20T14:58:00Z',
      threatTypes: ['phish'],
      urls: ['https://evil.example/login?u=1', 'http://10.0.0.1/x'],
      attachments: [{ fileName: 'form.html', sha256: 'ab'.repeat(32) }],
      deliveryLocation: 'inbox_folder',
      internetMessageId: '<1@evil.example>',
      link: 'https://security.microsoft.com/alerts/1',
    },
    sources: ['defender'],
    alertCount: 1,
    createdAt,
    expiresAt: createdAt + 24 * hour,
    quorum: aQuorum(approvers),
    decisions: [],
    batches: [],
    dryRun: false,
    ...changes,
  };
}

export function batchWith(changes: Partial<BatchView> = {}): BatchView {
  return { number: 1, state: 'accepted', emailCount: 2, trackingLink, bulkId: 'b1', ...changes };
}

const unsent = (changes: Partial<BatchView>): BatchView => ({ number: 1, state: 'refused', emailCount: 2, ...changes });

export const waiting = viewWith();
export const partlyApproved = viewWith({
  state: 'partiallyApproved',
  action: 'hardDelete',
  quorum: { ...quorumAfter([ana], [{ count: 1, from: socLeads }]), reasonRequired: true },
  decisions: [ana],
});
/** Ben approved as well, who fills no seat: a lead is needed still. Not all recipients could be looked up. */
export const approvedInVain: RequestView = {
  ...partlyApproved,
  quorum: { ...quorumAfter([ana], [{ count: 1, from: socLeads }]), isAssumed: true },
  decisions: [ana, { ...ben, fillsNoSeat: true }],
};
/** Ben chose another action: his approval is the first of the new revision, and Ana's is gone. */
export const changed = viewWith({
  revision: 2,
  state: 'partiallyApproved',
  action: 'hardDelete',
  quorum: quorumAfter([ben], [{ count: 1, from: socLeads }]),
  decisions: [{ ...ben, revision: 2 }],
  voided: { at: ben.at, cause: 'changedOnCard', by: ben.upn, approvers: [ana.upn] },
});
/** An approver and a lead have to approve, and nobody has yet. */
export const twoNeeded = viewWith({
  action: 'hardDelete',
  quorum: aQuorum(approvers, {
    needed: 2,
    missing: [
      { count: 1, from: { isApprovers: true, users: approvers, groups: [] } },
      { count: 1, from: socLeads },
    ],
  }),
});
export const submitted = viewWith({ state: 'submitted', ...approved(ana), batches: [batchWith()] });
export const failed = viewWith({
  state: 'failed',
  ...approved(ana),
  batches: [unsent({ problem: { code: 'permission', message: 'Insufficient privileges to complete the operation.' } })],
});
export const rejected = viewWith({
  state: 'rejected',
  decisions: [{ ...ben, verdict: 'reject', reason: 'This is the real newsletter.' }],
});
export const expired = viewWith({ state: 'expired' });
export const duplicate = viewWith({
  state: 'submitting',
  ...approved(ana),
  batches: [unsent({ state: 'pending', waitsUntil: createdAt + 2 * hour, waitsBecause: 'duplicate' })],
});
/** What is known of a request that somebody typed: no facts of any mail. */
export function typedInChat(): RequestView {
  const { facts: _facts, ...view } = viewWith({
    sources: [],
    alertCount: 0,
    requestedBy: { upn: 'ana_b@contoso.com', because: 'A colleague clicked it.' },
    earlierRequestId: 'CS-000001',
  });
  return view;
}
/** From a result of `find`: what Defender knew of the mail, and no more. */
export const askedFromSearch = viewWith({
  facts: {
    subject: 'Overdue invoice',
    sender: { address: 'billing@evil.example' },
    receivedAt: '2026-11-20T08:59:00Z',
    deliveryLocation: 'Inbox/folder',
  },
  sources: [],
  alertCount: 0,
  requestedBy: { upn: 'ana_b@contoso.com', found: true },
});
/** Two messages, one of which an earlier request was about. */
export const typedAboutTwo = viewWith({
  messageIds: ['d09c2b1c-9a47-4e76-bf6c-60b5d0f0a1c2', '7e1ce0a8-4b0e-4c80-9df2-56b0b9ef5a0d'],
  messageCount: 2,
  emailCount: 4,
  sources: [],
  alertCount: 0,
  requestedBy: { upn: 'ana_b@contoso.com' },
  factsFrom: 'CS-000001',
  earlierRequestId: 'CS-000001',
});
export const unclear = viewWith({
  state: 'submitting',
  ...approved(ana),
  batches: [unsent({ state: 'unknown', nextLookAt: createdAt + 2 * hour })],
});
export const stillUnclear = viewWith({
  state: 'submitting',
  ...approved(ana),
  batches: [
    unsent({
      state: 'unknown',
      needsPerson: true,
      lastLook: { at: createdAt + 2 * hour, moved: 1, unmoved: 1, silent: 0, unread: 0 },
    }),
  ],
});
/** Ten batches: four submitted, five wait for a free place, one for Graph. */
export const campaign = viewWith({
  state: 'submitting',
  emailCount: 10_000,
  recipientCount: 10_000,
  ...approved(ana),
  batches: Array.from({ length: 10 }, (_none, index): BatchView => {
    const batch = { number: index + 1, emailCount: 1_000 };
    if (index < 4) return batchWith(batch);
    if (index < 9) return { ...batch, state: 'pending', waitsBecause: 'slot' };
    return { ...batch, state: 'pending', waitsUntil: createdAt + 2 * hour, waitsBecause: 'busy' };
  }),
});

/** Approved in live mode; then the service was started anew as a dry run. */
export const waitsForLiveMode = viewWith({
  state: 'submitting',
  ...approved(ana),
  batches: [unsent({ state: 'pending', waitsBecause: 'liveMode' })],
});

/** Five mailboxes, of which one is on-premises. */
export const partlyVerified = viewWith({
  state: 'partlyVerified',
  emailCount: 5,
  recipientCount: 5,
  ...approved(ana),
  batches: [batchWith({ number: 1, emailCount: 5 })],
  verification: {
    expected: 5,
    proven: 4,
    notProven: [{ reason: 'onPremises', count: 1, addresses: ['accounts@contoso.com'] }],
  },
});

/** An undo of it: four went, so four come back. */
const putBack = viewWith({
  requestId: 'CS-C2VR6A',
  action: 'moveToInbox',
  emailCount: 4,
  recipientCount: 4,
  sources: [],
  alertCount: 0,
  requestedBy: { upn: 'noah@contoso.com' },
  undoes: { requestId: 'CS-7F3K2Q', mayBeGone: false },
});
/** What somebody asked to undo, and the undo, on their ways. */
export const undoViews = {
  offered: { ...partlyVerified, undo: { kind: 'offered', emailCount: 4 } },
  'just asked': { ...partlyVerified, undo: { kind: 'asked', requestId: 'CS-C2VR6A' }, notice: 'undoAsked' },
  asked: { ...partlyVerified, undo: { kind: 'asked', requestId: 'CS-C2VR6A' } },
  done: { ...partlyVerified, undo: { kind: 'done', requestId: 'CS-C2VR6A' } },
  waiting: putBack,
  late: { ...putBack, undoes: { requestId: 'CS-7F3K2Q', mayBeGone: true } },
  rejected: { ...putBack, state: 'rejected', decisions: [{ ...ben, verdict: 'reject', reason: 'It is phish.' }] },
  proven: {
    ...putBack,
    state: 'verified',
    ...approved(ben),
    batches: [batchWith({ emailCount: 4 })],
    verification: { expected: 4, proven: 4, notProven: [] },
  },
} satisfies Record<string, RequestView>;

const stillWaiting = {
  ...waiting,
  waiting: {
    timeLeft: { unit: 'hours', value: 20 },
    awaited: {
      users: approvers,
      groups: [
        { id: '55555555-0000-4000-8000-000000000000', name: 'SOC leads' },
        { id: '66666666-0000-4000-8000-000000000000' },
      ],
    },
  },
} as const satisfies RequestView;

/** The view that goes with each kind of reply. */
export const replyViews: Record<ReplyKind, RequestView> = {
  submitted,
  failed,
  alreadySubmitted: duplicate,
  unclear,
  stillUnclear,
  reminded: stillWaiting,
  escalated: {
    ...stillWaiting,
    waiting: {
      ...stillWaiting.waiting,
      escalated: { at: createdAt + 4 * hour, to: { users: ['lea@contoso.com'], groups: [] } },
    },
  },
  expired,
  verified: partlyVerified,
};
