import { type ApprovalRequest, isOpenAt, type RequestId } from '../../approval/request.ts';
import { asServiceError, ServiceError } from '../../errors.ts';
import { consultPolicy } from '../consult-policy.ts';
import type { ReplyKind } from '../reply-kind.ts';
import type { OutboxRow } from '../store-port.ts';
import { viewRequest } from '../view-request.ts';
import { cardKey, replyKey, replyWork } from './outbox-row.ts';
import type { ThreadPorts } from './post-card.ts';
import { cardLost, isGone, waitForCard } from './repost-card.ts';

/**
 * Work: one reply under the card. Told again after a crash in the middle of sending: an outcome said twice is
 * better than one never said. A reminder is not: a second one is noise, and the card says the same. So it is given up
 * unless Teams certainly took none.
 */
export async function sendReply(
  ports: ThreadPorts,
  requestId: RequestId,
  kind: ReplyKind,
  round: number,
): Promise<void> {
  const { store, thread, settings, clock } = ports;
  const key = replyKey(requestId, kind, round);
  const ruling = await consultPolicy(ports, { requestId });
  const ready = await store.transaction(async (tx) => {
    const before = await tx.message(key);
    const request = await tx.request(requestId);
    if (!request || before?.state === 'sent' || before?.state === 'gone') return undefined;
    if (before && isLeftUnsaid(kind, before, request, clock.now())) {
      await tx.moveMessage(before.state, { ...before, state: 'gone', at: clock.now() });
      return undefined;
    }
    const card = await tx.message(cardKey(requestId));
    if (card?.state !== 'sent' || !card.address) {
      await waitForCard(tx, settings, request, card, { key, requestId, state: 'owed' }, clock.now());
      return undefined;
    }
    const earlier = await tx.unsentReplyBefore({ key, requestId });
    if (earlier !== undefined) return { earlier };
    const claimed = await tx.moveMessage(before?.state, { key, requestId, state: 'sending', at: clock.now() });
    if (!claimed) return undefined;
    return { card, address: card.address, view: await viewRequest(tx, request, settings, ruling) };
  });
  if (!ready) return;
  if ('earlier' in ready) return waitForEarlier(ports, ready.earlier);
  try {
    const address = await thread.reply(ready.address, kind, ready.view);
    await store.transaction((tx) => tx.moveMessage('sending', { key, requestId, state: 'sent', address }));
  } catch (thrown) {
    if (isGone(thrown)) return cardLost(ports, ready.card, thrown, { key, requestId, state: 'owed' });
    // Never said, then: what comes after it must not wait for it.
    const isOver = thrown instanceof ServiceError && !thrown.retryable;
    const state = isOver || !asServiceError(thrown).noEffect ? 'gone' : 'waiting';
    if (isOver || kind === 'reminded') {
      await store.transaction((tx) => tx.moveMessage('sending', { key, requestId, state, at: clock.now() }));
    }
    throw thrown;
  }
}

/** Nobody waits for a decision any more; or a reminder may have been said before a crash, and is not said twice. */
function isLeftUnsaid(kind: ReplyKind, { state }: OutboxRow, request: ApprovalRequest, now: number): boolean {
  if (kind !== 'reminded' && kind !== 'escalated') return false;
  return !isOpenAt(request, now) || (kind === 'reminded' && state === 'sending');
}

/** The thread tells things in the order in which they happened. */
async function waitForEarlier({ store, clock }: ThreadPorts, earlier: string): Promise<never> {
  const work = replyWork(earlier);
  if (work) await store.transaction((tx) => tx.ensureScheduled(work, clock.now()));
  const message = 'An earlier reply under the same card is not said yet.';
  throw new ServiceError('teamsUnavailable', message, { retryable: true });
}
