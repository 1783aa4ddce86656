/**
 * Work: the request's card becomes a root post in its channel, once; where many wait for that channel, one summary
 * of them. The outbox row says how far it came: a row found in `sending` belongs to a process that died while
 * posting; the card is then posted again, because a doubled card can be told (both act on one request) and a missing
 * one cannot.
 */
import { type ApprovalRequest, isOpen, type RequestId } from '../../approval/request.ts';
import { asServiceError } from '../../errors.ts';
import { channelOfRequest } from '../alert-channel.ts';
import { serviceActor } from '../audit-actors.ts';
import { type ConsultPorts, consultPolicy, type Ruling } from '../consult-policy.ts';
import type { Clock, Log, Meter, Thread } from '../ports.ts';
import type { RequestView } from '../request-view.ts';
import type { StepSettings } from '../step-settings.ts';
import type { CardAddress, ChannelAddress, OutboxRow, Store, StoreTransaction } from '../store-port.ts';
import { viewRequest } from '../view-request.ts';
import {
  claimedByOthers,
  claimFolds,
  type FoldClaim,
  foldedAtMost,
  keepFold,
  releaseFold,
  releaseLeftBehind,
} from './fold-cards.ts';
import { channelLost } from './lost-channel.ts';
import { cardKey } from './outbox-row.ts';
import { anew, cardPlaced, needsCard, oweCard } from './owed-cards.ts';
import { listingOf, scheduleSummaryRedraw } from './redraw-summary.ts';
import { isGone } from './repost-card.ts';

export interface ThreadPorts extends Pick<ConsultPorts, 'policy' | 'directory'> {
  readonly store: Store;
  readonly thread: Thread;
  readonly clock: Clock;
  readonly settings: StepSettings;
  readonly log: Log;
  readonly meter: Meter;
}

/** No post takes this long: time-out, token and the governor's wait together. Past it, whoever claimed a row is dead. */
const claimMs = 60_000;
/** A pause that a worker sits out; through longer ones the card waits on the shelf, and others join it there. */
const shortPauseMs = 300;

interface CardClaim {
  readonly row: OutboxRow;
  readonly view: RequestView;
}
interface Claim {
  readonly channel: ChannelAddress;
  /** Of the request whose turn it is, as it was. */
  readonly request: ApprovalRequest;
  readonly card?: CardClaim;
  /** Still to be posted. */
  readonly folds: FoldClaim[];
}

export async function postCard(ports: ThreadPorts, requestId: RequestId): Promise<void> {
  const { store, thread, clock } = ports;
  if (await waitsForChannel(ports, requestId)) return;
  const ruling = await consultPolicy(ports, { requestId });
  const claim = await store.transaction((tx) => claimPost(tx, ports, requestId, ruling));
  if (!claim) return;
  const { channel, card, folds } = claim;
  try {
    for (let [fold] = folds; fold; [fold] = folds) {
      const posting = fold;
      const address = await thread.postSummary(channel, posting.view);
      await store.transaction((tx) => keepFold(tx, requestId, posting, address, clock.now()));
      folds.shift();
    }
    if (card) {
      const address = await thread.postCard(channel, card.view);
      await store.transaction((tx) => keepCard(tx, claim.request, card, address, clock.now()));
    }
  } catch (thrown) {
    if (isGone(thrown)) return channelLost(ports, rowsOf(claim), channel, thrown);
    await release(ports, requestId, claim);
    throw thrown;
  }
}

/** What was claimed and is not posted. */
function rowsOf({ card, folds }: Claim): OutboxRow[] {
  return [...(card ? [card.row] : []), ...folds.flatMap(({ cards }) => cards)];
}

/** Claims nothing while Teams would not take a post anyway: what waits longer is folded. */
async function waitsForChannel({ store, thread, clock, settings }: ThreadPorts, requestId: RequestId) {
  const request = await store.request(requestId);
  const channel = request && (await channelOfRequest(store, settings, request));
  const pause = channel ? await thread.pauseBefore(channel) : 0;
  if (pause <= shortPauseMs) return false;
  await store.transaction((tx) => tx.schedule({ kind: 'postCard', requestId }, clock.now() + pause));
  return true;
}

