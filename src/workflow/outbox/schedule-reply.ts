import type { RequestId } from '../../approval/request.ts';
import type { ReplyKind } from '../reply-kind.ts';
import type { StoreTransaction } from '../store-port.ts';
import { replyKey } from './outbox-row.ts';

/**
 * Something is to be said under the request's card. Its row in the outbox is written here, with the event: the order of
 * these rows is the order in which the thread tells them, however work is delivered later.
 */
export async function scheduleReply(
  tx: StoreTransaction,
  requestId: RequestId,
  reply: ReplyKind,
  round: number,
  now: number,
): Promise<void> {
  const key = replyKey(requestId, reply, round);
  await tx.moveMessage(undefined, { key, requestId, state: 'waiting', at: now });
  await tx.schedule({ kind: 'sendReply', requestId, reply, round }, now);
}
