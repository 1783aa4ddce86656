import type { DeliveryPlace } from '../approval/delivery.ts';
import { lookAt } from '../approval/reconciliation.ts';
import type { Batch, Look } from '../approval/remediation.ts';
import { type AnalyzedEmail, isRemediating, type RemediatingRequest, type RequestId } from '../approval/request.ts';
import type { Clock, DeliveryLocations, Mailboxes } from './ports.ts';
import type { Store } from './store-port.ts';

export interface LocatingPorts {
  readonly store: Store;
  readonly mailboxes: Mailboxes;
  readonly clock: Clock;
}

export interface LocatedBatch extends DeliveryLocations {
  readonly look: Look;
}

const dayMs = 24 * 3_600_000;
/** Defender keeps 30 days of mail within reach; who was alerted later than that has named when it came. */
const reachMs = 30 * dayMs;

/** One look at where a batch's emails lie now. Outside of any transaction: it goes over the network. */
export async function locateBatch(
  ports: LocatingPorts,
  requestId: RequestId,
  batch: Batch,
): Promise<LocatedBatch | undefined> {
  const request = await ports.store.request(requestId);
  if (!request || !isRemediating(request)) return undefined;
  const emails = await ports.store.emails(requestId, { batch: batch.number });
  const located = await locateEmails(ports, request, emails);
  return { ...located, look: lookAt(emails, located.locations, request.revision.action, ports.clock.now()) };
}

/** The same for any emails of the request, by email key. */
export async function locateEmails(
  { store, mailboxes, clock }: LocatingPorts,
  request: RemediatingRequest,
  emails: readonly AnalyzedEmail[],
): Promise<DeliveryLocations> {
  // An undo names mail that came before the request that moved it.
  const factsOf = request.origin.kind === 'command' ? (request.origin.factsOf ?? request.id) : request.id;
  const first = (await store.request(factsOf)) ?? request;
  const { facts } = await store.alertSummary(factsOf);
  // As the source says, so it may be nonsense: it only ever widens the window.
  const receivedAt = Date.parse(facts?.receivedAt ?? '');
  const from = Math.min(first.createdAt - reachMs, Number.isNaN(receivedAt) ? Infinity : receivedAt - dayMs);
  const found = await mailboxes.locate(emails, { from: Math.max(from, 0), to: clock.now() + dayMs });
  return request.undoes === undefined ? found : { ...found, locations: asMoved(found.locations) };
}

/** What an undo puts back was seen elsewhere before: that it lies where it was delivered is the undo's doing. */
function asMoved(found: ReadonlyMap<string, DeliveryPlace>): ReadonlyMap<string, DeliveryPlace> {
  return new Map([...found].map(([key, { latest }]) => [key, { latest }]));
}
