/** One click below a message that was found: a request for its removal, by whoever clicked. */
import type { MailFacts } from '../approval/request.ts';
import { type FoundClick, type FoundMessage, type KeptSearch, searchLifetimeMs } from './found-mail.ts';
import { whyBarred } from './read-requests.ts';
import { requestByCommand } from './request-by-command.ts';
import { viewOfSearch } from './search-mail.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CommandAnswer, RemovalRequest, RequestedFromSearch } from './steps.ts';

/**
 * As if they had typed `request`: the same rights, joining and counting. What is asked for comes from what was kept,
 * and nothing from the card but which message. A second click points to the request of the first, whatever became of it.
 */
export async function requestFound(
  ports: StepPorts,
  { searchId, message }: FoundClick,
  asker: Asker,
): Promise<CommandAnswer<RequestedFromSearch>> {
  const { store } = ports;
  const barred = await whyBarred(ports, asker);
  if (barred) return { kind: 'refused', reason: barred };
  const search = await store.mailSearch(searchId);
  if (!search || !isStillGood(search, ports)) return { kind: 'refused', reason: 'searchTooOld' };
  const found = search.messages[message - 1];
  if (!found) return { kind: 'refused', reason: 'badInput' };
  const requested = await store.requestsFromSearch(searchId);
  const earlier = requested.get(message);
  if (earlier !== undefined) return { kind: 'done', search: viewOfSearch(search, requested), requestId: earlier };

  const removal = await requestByCommand(ports, removalOf(found), asker, {
    facts: factsOf(found),
    about: search.about,
  });
  if (removal.kind === 'refused') return removal;
  const { requestId } = removal.view;
  // Two clicks at once both come here: the messages' lock let the second find the request of the first.
  await store.transaction((tx) => tx.noteRequestFromSearch(searchId, message, requestId));
  const view = viewOfSearch(search, new Map([...requested, [message, requestId]]));
  return { kind: 'done', search: view, requestId, removal };
}

function isStillGood({ at, tenantId }: KeptSearch, { clock, settings }: StepPorts): boolean {
  return tenantId === settings.tenantId && clock.now() - at < searchLifetimeMs;
}

/** What the searcher saw, so that whoever decides sees it as well. */
function factsOf({ subject, sender, receivedAt, places }: FoundMessage): MailFacts {
  return {
    ...(subject.trim() === '' ? {} : { subject }),
    ...(sender === '' ? {} : { sender: { address: sender } }),
    receivedAt: new Date(receivedAt).toISOString(),
    ...(places.length === 0 ? {} : { deliveryLocation: places.join(', ') }),
  };
}

function removalOf({ networkMessageId, recipients: [first, ...others] }: FoundMessage): RemovalRequest {
  const copy = (recipientEmailAddress: string) => ({ networkMessageId, recipientEmailAddress });
  return { emails: [copy(first), ...others.map(copy)], action: 'softDelete' };
}
