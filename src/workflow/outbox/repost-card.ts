/**
 * A card that is not there any more: somebody deleted it, or its channel, or removed the app, and it shows when it is
 * written to. The request stays, and replies that were due follow its new card. One that is lost although its
 * channel is there is posted once more, not again and again.
 */
import { type ApprovalRequest, isOpen } from '../../approval/request.ts';
import { ServiceError } from '../../errors.ts';
import { channelOfRequest } from '../alert-channel.ts';
import type { Clock, Log, Meter } from '../ports.ts';
import type { StepSettings } from '../step-settings.ts';
import type { OutboxRow, Store, StoreTransaction } from '../store-port.ts';
import { loseCards } from './lose-cards.ts';
import { replyWork } from './outbox-row.ts';
import { isLost, wakeCard, wakeWhereRouted } from './owed-cards.ts';

export interface RepostPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
  readonly log: Log;
  readonly meter: Meter;
}

const mostReposts = 1;

/** Does what was thrown say that there is nothing (any more) to write to? */
export function isGone(thrown: unknown): thrown is ServiceError {
  return thrown instanceof ServiceError && thrown.code === 'teamsGone';
}

/** Redrawing or answering showed that the card is gone. `reply`: what was to be said under it. */
export async function cardLost(
  { store, clock, settings, log, meter }: RepostPorts,
  card: OutboxRow,
  { appGone }: ServiceError,
  reply?: OutboxRow,
): Promise<void> {
  meter.count('countersign_gone_total', { what: appGone ? 'app' : 'card' });
  const { teamId, channelId, activityId } = card.address ?? {};
  log.warn({ requestId: card.requestId, teamId, channelId, activityId }, 'A card is gone');
  const marked = await store.transaction(async (tx) => {
    const request = await tx.lockRequest(card.requestId);
    const now = clock.now();
    if (!request) return [];
    const gone = appGone && channelId !== undefined ? await tx.markChannelsGone([channelId], now) : [];
    const current = await lose(tx, request, card, appGone, reply);
    if (reply) await waitForCard(tx, settings, request, current, reply, now);
    else if (current?.state === 'owed') await wakeWhereRouted(tx, settings, request.id, now);
    return gone;
  });
  await loseCards({ store, clock, settings }, marked);
}

/** The card's row as it is now: lost, unless it was found out before. */
async function lose(
  tx: StoreTransaction,
  request: ApprovalRequest,
  card: OutboxRow,
  appGone: boolean,
  reply: OutboxRow | undefined,
): Promise<OutboxRow | undefined> {
  const found = await tx.message(card.key);
  if (found?.state !== 'sent' || found.address?.activityId !== card.address?.activityId) return found;
  const mayRepost = appGone || (found.reposts ?? 0) < mostReposts;
  const hasToSay = isOpen(request) || reply !== undefined;
  const lost: OutboxRow = { ...found, state: mayRepost && hasToSay ? 'owed' : 'gone' };
  await tx.moveMessage('sent', lost);
  return lost;
}

/**
 * A reply is due, and there is no card to say it under: it is owed, and so is the card. What was lost too often, or
 * ran out of time while nothing was there to post it in, is not told any more.
 */
export async function waitForCard(
  tx: StoreTransaction,
  settings: StepSettings,
  request: ApprovalRequest,
  card: OutboxRow | undefined,
  reply: OutboxRow,
  now: number,
): Promise<void> {
  const before = await tx.message(reply.key);
  if (card?.state === 'sent') {
    const work = replyWork(reply.key);
    if (work) await tx.schedule(work, now);
    return;
  }
  const channel = await channelOfRequest(tx, settings, request);
  const isLate = request.state === 'expired' && channel === undefined;
  const isOver = card?.state === 'gone' && (card.reposts ?? 0) >= mostReposts;
  const state = isLate || isOver ? 'gone' : 'owed';
  await tx.moveMessage(before?.state, { ...reply, state });
  if (card && isLost(card)) await tx.moveMessage(card.state, { ...card, state });
  if (state === 'owed' && channel) await wakeCard(tx, request.id, now);
}
