import { ServiceError } from '../../errors.ts';
import type { CardAddress, OutboxRow, StoreReader, StoreTransaction } from '../store-port.ts';
import type { ThreadPorts } from './post-card.ts';
import { viewSummary } from './view-summary.ts';

/** What ends many requests at once (a deadline, most often) ends them one after the other: one redraw shows them all. */
const gatherMs = 2_000;
/**
 * Whoever opened a request reads its card in the summary's place, and Teams replaces what a click answered with as soon
 * as the message is updated: they are left the time to read and decide. What is decided redraws the summary sooner.
 */
const readingMs = 120_000;

export interface PostedSummary extends OutboxRow {
  readonly address: CardAddress;
}

/** The summary that lists this card, as long as it stands. */
export async function listingOf(
  reader: Pick<StoreReader, 'message'>,
  card: OutboxRow,
): Promise<PostedSummary | undefined> {
  if (card.summary === undefined) return undefined;
  const summary = await reader.message(card.summary);
  return summary?.address && summary.state === 'sent' ? { ...summary, address: summary.address } : undefined;
}

export function scheduleSummaryRedraw(
  tx: StoreTransaction,
  { key, requestId }: OutboxRow,
  now: number,
  because: 'changed' | 'opened',
): Promise<void> {
  const dueAt = now + (because === 'opened' ? readingMs : gatherMs);
  return tx.schedule({ kind: 'redrawSummary', requestId, summary: key }, dueAt);
}

/** Work: the summary shows everyone how each of its requests stands now. */
export async function redrawSummary({ store, thread, clock }: ThreadPorts, key: string): Promise<void> {
  const summary = await store.message(key);
  if (!summary?.address || summary.state !== 'sent') return;
  const cards = await store.cardsListedIn(key);
  try {
    await thread.updateSummary(summary.address, await viewSummary(store, cards, summary.address));
  } catch (thrown) {
    if (!(thrown instanceof ServiceError) || thrown.code !== 'teamsGone') throw thrown;
    // Somebody deleted it. What it listed has no card any more; each says so when it is drawn or answered next.
    await store.transaction(async (tx) => {
      const now = clock.now();
      await tx.moveMessage('sent', { ...summary, state: 'gone', at: now });
      for (const { requestId, summary: listed } of cards) {
        if (listed === key) await tx.schedule({ kind: 'redrawCard', requestId }, now);
      }
    });
  }
}
