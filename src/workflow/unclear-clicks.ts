/** *Check again* and *Send again*: what a person can do about a call that stayed unclear after every look. */
import { needsPerson } from '../approval/reconciliation.ts';
import type { Batch } from '../approval/remediation.ts';
import type { ApprovalRequest, Person } from '../approval/request.ts';
import { userActor } from './audit-actors.ts';
import type { Ruling } from './consult-policy.ts';
import { entitledClick } from './entitled-click.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { viewRequest } from './view-request.ts';

/** One more look, at once. It may show that the call had its effect; it never leads to another call by itself. */
export function checkAgain(ports: StepPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  return forUnclear(ports, click, by, async (tx, request, unclear, ruling) => {
    for (const { number } of unclear) {
      const work = { kind: 'reconcileCall', requestId: request.id, batch: number } as const;
      await tx.schedule(work, ports.clock.now());
    }
    return { kind: 'card', view: await viewRequest(tx, request, ports.settings, ruling, 'checkingAgain') };
  });
}

/** A person's decision, on record: the same order once more. Graph's 409 then means that the first one was taken. */
export function sendAgain(ports: StepPorts, click: CardClick, by: Person): Promise<ClickAnswer> {
  return forUnclear(ports, click, by, async (tx, request, unclear, ruling) => {
    const { id: requestId, tenantId, revision } = request;
    const now = ports.clock.now();
    for (const { endedAt: _ended, ...batch } of unclear) {
      await tx.moveBatch(requestId, ['unknown'], { ...batch, state: 'pending', toldBefore: true });
      await tx.schedule({ kind: 'submitBatch', requestId, batch: batch.number }, now);
    }
    await tx.appendAudit({
      at: now,
      tenantId,
      kind: 'remediation.sentAgain',
      requestId,
      revision: revision.number,
      actor: userActor(by),
      data: {
        batches: unclear.map(({ number }) => number),
        reason: click.reason ?? null,
        policyHash: ruling.hash,
        contentHash: revision.contentHash,
      },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    return { kind: 'card', view: await viewRequest(tx, request, ports.settings, ruling) };
  });
}

function forUnclear(
  ports: StepPorts,
  click: CardClick,
  by: Person,
  step: (
    tx: StoreTransaction,
    request: ApprovalRequest,
    unclear: readonly Batch[],
    ruling: Ruling,
  ) => Promise<ClickAnswer>,
): Promise<ClickAnswer> {
  return entitledClick(ports, click, by, async (tx, request, ruling) => {
    const unclear = (await tx.batches(request.id)).filter(needsPerson);
    if (unclear.length > 0) return step(tx, request, unclear, ruling);
    return { kind: 'card', view: await viewRequest(tx, request, ports.settings, ruling, 'nothingUnclear') };
  });
}
