/**
 * Work, on VERIFY_SCHEDULE: what do the mailboxes show of a batch that Graph has taken? Once every email that can move
 * has moved, or the last look has passed, the batch is settled: its place at Graph is given to whoever waits. When all
 * batches of a request are settled, the thread is told what is proven. A look that Graph did not answer is no look: it is
 * repeated, for a day past the last one.
 */
import { messageKeys } from '../approval/grouping.ts';
import { awaitsProof } from '../approval/remediation.ts';
import {
  type AnalyzedEmail,
  emailKey,
  isRemediating,
  type RemediatingRequest,
  type RequestId,
} from '../approval/request.ts';
import {
  mayStillMove,
  notProvenReasons,
  outcomeOfVerification,
  proofOf,
  proofOfOther,
  tallyOf,
} from '../approval/verification.ts';
import { serviceActor } from './audit-actors.ts';
import { findBatch } from './find-batch.ts';
import { countVerified } from './keep-count.ts';
import { type LocatingPorts, locateEmails } from './locate-batch.ts';
import { mustMove } from './must-move.ts';
import { scheduleReply } from './outbox/schedule-reply.ts';
import type { DeliveryLocations } from './ports.ts';
import type { EmailProof, EmailToProve, ProofReader } from './proof-store.ts';
import { scheduleCallbacks } from './schedule-callbacks.ts';
import { wakeWaiting } from './slots.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

interface VerifyingPorts extends LocatingPorts {
  readonly settings: StepSettings;
}

/** So long past the last look a look that Graph did not answer is repeated, and so soon where it names no time. */
const patienceMs = 24 * 3_600_000;
const soonMs = 60_000;

/** What one look shows. */
interface Seen {
  readonly proofs: readonly EmailProof[];
  /** Could not be read. */
  readonly unread: readonly AnalyzedEmail[];
  /** Milliseconds after which a look may show more; undefined where everything was read, or will never be. */
  readonly againAfterMs?: number;
}

const nothing: Seen = { proofs: [], unread: [] };

export async function verifyOutcome(ports: VerifyingPorts, requestId: RequestId, number: number): Promise<void> {
  const { store, clock, settings } = ports;
  const batch = await findBatch(store, requestId, number);
  if (!batch || !awaitsProof(batch)) return;
  // The look at a message shows all of its recipients: another batch's look may have shown everything already.
  const seen = (await isSeenToTheEnd(store, requestId, number)) ? nothing : await look(ports, requestId, number);
  await store.transaction(async (tx) => {
    const now = clock.now();
    const request = await tx.lockRequest(requestId);
    const current = await findBatch(tx, requestId, number);
    if (!request || !isRemediating(request) || !current || !awaitsProof(current)) return;
    const isNews = await keepProofs(tx, requestId, seen.proofs);
    // A clock that was set back: it cannot have ended later than now.
    const endedAt = Math.min(current.endedAt ?? 0, now);
    const lookAt = nextLookAt(endedAt, now, settings.verifyScheduleMs, seen);
    if (lookAt !== undefined && !(await isSeenToTheEnd(tx, requestId, number))) {
      await tx.schedule({ kind: 'verifyOutcome', requestId, batch: number }, lookAt);
    } else {
      await tx.saveProofs(
        requestId,
        seen.unread.map((email) => ({ email, proof: 'unread' })),
      );
      await tx.moveBatch(requestId, [current.state], { ...current, settledAt: now });
      await wakeWaiting(tx, now, settings);
    }
    const followed = await followProof(tx, settings, request, now);
    if (isNews || followed) await tx.schedule({ kind: 'redrawCard', requestId }, now);
  });
}

/** Undefined past the last one. */
function nextLookAt(
  endedAt: number,
  now: number,
  scheduleMs: readonly number[],
  { againAfterMs }: Seen,
): number | undefined {
  const nextMs = scheduleMs.find((ms) => endedAt + ms > now);
  const scheduledAt = nextMs === undefined ? undefined : endedAt + nextMs;
  const isInTime = now < endedAt + (scheduleMs.at(-1) ?? 0) + patienceMs;
  if (againAfterMs === undefined || !isInTime) return scheduledAt;
  return Math.min(scheduledAt ?? Infinity, now + againAfterMs);
}