async function claimPost(
  tx: StoreTransaction,
  ports: ThreadPorts,
  requestId: RequestId,
  ruling: Ruling,
): Promise<Claim | undefined> {
  const now = ports.clock.now();
  const request = await tx.lockRequest(requestId);
  if (!request || !(await needsCard(tx, request))) return undefined;
  const channel = await channelOfRequest(tx, ports.settings, request);
  if (!channel) {
    // Binding a channel schedules this work again.
    ports.log.warn({ requestId }, 'No alert channel yet: the request waits without a card');
    await oweCard(tx, requestId, now);
    return undefined;
  }
  const row = await makeReady(tx, requestId, now);
  if (!row) return undefined;
  const waiting = row.address || !isOpen(request) ? [] : await waitingWith(tx, ports, request, channel, now);
  const folds = waiting.length > 0 ? await claimFolds(tx, requestId, waiting, now) : [];
  if (folds.length > 0) return { channel, request, folds };
  const claimed: OutboxRow = { ...row, state: 'sending', at: now };
  if (!(await tx.moveMessage('waiting', claimed))) return undefined;
  const view = await viewRequest(tx, request, ports.settings, ruling);
  return { channel, request, folds: [], card: { row: claimed, view } };
}

/** The card's row as `waiting`, or undefined where there is nothing (more) to post by this work. */
async function makeReady(tx: StoreTransaction, requestId: RequestId, now: number): Promise<OutboxRow | undefined> {
  const before = await tx.message(cardKey(requestId));
  if (before?.state === 'waiting') return before;
  if (before && claimedByOthers(before) && now - (before.at ?? 0) < claimMs) return undefined;
  if (before) await releaseLeftBehind(tx, before, now);
  const card = before && anew(await tx.message(before.key));
  if (card?.state === 'waiting') return card;
  if (card?.state === 'sent' || card?.state === 'gone') return undefined;
  const { summary, ...rest } = card ?? { key: cardKey(requestId), requestId };
  // Only a card that stands somewhere is listed there; a claim of somebody who died is not.
  const listed = card?.address && summary !== undefined ? { summary } : {};
  const row: OutboxRow = { ...rest, ...listed, state: 'waiting', at: now };
  return (await tx.moveMessage(before?.state, row)) ? row : undefined;
}

/** What is to be folded, oldest first, with the card whose turn it is; nothing where few wait for this channel. */
async function waitingWith(
  tx: StoreTransaction,
  { settings }: ThreadPorts,
  request: ApprovalRequest,
  channel: ChannelAddress,
  now: number,
): Promise<OutboxRow[]> {
  const { foldAbove } = settings;
  const channelIds = [...new Set([channel.channelId, request.channelId ?? channel.channelId])];
  // What others post at this moment waits as well: otherwise the rest of a burst would come card by card.
  const all = await tx.waitingCards({ channelIds, sendingSince: now, limit: foldAbove + 1 });
  if (all.length <= foldAbove) return [];
  const asked = { channelIds, sendingSince: now - claimMs, limit: foldAbove + foldedAtMost };
  const waiting: OutboxRow[] = [];
  for (const row of await tx.waitingCards(asked)) {
    const one = row.requestId === request.id ? request : await tx.request(row.requestId);
    if (one && (await belongsIn(tx, settings, one, channel))) waiting.push(row);
  }
  // One that waits alone stays a card.
  return waiting.length > 1 ? waiting : [];
}

async function belongsIn(
  tx: StoreTransaction,
  settings: StepSettings,
  request: ApprovalRequest,
  { channelId }: ChannelAddress,
): Promise<boolean> {
  if (request.channelId === channelId) return true;
  return (await channelOfRequest(tx, settings, request))?.channelId === channelId;
}

async function keepCard(
  tx: StoreTransaction,
  { id: requestId, tenantId }: ApprovalRequest,
  { row, view }: CardClaim,
  address: CardAddress,
  now: number,
): Promise<void> {
  if (!(await tx.moveMessage('sending', { ...row, state: 'sent', address, at: now }))) return;
  await tx.appendAudit({
    at: now,
    tenantId,
    kind: row.reposts === undefined ? 'card.posted' : 'card.reposted',
    requestId,
    revision: view.revision,
    actor: serviceActor,
    data: { teamId: address.teamId, channelId: address.channelId, activityId: address.activityId },
  });
  await cardPlaced(tx, requestId, address, now);
  const current = await tx.request(requestId);
  const changed = current?.state !== view.state || current.revision.number !== view.revision;
  if (changed) await tx.schedule({ kind: 'redrawCard', requestId }, now);
  const summary = await listingOf(tx, row);
  if (summary) await scheduleSummaryRedraw(tx, summary, now, 'opened');
}

/** Nothing of this may hide why the post failed; what stays `sending` is found again once its claim is too old. */
async function release({ store, clock, log }: ThreadPorts, requestId: RequestId, claim: Claim): Promise<void> {
  try {
    await store.transaction(async (tx) => {
      const now = clock.now();
      if (claim.card) await tx.moveMessage('sending', { ...claim.card.row, state: 'waiting', at: now });
      for (const { cards } of claim.folds) await releaseFold(tx, requestId, cards, now);
    });
  } catch (error) {
    log.warn({ requestId, code: asServiceError(error).code }, 'A card that was not posted could not be released');
  }
}
