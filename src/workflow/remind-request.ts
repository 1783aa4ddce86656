import { isOpenAt, type RequestId } from '../approval/request.ts';
import { serviceActor } from './audit-actors.ts';
import { reminderDueAt } from './deadlines.ts';
import { mustMove } from './must-move.ts';
import { cardKey } from './outbox/outbox-row.ts';
import { scheduleReply } from './outbox/schedule-reply.ts';
import type { Clock, PolicyInForce } from './ports.ts';
import type { Store } from './store-port.ts';

export interface RemindingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: () => PolicyInForce;
}

/** Where no card is up, nobody was asked yet: it is looked for again so much later. */
const cardLookedForAfterMs = 60_000;

/**
 * Work: nobody decided for a while, and the thread says so, once. Which policy is in force when it is due decides: what
 * it put off is put off, and what it does not ask for any more is not done.
 */
export async function remindRequest({ store, clock, policy }: RemindingPorts, requestId: RequestId): Promise<void> {
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    if (!request || !isOpenAt(request, now) || request.remindedAt !== undefined) return;
    const inForce = policy();
    const dueAt = reminderDueAt(inForce.policy, request);
    if (dueAt === undefined) return;
    if (now < dueAt) return tx.schedule({ kind: 'remindRequest', requestId }, dueAt);
    const card = await tx.message(cardKey(requestId));
    if (!card?.address) return tx.schedule({ kind: 'remindRequest', requestId }, now + cardLookedForAfterMs);
    await tx.saveRequest(mustMove(request, { kind: 'reminded', at: now }));
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'request.reminded',
      requestId,
      revision: request.revision.number,
      actor: serviceActor,
      data: { policyHash: inForce.hash },
    });
    await scheduleReply(tx, requestId, 'reminded', 1, now);
  });
}
