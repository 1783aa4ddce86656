/** Gathers what a summary card shows. */
import { decidedBy } from '../../approval/decided.ts';
import { severities } from '../../approval/request.ts';
import { factsBehind } from '../facts-behind.ts';
import type { CardAddress, OutboxRow, StoreReader } from '../store-port.ts';
import type { ListedRequest, SummaryView } from '../summary-view.ts';

type Reader = Pick<StoreReader, 'request' | 'alertSummary'>;

/** `cards`: oldest request first. `summary`: where the card stands; absent while it is not posted. */
export async function viewSummary(
  reader: Reader,
  cards: readonly OutboxRow[],
  summary?: CardAddress,
): Promise<SummaryView> {
  const requests: ListedRequest[] = [];
  for (const card of cards) {
    const request = await reader.request(card.requestId);
    if (!request) continue;
    const { facts } = await factsBehind(reader, request);
    const decider = decidedBy(request);
    requests.push({
      requestId: request.id,
      revision: request.revision.number,
      state: request.state,
      severity: request.revision.severity,
      action: request.revision.action,
      recipientCount: request.revision.recipientCount,
      ...(facts?.subject === undefined ? {} : { subject: facts.subject }),
      ...(decider === undefined ? {} : { decidedBy: decider.upn }),
      hasOwnCard: summary !== undefined && card.address !== undefined && !standsAt(card, summary),
    });
  }
  // Sorting keeps the order of equals: oldest first.
  return { requests: requests.sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity)) };
}

/** Is this the message at that address? */
export function standsAt(card: OutboxRow, { conversationId, activityId }: CardAddress): boolean {
  return card.address?.activityId === activityId && card.address.conversationId === conversationId;
}
