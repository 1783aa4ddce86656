import type { RequestView } from '../../../src/workflow/request-view.ts';
import type { RemovalAnswer } from '../../../src/workflow/steps.ts';
import { aQuorum } from '../../support/builders.ts';

/** An open request about one message in two mailboxes. */
export function requestView(overrides: Partial<RequestView> = {}): RequestView {
  const { requestId = 'CS-7F3K2Q', revision = 1 } = overrides;
  return {
    state: 'pending',
    severity: 'high',
    action: 'softDelete',
    remediateSendersCopy: false,
    emailCount: 2,
    messageCount: 1,
    recipientCount: 2,
    recipients: ['maria.lopez@contoso.com', 'tom.becker@contoso.com'],
    messageIds: ['6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f'],
    facts: { subject: 'Your mailbox is full', sender: { address: 'no-reply@phish.example' } },
    sources: ['sandbox'],
    alertCount: 1,
    createdAt: Date.UTC(2026, 0, 5, 9, 0),
    expiresAt: Date.UTC(2026, 0, 6, 9, 0),
    quorum: aQuorum(['ana@contoso.com']),
    decisions: [],
    batches: [],
    dryRun: false,
    ...pick(overrides),
    requestId,
    revision,
  };
}

/** All of two emails was new. */
export function removalAnswer(changes: Partial<RemovalAnswer> = {}): { readonly kind: 'done' } & RemovalAnswer {
  return {
    kind: 'done',
    view: requestView(),
    channelBound: true,
    alreadyOpen: false,
    asked: 2,
    named: 2,
    openElsewhere: [],
    remediated: [],
    ...changes,
  };
}

/** A click's own fields are no part of a view. */
function pick(overrides: Partial<RequestView>): Partial<RequestView> {
  const { verb: _, reason: __, ...rest } = overrides as Partial<RequestView> & { verb?: unknown; reason?: unknown };
  return rest;
}
