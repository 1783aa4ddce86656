/** The other things that a click on a card can ask for: revoking one's own approval, and retrying what Graph refused. */
import { type LifecycleEvent, type RefusalReason, transition } from '../approval/lifecycle.ts';
import { mayNotDecide } from '../approval/policy.ts';
import type { ApprovalRequest, Person } from '../approval/request.ts';
import { user } from './audit.ts';
import { noMemberships, policySubject } from './policy-subject.ts';
import type { StoreTransaction } from './ports.ts';
import type { RevisingPorts } from './revise-request.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

export async function revokeApproval(ports: RevisingPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  return ports.store.transaction(async (tx) => {
    const request = await tx.lockRequest(click.requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId: click.requestId };
    const next = await moveBy(tx, ports, request, by, { kind: 'revoked', by, at: ports.clock.now() });
    if ('reason' in next) return { kind: 'refused', reason: next.reason, requestId: request.id };
    await audit(tx, ports, next, by, 'decision.revoked');
    return { kind: 'card', view: await viewRequest(tx, next, ports.settings) };
  });
}

/** Only what Graph refused is sent again; the approval and its approver stay the ones on record. */
export async function retryRemediation(ports: RevisingPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  return ports.store.transaction(async (tx) => {
    const request = await tx.lockRequest(click.requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId: click.requestId };
    const next = await moveBy(tx, ports, request, by, { kind: 'retried' });
    if ('reason' in next) {
      const reason = next.reason === 'invalidTransition' ? 'nothingToRetry' : next.reason;
      return { kind: 'refused', reason, requestId: request.id };
    }
    const refused = (await tx.batches(request.id)).filter((batch) => batch.state === 'refused');
    for (const { problem: _problem, endedAt: _endedAt, ...batch } of refused) {
      await tx.moveBatch(request.id, ['refused'], { ...batch, state: 'pending' });
      await tx.schedule({ kind: 'submitBatch', requestId: request.id, batch: batch.number }, ports.clock.now());
    }
    await audit(tx, ports, next, by, 'remediation.retried');
    return { kind: 'card', view: await viewRequest(tx, next, ports.settings) };
  });
}

async function moveBy(
  tx: StoreTransaction,
  ports: RevisingPorts,
  request: ApprovalRequest,
  by: Person,
  event: LifecycleEvent,
): Promise<ApprovalRequest | { reason: RefusalReason }> {
  const subject = policySubject(request.revision, await tx.emails(request.id));
  // The verdict is `reject` because retrying or revoking is not an approval: the requester may do it as well.
  const barred = mayNotDecide(ports.settings.policy, subject, by, 'reject', request.origin, noMemberships);
  if (barred) return { reason: barred };
  const next = transition(request, event);
  if (next.kind === 'refused') return { reason: next.reason };
  await tx.saveRequest(next.request);
  await tx.schedule({ kind: 'redrawCard', requestId: request.id }, ports.clock.now());
  return next.request;
}

async function audit(
  tx: StoreTransaction,
  { clock }: RevisingPorts,
  request: ApprovalRequest,
  by: Person,
  kind: 'decision.revoked' | 'remediation.retried',
): Promise<void> {
  await tx.appendAudit({
    at: clock.now(),
    tenantId: request.tenantId,
    kind,
    requestId: request.id,
    revision: request.revision.number,
    actor: user(by),
    data: {},
  });
}
