import type { DeliveryPlace } from '../approval/delivery.ts';
import { lookAt } from '../approval/reconciliation.ts';
import type { Batch, Look } from '../approval/remediation.ts';
import {
  type AnalyzedEmail,
  emailKey,
  isRemediating,
  type RemediationAction,
  type RequestId,
} from '../approval/request.ts';
import { proofOf } from '../approval/verification.ts';
import type { Clock, Mailboxes } from './ports.ts';
import type { EmailProof, Store } from './store-port.ts';

export interface LocatingPorts {
  readonly store: Store;
  readonly mailboxes: Mailboxes;
  readonly clock: Clock;
}

export interface LocatedBatch {
  readonly look: Look;
  readonly proofs: readonly EmailProof[];
  /** Something was not read that a later read may tell. */
  readonly mayBeTriedAgain: boolean;
  readonly retryAfterMs?: number;
}

const dayMs = 24 * 3_600_000;
/** Defender keeps 30 days of mail within reach; who was alerted later than that has named when it came. */
const reachMs = 30 * dayMs;

/** One look at where a batch's emails lie now. Outside of any transaction: it goes over the network. */
export async function locateBatch(
  { store, mailboxes, clock }: LocatingPorts,
  requestId: RequestId,
  batch: Batch,
): Promise<LocatedBatch | undefined> {
  const request = await store.request(requestId);
  if (!request || !isRemediating(request)) return undefined;
  const emails = await store.emails(requestId, { batch: batch.number });
  const { facts } = await store.alertSummary(requestId);
  // As the source says, so it may be nonsense: it only ever widens the window.
  const receivedAt = Date.parse(facts?.receivedAt ?? '');
  const from = Math.min(request.createdAt - reachMs, Number.isNaN(receivedAt) ? Infinity : receivedAt - dayMs);
  const { locations, mayBeTriedAgain, retryAfterMs } = await mailboxes.locate(emails, {
    from: Math.max(from, 0),
    to: clock.now() + dayMs,
  });
  return {
    look: lookAt(emails, locations, request.revision.action, clock.now()),
    proofs: emails.map((email) => proofFrom(email, locations.get(emailKey(email)), request.revision.action)),
    mayBeTriedAgain,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function proofFrom(email: AnalyzedEmail, place: DeliveryPlace | undefined, action: RemediationAction): EmailProof {
  return {
    email,
    proof: proofOf(place, action),
    ...(place === undefined ? {} : { location: place.latest.slice(0, mostOfLocation) }),
  };
}

/** Graph's words are short; what is longer is not one of them. */
const mostOfLocation = 64;
