import { isOpen, type RequestId } from '../approval/request.ts';
import { cardKey } from './outbox-keys.ts';
import type { Clock } from './ports.ts';
import { summaryOf } from './redraw-summary.ts';
import type { Store } from './store-port.ts';

/**
 * Somebody opened a request that only a summary lists: it gets a card of its own in the channel, so that everybody
 * sees the decision. Until that stands, what is said of the request is said under the summary.
 */
export async function openOwnCard(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  requestId: RequestId,
): Promise<void> {
  // Most cards that are opened were never folded: that costs a read, and no transaction.
  if ((await store.message(cardKey(requestId)))?.summary === undefined) return;
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    const card = await tx.message(cardKey(requestId));
    if (!request || !isOpen(request) || card?.state !== 'sent' || !(await summaryOf(tx, card))) return;
    await tx.moveMessage('sent', { ...card, state: 'waiting', at: now });
    await tx.schedule({ kind: 'postCard', requestId }, now);
  });
}
