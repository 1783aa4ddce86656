/**
 * Work: the request's card becomes a root post in the alert channel, once. The outbox row says how far it came:
 * a row found in `sending` belongs to a process that died while posting; the card is then posted again, because a
 * doubled card can be told (both act on one request) and a missing one cannot.
 */
import type { ApprovalRequest, RequestId } from '../approval/request.ts';
import { alertChannel } from './alert-channel.ts';
import { serviceActor } from './audit-actors.ts';
import type { Clock, Log, OutboxRow, Store, Thread } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import { viewRequest } from './view-request.ts';

export interface ThreadPorts {
  readonly store: Store;
  readonly thread: Thread;
  readonly clock: Clock;
  readonly settings: StepSettings;
  readonly log: Log;
}

/** Also one that was decided before any card was up (by `show`): its outcome must be told somewhere. */
function needsCard(request: ApprovalRequest): boolean {
  return request.state !== 'expired' && request.state !== 'withdrawn';
}

export function cardKey(requestId: RequestId): string {
  return `card:${requestId}`;
}

export async function postCard(
  { store, thread, clock, settings, log }: ThreadPorts,
  requestId: RequestId,
): Promise<void> {
  const drawn = await store.transaction(async (tx) => {
    const request = await tx.lockRequest(requestId);
    const channel = await alertChannel(tx, settings);
    if (!request || !needsCard(request)) return undefined;
    if (!channel) {
      // Binding a channel schedules this work again.
      log.warn({ requestId }, 'No alert channel yet: the request waits without a card');
      return undefined;
    }
    const before = await tx.message(cardKey(requestId));
    if (before?.state === 'sent') return undefined;
    const row: OutboxRow = { key: cardKey(requestId), requestId, state: 'sending' };
    if (!(await tx.moveMessage(before?.state, row))) return undefined;
    return { row, channel, request, view: await viewRequest(tx, request, settings) };
  });
  if (!drawn) return;
  const address = await thread.postCard(drawn.channel, drawn.view);
  await store.transaction(async (tx) => {
    const now = clock.now();
    if (!(await tx.moveMessage('sending', { ...drawn.row, state: 'sent', address }))) return;
    await tx.appendAudit({
      at: now,
      tenantId: drawn.request.tenantId,
      kind: 'card.posted',
      requestId,
      revision: drawn.view.revision,
      actor: serviceActor,
      data: { teamId: address.teamId, channelId: address.channelId, activityId: address.activityId },
    });
    const current = await tx.request(requestId);
    const changed = current?.state !== drawn.view.state || current.revision.number !== drawn.view.revision;
    if (changed) await tx.schedule({ kind: 'redrawCard', requestId }, now);
  });
}
