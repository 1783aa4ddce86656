import { ServiceError } from '../errors.ts';
import type { ThreadPorts } from './post-card.ts';
import type { OutboxRow, StoreReader, StoreTransaction } from './store-port.ts';
import { standsAt, viewSummary } from './view-summary.ts';

/** What ends many requests at once (a deadline, most often) ends them one after the other: one redraw shows them all. */
const gatherMs = 2_000;

/** The summary in which this card is listed, where that is all the card there is. */
export async function summaryOf(reader: Pick<StoreReader, 'message'>, card: OutboxRow): Promise<OutboxRow | undefined> {
  if (card.summary === undefined) return undefined;
  const summary = await reader.message(card.summary);
  return summary?.address && summary.state === 'sent' && standsAt(card, summary.address) ? summary : undefined;
}

export function scheduleSummaryRedraw(tx: StoreTransaction, summary: OutboxRow, now: number): Promise<void> {
  const { key, requestId } = summary;
  return tx.schedule({ kind: 'redrawSummary', requestId, summary: key }, now + gatherMs);
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
