import { transition } from '../approval/lifecycle.ts';
import { whyNotEntitled } from '../approval/policy.ts';
import { noMemberships, policySubject } from '../approval/policy-subject.ts';
import type { Person } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

/** Only what Graph refused is sent again; the approval and its approver stay the ones on record. */
export async function retryRemediation(ports: StepPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  const { store, clock, settings } = ports;
  return store.transaction(async (tx) => {
    const { requestId } = click;
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    const subject = policySubject(request.revision, await tx.emails(requestId));
    const barred = whyNotEntitled(settings.policy, subject, by, noMemberships);
    if (barred) return { kind: 'refused', reason: barred, requestId };
    const next = transition(request, { kind: 'retried' });
    if (next.kind === 'refused') return { kind: 'refused', reason: 'nothingToRetry', requestId };
    const now = clock.now();
    const refused = (await tx.batches(requestId)).filter((batch) => batch.state === 'refused');
    for (const { problem: _problem, endedAt: _endedAt, ...batch } of refused) {
      await tx.moveBatch(requestId, ['refused'], { ...batch, state: 'pending' });
      await tx.schedule({ kind: 'submitBatch', requestId, batch: batch.number }, now);
    }
    await tx.saveRequest(next.request);
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'remediation.retried',
      requestId,
      revision: request.revision.number,
      actor: userActor(by),
      data: { batches: refused.map((batch) => batch.number) },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    return { kind: 'card', view: await viewRequest(tx, next.request, settings) };
  });
}
