/**
 * Many cards wait for one channel: its next message is a summary that lists them (several for very many), so that
 * people are not flooded and Teams' limits not used up. The rows of all listed requests are claimed by compare-and-set before the post, so
 * that no two instances list the same request. Left behind by a dead process, they are folded again: a doubled
 * summary can be told, a missing request cannot.
 */
import type { RequestId } from '../../approval/request.ts';
import { serviceActor } from '../audit-actors.ts';
import type { CardAddress, OutboxRow, StoreTransaction } from '../store-port.ts';
import type { SummaryView } from '../summary-view.ts';
import { cardPlaced } from './owed-cards.ts';
import { viewSummary } from './view-summary.ts';

/** As many as fit on a card below 25 KB with a line of subject each. */
const listedAtMost = 20;

export interface FoldClaim {
  /** Key of the summary's own row. */
  readonly summary: string;
  readonly cards: readonly OutboxRow[];
  readonly view: SummaryView;
}

/** More go into later claims: the first seven posts of a second pass at once, and nobody waits for the rest. */
const summariesAtMost = 6;
/** So many waiting cards are worth looking at. */
export const foldedAtMost = listedAtMost * summariesAtMost;

/** Keys are named for the request whose work posts the summaries, so that it knows its own claims again after a crash. */
function claimsOf(requestId: RequestId): string {
  return `summary:${requestId}:`;
}

/** Did somebody else's work take this card into a summary that it is posting? */
export function claimedByOthers(card: OutboxRow): boolean {
  if (card.state !== 'sending' || card.address || card.summary === undefined) return false;
  return !card.summary.startsWith(claimsOf(card.requestId));
}

/** Claims the oldest of what waits, and always the one whose turn it is. */
export async function claimFolds(
  tx: StoreTransaction,
  requestId: RequestId,
  waiting: readonly OutboxRow[],
  now: number,
): Promise<FoldClaim[]> {
  const oldest = waiting.slice(0, foldedAtMost);
  const own = waiting.find((card) => card.requestId === requestId);
  if (own && !oldest.includes(own)) oldest.splice(-1, 1, own);
  const listed = Math.ceil(oldest.length / Math.ceil(oldest.length / listedAtMost));
  const folds: FoldClaim[] = [];
  for (let start = 0; start < oldest.length; start += listed) {
    const summary = `${claimsOf(requestId)}${now}:${folds.length}`;
    const cards: OutboxRow[] = [];
    // Always in the same order: two instances that lock these rows must not wait for each other.
    for (const card of oldest.slice(start, start + listed)) {
      const claimed: OutboxRow = { ...card, state: 'sending', at: now, summary };
      if (await tx.moveMessage(card.state, claimed)) cards.push(claimed);
    }
    if (cards.length > 1) folds.push({ summary, cards, view: await viewSummary(tx, cards) });
    // Others were first with the rest: one alone is no burst, and is posted as the card it is.
    else await releaseFold(tx, requestId, cards, now);
  }
  const isFolded = folds.some(({ cards }) => cards.some((card) => card.requestId === requestId));
  // Its turn comes again, after the ones that were claimed.
  if (folds.length > 0 && !isFolded) await tx.schedule({ kind: 'postCard', requestId }, now);
  return folds;
}

/** The summary is up: every listed request has it for a card. */
export async function keepFold(
  tx: StoreTransaction,
  requestId: RequestId,
  { summary, cards, view }: FoldClaim,
  address: CardAddress,
  now: number,
): Promise<void> {
  await tx.moveMessage(undefined, { key: summary, requestId, state: 'sent', address, at: now });
  let isOutdated = false;
  for (const card of cards) {
    const request = await tx.request(card.requestId);
    const drawn = view.requests.find((listed) => listed.requestId === card.requestId);
    if (!request || !(await tx.moveMessage('sending', { ...card, state: 'sent', address, at: now }))) continue;
    await cardPlaced(tx, card.requestId, address, now);
    isOutdated ||= request.state !== drawn?.state || request.revision.number !== drawn.revision;
    await tx.appendAudit({
      at: now,
      tenantId: request.tenantId,
      kind: card.reposts === undefined ? 'card.posted' : 'card.reposted',
      requestId: card.requestId,
      revision: drawn?.revision ?? request.revision.number,
      actor: serviceActor,
      data: {
        teamId: address.teamId,
        channelId: address.channelId,
        activityId: address.activityId,
        summary: true,
      },
    });
  }
  if (isOutdated) await tx.schedule({ kind: 'redrawSummary', requestId, summary }, now);
}

/** Nobody posts these any more: each waits again, with work of its own to wake it. */
export async function releaseFold(
  tx: StoreTransaction,
  requestId: RequestId,
  cards: readonly OutboxRow[],
  now: number,
): Promise<void> {
  for (const card of cards) {
    // One with an address is posted; it may wait for a card of its own.
    if (card.address) continue;
    const { summary: _listedNowhere, ...rest } = card;
    if (!(await tx.moveMessage('sending', { ...rest, state: 'waiting', at: now }))) continue;
    if (card.requestId !== requestId) {
      await tx.ensureScheduled({ kind: 'postCard', requestId: card.requestId }, now);
    }
  }
}

/** What this card's own work had claimed for its summaries, and left behind when it died. */
export async function releaseLeftBehind(tx: StoreTransaction, card: OutboxRow, now: number): Promise<void> {
  const claim = card.summary?.startsWith(claimsOf(card.requestId)) ? card.summary.replace(/\d+$/, '') : undefined;
  for (let number = 0; claim !== undefined; number += 1) {
    const cards = await tx.cardsListedIn(`${claim}${number}`);
    if (cards.length === 0) return;
    await releaseFold(tx, card.requestId, cards, now);
  }
}
