/**
 * A card without a place is `owed`: no channel takes it yet, or the place where it stood is gone. It waits to be posted
 * as soon as there is a place again; replies that could not be said meanwhile follow it.
 */
import { type ApprovalRequest, isOpen, type RequestId } from '../../approval/request.ts';
import { channelOfRequest } from '../alert-channel.ts';
import type { StepSettings } from '../step-settings.ts';
import type { ChannelAddress, OutboxRow, StoreTransaction } from '../store-port.ts';
import { cardKey, replyWork } from './outbox-row.ts';

/** It stands nowhere any more; its address is where it stood. */
export function isLost({ state }: OutboxRow): boolean {
  return state === 'owed' || state === 'gone';
}

/**
 * Is there something to show or tell by its card? Also of one that was decided before any card was up (by `show`): its
 * outcome must be told somewhere. Where there is nothing any more, nothing is owed either.
 */
export async function needsCard(tx: StoreTransaction, request: ApprovalRequest): Promise<boolean> {
  if (isOpen(request)) return true;
  const key = cardKey(request.id);
  const card = await tx.message(key);
  const wasUp = card?.address !== undefined || (card?.reposts ?? 0) > 0;
  if (!wasUp && request.state !== 'expired' && request.state !== 'withdrawn') return true;
  await dropCalls(tx, request.id);
  if ((await tx.owedMessages(request.id)).some((owed) => owed !== key)) return true;
  if (card?.state === 'owed' || card?.state === 'waiting') await tx.moveMessage(card.state, { ...card, state: 'gone' });
  return false;
}

/** What ended needs nobody's decision: reminders and escalations that had no place are not said any more. */
async function dropCalls(tx: StoreTransaction, requestId: RequestId): Promise<void> {
  for (const key of await tx.owedMessages(requestId)) {
    const reply = replyWork(key)?.reply;
    const row = reply === 'reminded' || reply === 'escalated' ? await tx.message(key) : undefined;
    if (row) await tx.moveMessage('owed', { ...row, state: 'gone' });
  }
}

/** There is no channel for it: it is posted as soon as there is one. */
export async function oweCard(tx: StoreTransaction, requestId: RequestId, now: number): Promise<void> {
  const key = cardKey(requestId);
  const before = await tx.message(key);
  if (before?.state === 'sent' || before?.state === 'gone') return;
  await tx.moveMessage(before?.state, { key, requestId, ...before, state: 'owed', at: now });
}

/** The row as it is posted from here on: one that was lost stands nowhere, and this is one more time. */
export function anew(card: OutboxRow | undefined): OutboxRow | undefined {
  if (card?.state !== 'owed' || !card.address) return card;
  const { address: _lost, summary: _left, reposts = 0, ...rest } = card;
  return { ...rest, reposts: reposts + 1 };
}

/** There may be a place: the card waits to be posted with all others that do; where it is up, what is owed is said. */
export async function wakeCard(tx: StoreTransaction, requestId: RequestId, now: number): Promise<void> {
  const card = await tx.message(cardKey(requestId));
  if (card?.state === 'sent') return sayOwedReplies(tx, requestId, now);
  const waiting = card?.state === 'owed' ? anew(card) : undefined;
  if (waiting) await tx.moveMessage('owed', { ...waiting, state: 'waiting', at: now });
  return tx.schedule({ kind: 'postCard', requestId }, now);
}

/** The same, where a channel takes it now; otherwise it stays owed. */
export async function wakeWhereRouted(
  tx: StoreTransaction,
  settings: StepSettings,
  requestId: RequestId,
  now: number,
): Promise<void> {
  const request = await tx.request(requestId);
  if (request && (await channelOfRequest(tx, settings, request))) await wakeCard(tx, requestId, now);
}

/** The card is up (again): the request belongs in this channel, and what could not be said without it is said now. */
export async function cardPlaced(
  tx: StoreTransaction,
  requestId: RequestId,
  { channelId }: ChannelAddress,
  now: number,
): Promise<void> {
  const request = await tx.lockRequest(requestId);
  if (request && request.channelId !== channelId) await tx.saveRequest({ ...request, channelId });
  await sayOwedReplies(tx, requestId, now);
}

async function sayOwedReplies(tx: StoreTransaction, requestId: RequestId, now: number): Promise<void> {
  for (const key of await tx.owedMessages(requestId)) {
    const work = replyWork(key);
    if (work) await tx.schedule(work, now);
  }
}
