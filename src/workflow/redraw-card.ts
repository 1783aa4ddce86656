import type { RequestId } from '../approval/request.ts';
import { cardKey } from './outbox-keys.ts';
import { isLost } from './owed-cards.ts';
import type { ThreadPorts } from './post-card.ts';
import { scheduleSummaryRedraw, summaryOf } from './redraw-summary.ts';
import { cardLost, isGone } from './repost-card.ts';
import { viewRequest } from './view-request.ts';

/** Work: the card shows everyone how the request stands now. Several redraws waiting for one card are one. */
export async function redrawCard(ports: ThreadPorts, requestId: RequestId): Promise<void> {
  const { store, thread, settings, clock } = ports;
  const request = await store.request(requestId);
  const card = await store.message(cardKey(requestId));
  // A card that is not posted yet will be drawn as things stand then.
  if (!request || !card?.address || isLost(card)) return;
  const summary = await summaryOf(store, card);
  if (summary) return store.transaction((tx) => scheduleSummaryRedraw(tx, summary, clock.now()));
  try {
    await thread.updateCard(card.address, await viewRequest(store, request, settings));
  } catch (thrown) {
    if (!isGone(thrown)) throw thrown;
    await cardLost(ports, card, thrown);
  }
}
