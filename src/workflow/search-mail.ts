/** `find …`: a person reads what Defender knows of mail. What was found is kept for a day, for the card's buttons. */
import type { RefusalReason } from '../approval/lifecycle.ts';
import type { RequestId } from '../approval/request.ts';
import { alertChannels } from './alert-channel.ts';
import { userActor } from './audit-actors.ts';
import type { KeptSearch, MailCriteria, MailSearchView } from './found-mail.ts';
import type { Digest, MailSearch } from './ports.ts';
import { whyBarred } from './read-requests.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, NotSearched, SearchAnswer } from './steps.ts';

export interface SearchPorts extends StepPorts {
  readonly mailSearch: MailSearch;
}

/** `isPrivate`: nobody but the asker reads the answer. */
export async function searchMail(
  ports: SearchPorts,
  criteria: MailCriteria,
  asker: Asker,
  { isPrivate }: { readonly isPrivate: boolean },
): Promise<SearchAnswer> {
  const barred = await whyNotSearch(ports, asker, isPrivate);
  return barred ? { kind: 'refused', reason: barred } : searchFor(ports, criteria, asker);
}

/** For somebody who may see what is found. `about`: the request whose mail is looked for. */
export async function searchFor(
  ports: SearchPorts,
  criteria: MailCriteria,
  asker: Asker,
  about?: { readonly id: RequestId; readonly revision: number },
): Promise<NotSearched | { readonly kind: 'done'; readonly search: MailSearchView }> {
  const answer = await ports.mailSearch.find(criteria);
  if (answer.kind === 'notSearched') return answer;
  const { messages, more } = answer;
  const { clock, ids, settings } = ports;
  const search: KeptSearch = {
    id: ids.uuid(),
    tenantId: settings.tenantId,
    by: asker.person.objectId,
    at: clock.now(),
    criteria,
    salt: ids.uuid(),
    messages,
    more,
    ...(about === undefined ? {} : { about: about.id }),
  };
  await keep(ports, search, asker, about?.revision);
  return { kind: 'done', search: viewOfSearch(search, new Map()) };
}

/** Everybody in a channel reads what was found: that must be people whom mail may be shown to. */
export async function whyNotSearch(
  ports: SearchPorts,
  asker: Asker,
  isPrivate: boolean,
): Promise<RefusalReason | undefined> {
  const { store, settings } = ports;
  const barred = await whyBarred(ports, asker);
  if (barred || isPrivate) return barred;
  const channels = await alertChannels(store, settings);
  return channels.some(({ teamId }) => teamId === asker.teamId) ? undefined : 'askInPrivate';
}

async function keep(
  { store, digest }: SearchPorts,
  search: KeptSearch,
  asker: Asker,
  revision: number | undefined,
): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.addMailSearch(search);
    await tx.appendAudit({
      at: search.at,
      tenantId: search.tenantId,
      kind: 'mail.searched',
      requestId: search.about ?? null,
      revision: revision ?? null,
      actor: userActor(asker.person),
      data: {
        searchId: search.id,
        ...hashesOf(search, digest),
        to: search.criteria.to ?? null,
        lastMinutes: search.criteria.lastMinutes,
        found: search.messages.length,
        more: search.more,
      },
    });
  });
}

/** As the facts of alerts: the chain never has what mail said or who sent it; recipients stay. */
function hashesOf({ criteria, salt }: KeptSearch, digest: Digest): Record<string, string | null> {
  const hash = (value: string | undefined) => (value === undefined ? null : digest({ salt, value }));
  return { fromHash: hash(criteria.from), subjectHash: hash(criteria.subject), urlHash: hash(criteria.url) };
}

export function viewOfSearch(search: KeptSearch, requested: MailSearchView['requested']): MailSearchView {
  const { id: searchId, criteria, messages, more } = search;
  return { searchId, criteria, messages, more, requested };
}
