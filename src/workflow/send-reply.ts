import { isOpen, type RequestId } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import { alertChannel } from './alert-channel.ts';
import { cardKey, type ThreadPorts } from './post-card.ts';
import type { ReplyKind } from './reply-kind.ts';
import { viewRequest } from './view-request.ts';

/**
 * Work: one reply under the card. Told again after a crash in the middle of sending: an outcome said twice is
 * better than one never said.
 */
export async function sendReply(
  { store, thread, settings }: ThreadPorts,
  requestId: RequestId,
  kind: ReplyKind,
  round: number,
): Promise<void> {
  const key = `reply:${requestId}:${kind}:${round}`;
  const ready = await store.transaction(async (tx) => {
    const before = await tx.message(key);
    const request = await tx.request(requestId);
    if (!request || before?.state === 'sent') return undefined;
    const card = await tx.message(cardKey(requestId));
    if (!card?.address) {
      // No channel, no thread: the card will tell the outcome itself, once there is one.
      if (isOpen(request) || (await alertChannel(tx, settings))) throw notYet();
      return undefined;
    }
    await tx.moveMessage(before?.state, { key, requestId, state: 'sending' });
    return { card: card.address, view: await viewRequest(tx, request, settings) };
  });
  if (!ready) return;
  const address = await thread.reply(ready.card, kind, ready.view);
  await store.transaction((tx) => tx.moveMessage('sending', { key, requestId, state: 'sent', address }));
}

function notYet(): ServiceError {
  const message = 'The card is not posted yet, so there is no thread to reply in.';
  return new ServiceError('teamsUnavailable', message, { retryable: true });
}
