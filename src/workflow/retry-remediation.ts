import { transition } from '../approval/lifecycle.ts';
import { mayBeRetried } from '../approval/remediation.ts';
import { isRemediating, type Person } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import { entitledClick } from './entitled-click.ts';
import { countRetried } from './keep-count.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

/** Only what Graph refused is sent again, never what other requests have moved since; the approval and its approver stay the ones on record. */
export function retryRemediation(ports: StepPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  return entitledClick(ports, click, by, async (tx, request, ruling) => {
    const { id: requestId, revision, tenantId } = request;
    const next = transition(request, { kind: 'retried' });
    if (next.kind === 'refused') return { kind: 'refused', reason: 'nothingToRetry', requestId };
    const now = ports.clock.now();
    const refused = (await tx.batches(requestId)).filter(mayBeRetried);
    if (refused.length === 0) return { kind: 'refused', reason: 'nothingToRetry', requestId };
    for (const { problem: _problem, endedAt: _endedAt, ...batch } of refused) {
      await tx.moveBatch(requestId, ['refused'], { ...batch, state: 'pending' });
      await tx.schedule({ kind: 'submitBatch', requestId, batch: batch.number }, now);
    }
    await tx.saveRequest(next.request);
    if (isRemediating(request)) await countRetried(tx, request);
    await tx.appendAudit({
      at: now,
      tenantId,
      kind: 'remediation.retried',
      requestId,
      revision: revision.number,
      actor: userActor(by),
      data: { batches: refused.map((batch) => batch.number), policyHash: ruling.hash },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    return { kind: 'card', view: await viewRequest(tx, next.request, ports.settings, ruling) };
  });
}
