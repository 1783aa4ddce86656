import { isOpen, type RequestId } from '../approval/request.ts';
import { cardKey } from './outbox/outbox-row.ts';
import { isLost } from './outbox/owed-cards.ts';
import { listingOf, scheduleSummaryRedraw } from './outbox/redraw-summary.ts';
import { standsAt } from './outbox/view-summary.ts';
import type { Clock } from './ports.ts';
import type { Store } from './store-port.ts';

/**
 * Somebody opened a request that only a summary lists: it gets a card of its own in the channel, so that everybody
 * sees the decision. Until that stands, what is said of the request is said under the summary. True where it has such
 * a card, or is getting it.
 */
export async function openOwnCard(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  requestId: RequestId,
): Promise<boolean> {
  // Most cards that are opened were never folded: that costs a read, and no transaction.
  if ((await store.message(cardKey(requestId)))?.summary === undefined) return false;
  return store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    const card = await tx.message(cardKey(requestId));
    const summary = card && (await listingOf(tx, card));
    if (!request || !summary || isLost(card)) return false;
    // The list comes back for whoever has the card in its place.
    await scheduleSummaryRedraw(tx, summary, now, 'opened');
    if (card.state !== 'sent' || !standsAt(card, summary.address)) return true;
    if (!isOpen(request)) return false;
    await tx.moveMessage('sent', { ...card, state: 'waiting', at: now });
    await tx.schedule({ kind: 'postCard', requestId }, now);
    return true;
  });
}