/** Nothing is left in the batch that a later look might show moved. */
async function isSeenToTheEnd(reader: ProofReader, requestId: RequestId, batch: number): Promise<boolean> {
  const seen = [...(await reader.proofCounts(requestId, [batch])).keys()];
  return seen.every((proof) => proof !== 'unseen' && !mayStillMove(proof));
}

/** What one look shows of the batch's messages, in every batch that waits for its proof. */
async function look(ports: VerifyingPorts, requestId: RequestId, batch: number): Promise<Seen> {
  const { store } = ports;
  const request = await store.request(requestId);
  if (!request || !isRemediating(request)) return nothing;
  const messages = new Set(messageKeys((await store.emailsToProve(requestId, batch)).map(({ email }) => email)));
  const asked: EmailToProve[] = [];
  for (const { number } of (await store.batches(requestId)).filter(awaitsProof)) {
    const named = await store.emailsToProve(requestId, number);
    asked.push(...named.filter(({ email }) => messageKeys([email]).some((key) => messages.has(key))));
  }
  const emails = asked.map(({ email }) => email);
  const { locations, unread, mayBeTriedAgain, retryAfterMs = soonMs } = await locateEmails(ports, request, emails);
  const isUnread = (email: AnalyzedEmail) => unread.has(emailKey(email));
  return {
    proofs: asked.filter(({ email }) => !isUnread(email)).map((one) => proofFrom(one, locations, request)),
    unread: emails.filter(isUnread),
    ...(mayBeTriedAgain ? { againAfterMs: Math.max(retryAfterMs, soonMs) } : {}),
  };
}

function proofFrom(
  { email, leftOut }: EmailToProve,
  locations: DeliveryLocations['locations'],
  { revision: { action } }: RemediatingRequest,
): EmailProof {
  const place = locations.get(emailKey(email));
  return {
    email,
    proof: leftOut ? proofOfOther(place, action) : proofOf(place, action),
    ...(place === undefined ? {} : { location: place.latest.slice(0, mostOfLocation) }),
  };
}

/** Graph's words are short; what is longer is not one of them. */
const mostOfLocation = 64;

/** False where the look showed what was known. */
async function keepProofs(tx: StoreTransaction, requestId: RequestId, proofs: readonly EmailProof[]): Promise<boolean> {
  const batches = (await tx.batches(requestId)).map(({ number }) => number);
  const before = await tx.proofCounts(requestId, batches);
  await tx.saveProofs(requestId, proofs);
  const after = await tx.proofCounts(requestId, batches);
  return [...after].some(([proof, count]) => before.get(proof) !== count);
}

/** True where the request's state changed. */
async function followProof(
  tx: StoreTransaction,
  settings: StepSettings,
  request: RemediatingRequest,
  now: number,
): Promise<boolean> {
  if (request.state !== 'submitted' && request.state !== 'verifying') return false;
  const batches = await tx.batches(request.id);
  const verifying = request.state === 'verifying' ? request : mustMove(request, { kind: 'verificationStarted' });
  if (batches.some(awaitsProof)) {
    if (verifying !== request) await tx.saveRequest(verifying);
    return verifying !== request;
  }
  const taken = batches.map(({ number }) => number);
  const counts = await tx.proofCounts(request.id, taken);
  const tally = tallyOf(counts);
  const outcome = outcomeOfVerification(tally);
  const ended = mustMove(verifying, { kind: 'verificationEnded', outcome });
  await tx.saveRequest(ended);
  await countVerified(tx, request, { outcome, batches, ...tally }, now);
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: 'remediation.verified',
    requestId: request.id,
    revision: request.revision.number,
    actor: serviceActor,
    data: { outcome, ...tally, seen: Object.fromEntries(counts), notProven: await notProven(tx, request.id) },
  });
  await scheduleReply(tx, request.id, 'verified', 1, now);
  await scheduleCallbacks(tx, settings, ended, now);
  return true;
}

/** Named in the audit log, so that a year later it is known whose mail stayed. */
async function notProven(tx: StoreTransaction, requestId: RequestId) {
  const left = await tx.proofs(requestId, { among: notProvenReasons });
  return left.map(({ email, proof, location = null }) => ({ ...email, proof, location }));
}
