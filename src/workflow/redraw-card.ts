import type { RequestId } from '../approval/request.ts';
import { cardKey, type ThreadPorts } from './post-card.ts';
import { viewRequest } from './view-request.ts';

/** Work: the card shows everyone how the request stands now. Several redraws waiting for one card are one. */
export async function redrawCard({ store, thread, settings }: ThreadPorts, requestId: RequestId): Promise<void> {
  const request = await store.request(requestId);
  const card = await store.message(cardKey(requestId));
  // A card that is not posted yet will be drawn as things stand then.
  if (!request || !card?.address) return;
  await thread.updateCard(card.address, await viewRequest(store, request, settings));
}
