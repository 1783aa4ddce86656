import { nextCountdown } from '../approval/countdown.ts';
import { isOpen, type RequestId } from '../approval/request.ts';
import { serviceActor } from './audit-actors.ts';
import { countEnded } from './keep-count.ts';
import { mustMove } from './must-move.ts';
import { cardKey } from './outbox/outbox-row.ts';
import { scheduleReply } from './outbox/schedule-reply.ts';
import type { Clock } from './ports.ts';
import { scheduleCallbacks } from './schedule-callbacks.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';

interface Ports {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Pick<StepSettings, 'callbackSources'>;
}

/**
 * Work: nobody decided in time. Never approved by silence. On its way there it wakes a few times to have the card drawn
 * again, which says how much time is left.
 */
export async function expireRequest({ store, clock, settings }: Ports, requestId: RequestId): Promise<void> {
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    if (!request || !isOpen(request)) return;
    // Or woken early, because the clock was set back meanwhile: the deadline stands.
    if (now < request.expiresAt) {
      await tx.schedule({ kind: 'redrawCard', requestId }, now);
      return tx.schedule({ kind: 'expireRequest', requestId }, nextCountdown(request, now) ?? request.expiresAt);
    }
    const expired = mustMove(request, { kind: 'expired', at: now });
    await tx.saveRequest(expired);
    await countEnded(tx, request, 'expired', now);
    await scheduleCallbacks(tx, settings, expired, now);
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: 'request.expired',
      requestId,
      revision: request.revision.number,
      actor: serviceActor,
      data: { expiresAt: new Date(request.expiresAt).toISOString() },
    });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    // Without a card nobody was asked, so there is nobody to tell.
    const card = await tx.message(cardKey(requestId));
    if (card?.address) await scheduleReply(tx, requestId, 'expired', 1, now);
    else if (card?.state === 'owed') await tx.moveMessage('owed', { ...card, state: 'gone' });
  });
}
