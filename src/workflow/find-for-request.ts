/** *Find the mail* on the card of a request whose alert named no message: the search that its facts allow. */
import { isOpen, type RequestId } from '../approval/request.ts';
import { consultPolicy } from './consult-policy.ts';
import { criteriaFor } from './criteria-from-facts.ts';
import { factsBehind } from './facts-behind.ts';
import type { RecentSearches } from './recent-searches.ts';
import type { Notice } from './request-view.ts';
import { type SearchPorts, searchFor, whyNotSearch } from './search-mail.ts';
import type { Asker, CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

/**
 * As if they had typed `find`: the same rights, places and limits. What is looked for comes from what the alert told,
 * and nothing from the card but which request. Many clicks, or one that Teams hands over again, are one search: a
 * channel has its answer below the card, and whoever asks in private has their own.
 */
export async function findForRequest(
  ports: SearchPorts & { readonly recentSearches: RecentSearches },
  { requestId, revision }: CardClick,
  asker: Asker,
  where: { readonly isPrivate: boolean },
): Promise<ClickAnswer> {
  const { store, clock } = ports;
  const barred = await whyNotSearch(ports, asker, where.isPrivate);
  if (barred) return { kind: 'refused', reason: barred, requestId };
  const request = await store.request(requestId);
  if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
  if (!isOpen(request)) return drawn(ports, requestId, 'alreadyDecided');
  // Its alert has named the mail since: there is nothing to look for any more.
  if (request.revision.number !== revision || request.revision.emailCount > 0) {
    return drawn(ports, requestId, 'staleRevision');
  }
  const { facts = {} } = await factsBehind(store, request);
  const criteria = criteriaFor(facts, clock.now());
  if (criteria === undefined) return { kind: 'refused', reason: 'nothingToFind', requestId };
  const place = where.isPrivate ? asker.person.objectId : (asker.teamId ?? '');
  const { isFirst, answer } = await ports.recentSearches.once(`${requestId} ${revision} ${place}`, () =>
    searchFor(ports, criteria, asker, { id: requestId, revision }),
  );
  if (answer?.kind === 'notSearched') return answer;
  if (!isFirst || answer === undefined) return drawn(ports, requestId, 'foundBelow');
  const card = await drawn(ports, requestId);
  return card.kind === 'card' ? { ...card, found: answer.search } : card;
}

type Drawn = Extract<ClickAnswer, { readonly kind: 'card' | 'refused' }>;

async function drawn(ports: SearchPorts, requestId: RequestId, notice?: Notice): Promise<Drawn> {
  const ruling = await consultPolicy(ports, { requestId });
  const request = await ports.store.request(requestId);
  if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
  return { kind: 'card', view: await viewRequest(ports.store, request, ports.settings, ruling, notice) };
}
