import { hasEnded } from '../../approval/ended.ts';
import type { ApprovalRequest, RequestId } from '../../approval/request.ts';
import { consultPolicy } from '../consult-policy.ts';
import { viewRequest } from '../view-request.ts';
import { cardKey } from './outbox-row.ts';
import { isLost } from './owed-cards.ts';
import type { ThreadPorts } from './post-card.ts';
import { listingOf, scheduleSummaryRedraw } from './redraw-summary.ts';
import { cardLost, isGone } from './repost-card.ts';
import { standsAt } from './view-summary.ts';

/** Drawn while it changed, by a process that was slow or stood still: whoever drew later may have been overtaken. */
async function redrawIfOutdated({ store, clock }: ThreadPorts, drawn: ApprovalRequest): Promise<void> {
  const current = await store.request(drawn.id);
  const isSame = current?.state === drawn.state && current.revision.number === drawn.revision.number;
  if (isSame && current.escalatedAt === drawn.escalatedAt) return;
  await store.transaction((tx) => tx.schedule({ kind: 'redrawCard', requestId: drawn.id }, clock.now()));
}

/** An undo that is over: the card of what it was to put back says so, or offers an undo again. */
async function tellUndone({ store, clock }: ThreadPorts, { undoes, state }: ApprovalRequest): Promise<void> {
  if (undoes === undefined || !hasEnded(state)) return;
  await store.transaction((tx) => tx.schedule({ kind: 'redrawCard', requestId: undoes }, clock.now()));
}

/** Work: the card shows everyone how the request stands now. Several redraws waiting for one card are one. */
export async function redrawCard(ports: ThreadPorts, requestId: RequestId): Promise<void> {
  const { store, thread, settings, clock } = ports;
  const request = await store.request(requestId);
  const card = await store.message(cardKey(requestId));
  if (request) await tellUndone(ports, request);
  // A card that is not posted yet will be drawn as things stand then.
  if (!request || !card?.address || isLost(card)) return;
  // Also of one with a card of its own: an old list, or what somebody opened from it, would still offer to decide it.
  const summary = await listingOf(store, card);
  if (summary) await store.transaction((tx) => scheduleSummaryRedraw(tx, summary, clock.now(), 'changed'));
  if (summary && standsAt(card, summary.address)) return;
  try {
    const ruling = await consultPolicy(ports, { requestId });
    await thread.updateCard(card.address, await viewRequest(store, request, settings, ruling));
    await redrawIfOutdated(ports, request);
  } catch (thrown) {
    if (!isGone(thrown)) throw thrown;
    await cardLost(ports, card, thrown);
  }
}
