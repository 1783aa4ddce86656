import { escalationOf } from '../approval/escalation.ts';
import { isOpenAt, type RequestId } from '../approval/request.ts';
import { serviceActor } from './audit-actors.ts';
import { escalationDueAt } from './deadlines.ts';
import { mustMove } from './must-move.ts';
import { cardKey } from './outbox/outbox-row.ts';
import { scheduleReply } from './outbox/schedule-reply.ts';
import type { RemindingPorts } from './remind-request.ts';

/**
 * Work: from this transaction on the people of `escalateTo` have a say. A click is decided in a transaction of its own
 * on the same row, so it comes before, and is refused, or after, and counts.
 */
export async function escalateRequest({ store, clock, policy }: RemindingPorts, requestId: RequestId): Promise<void> {
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    if (!request || !isOpenAt(request, now) || request.escalatedAt !== undefined) return;
    const inForce = policy();
    const escalation = escalationOf(inForce.policy);
    const dueAt = escalationDueAt(inForce.policy, request);
    if (escalation === undefined || dueAt === undefined) return;
    if (now < dueAt) return tx.schedule({ kind: 'escalateRequest', requestId }, dueAt);
    await tx.saveRequest(mustMove(request, { kind: 'escalated', at: now }));
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'request.escalated',
      requestId,
      revision: request.revision.number,
      actor: serviceActor,
      data: { escalateTo: escalation.to, policyHash: inForce.hash },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    // A card that is posted later says it itself.
    const card = await tx.message(cardKey(requestId));
    if (card?.address) await scheduleReply(tx, requestId, 'escalated', 1, now);
  });
}
