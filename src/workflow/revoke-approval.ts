import { transition } from '../approval/lifecycle.ts';
import { whyNotEntitled } from '../approval/policy.ts';
import { noMemberships, policySubject } from '../approval/policy-subject.ts';
import { isOpen, type Person } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

/** Takes back one's own approval, while the quorum is not met. */
export async function revokeApproval(ports: StepPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  const { store, clock, settings } = ports;
  return store.transaction(async (tx) => {
    const { requestId } = click;
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    const subject = policySubject(request.revision, await tx.emails(requestId));
    const barred = whyNotEntitled(settings.policy, subject, by, noMemberships);
    if (barred) return { kind: 'refused', reason: barred, requestId };
    if (isOpen(request) && click.revision !== request.revision.number) {
      return { kind: 'card', view: await viewRequest(tx, request, settings, 'staleRevision') };
    }
    const now = clock.now();
    const next = transition(request, { kind: 'revoked', by, at: now });
    if (next.kind === 'refused') return { kind: 'refused', reason: next.reason, requestId };
    await tx.saveRequest(next.request);
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'decision.revoked',
      requestId,
      revision: request.revision.number,
      actor: userActor(by),
      data: {},
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    return { kind: 'card', view: await viewRequest(tx, next.request, settings) };
  });
}
