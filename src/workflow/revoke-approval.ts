import { transition } from '../approval/lifecycle.ts';
import { isOpen, type Person } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import { entitledClick } from './entitled-click.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

/** Takes back one's own approval, while the quorum is not met. */
export function revokeApproval(ports: StepPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  return entitledClick(ports, click, by, async (tx, request, ruling) => {
    const { id: requestId, revision, tenantId } = request;
    if (isOpen(request) && click.revision !== revision.number) {
      return { kind: 'card', view: await viewRequest(tx, request, ports.settings, ruling, 'staleRevision') };
    }
    const now = ports.clock.now();
    const next = transition(request, { kind: 'revoked', by, at: now });
    if (next.kind === 'refused') return { kind: 'refused', reason: next.reason, requestId };
    await tx.saveRequest(next.request);
    await tx.appendAudit({
      at: now,
      tenantId,
      kind: 'decision.revoked',
      requestId,
      revision: revision.number,
      actor: userActor(by),
      data: { policyHash: ruling.hash },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    return { kind: 'card', view: await viewRequest(tx, next.request, ports.settings, ruling) };
  });
}
