/**
 * A batch is claimed by compare-and-set (`pending → calling`) before Graph is called, so that however often its work is
 * delivered, one delivery calls. The claim and the exact body are committed, and audited, before the call.
 */
import {
  type Batch,
  mostCallsAtOnce,
  mostUnsettled,
  type RemediationBody,
  remediationOrder,
} from '../approval/remediation.ts';
import { type AnalyzedEmail, isRemediating, type RemediatingRequest, type RequestId } from '../approval/request.ts';
import { makeRevision } from '../approval/revision.ts';
import { serviceActor } from './audit-actors.ts';
import { findBatch } from './find-batch.ts';
import { emailsLeft } from './leave-out.ts';
import type { Digest, Mailboxes } from './ports.ts';
import { recordOutcome, type Settled } from './record-outcome.ts';
import { unsettledSince } from './slots.ts';
import type { StepPorts } from './step-ports.ts';
import type { StoreTransaction } from './store-port.ts';

export interface ClaimPorts extends StepPorts {
  readonly mailboxes: Mailboxes;
}

export interface Claim {
  readonly batch: Batch;
  readonly body: RemediationBody;
  readonly clientRequestId: string;
  /** The call must have begun by then: past it, others may take the claim for dead. */
  readonly notAfter: number;
}

/** Milliseconds from the claim to the beginning of its call: a token may have to be fetched first. */
export const claimBudgetMs = 15_000;
const whileOthersCallMs = 1_000;
const whileSlotsAreTakenMs = 30_000;
const whileOthersTellMs = 5_000;
const whileDryRunMs = 60_000;

/** Undefined where there is nothing to call (any more, or yet). */
export async function claimBatch(
  tx: StoreTransaction,
  ports: ClaimPorts,
  requestId: RequestId,
  number: number,
  clientRequestId: string,
): Promise<Claim | undefined> {
  const now = ports.clock.now();
  const request = await tx.lockRequest(requestId);
  const batch = await findBatch(tx, requestId, number);
  if (!request || !isRemediating(request)) return undefined;
  if (request.state !== 'submitting' || batch?.state !== 'pending') return undefined;
  if (batch.dueAt !== undefined && batch.dueAt > now) {
    await tx.schedule({ kind: 'submitBatch', requestId, batch: number }, batch.dueAt);
    return undefined;
  }
  const attempt: Batch = { ...batch, attempts: batch.attempts + 1 };
  const settle = async (settled: Settled) => {
    await recordOutcome(tx, ports, requestId, attempt, settled);
    return undefined;
  };
  if (!approvedAsIs(request, await tx.emails(requestId), ports.digest)) {
    // Cannot happen through the lifecycle; if a row was changed behind our back, nothing is sent.
    return settle({ kind: 'refused', code: 'other', message: 'The approved content and the stored content differ.' });
  }
  if (batch.dryRun === true) return settle({ kind: 'accepted' });
  // Approved for real, and started as a dry run since: whoever did that wants nothing to be told to Graph.
  if (ports.settings.dryRun) return waitFor(tx, request, batch, 'liveMode', now);
  await tx.lockSlots();
  if (!(await mayCallNow(tx, ports, request, batch, now))) return undefined;
  const left = await emailsLeft(tx, request, number, now);
  if (left.kind === 'wait') return waitFor(tx, request, batch, 'mail', now);
  if (left.kind === 'nothing') return settle(left.settled);
  const body = ports.mailboxes.bodyFor(remediationOrder(request, left.emails));
  if (!body) {
    const message = 'An email is known by its id only, and Graph v1.0 takes message and recipient.';
    return settle({ kind: 'refused', code: 'unresolvedEmail', message });
  }
  return markCalling(tx, ports, request, { batch: attempt, body, clientRequestId, from: 'pending' });
}

/** The same batch, still ours, with the body that leaves `approverUpn` out. */
export async function claimAgain(
  tx: StoreTransaction,
  ports: ClaimPorts,
  requestId: RequestId,
  { batch, body: before }: Claim,
  clientRequestId: string,
): Promise<Claim | undefined> {
  const request = await tx.lockRequest(requestId);
  if (!request || !isRemediating(request)) return undefined;
  const current = await findBatch(tx, requestId, batch.number);
  // Taken for lost meanwhile, and perhaps called by somebody else.
  if (current?.clientRequestId !== batch.clientRequestId) return undefined;
  const { approverUpn: _refused, ...body } = before;
  const attempt = { ...batch, attempts: batch.attempts + 1 };
  return markCalling(tx, ports, request, { batch: attempt, body, clientRequestId, from: 'calling' });
}

/** Graph holds a limited number of remediations at once; what waits for a free place says so on its card. */
async function mayCallNow(
  tx: StoreTransaction,
  { settings }: ClaimPorts,
  request: RemediatingRequest,
  batch: Batch,
  now: number,
): Promise<boolean> {
  const { id: requestId } = request;
  const work = { kind: 'submitBatch', requestId, batch: batch.number } as const;
  const { calling, unsettled } = await tx.underWay(unsettledSince(now, settings));
  if (unsettled >= mostUnsettled) {
    await tx.schedule(work, now + whileSlotsAreTakenMs);
    if (batch.waitsFor === 'slot') return false;
    const { dueAt: _due, ...rest } = batch;
    await tx.moveBatch(requestId, ['pending'], { ...rest, waitsFor: 'slot' });
    await tx.schedule({ kind: 'redrawCard', requestId }, now);
    return false;
  }
  if (calling < mostCallsAtOnce) return true;
  await tx.schedule(work, now + whileOthersCallMs);
  return false;
}

async function waitFor(
  tx: StoreTransaction,
  { id: requestId }: RemediatingRequest,
  { dueAt: _due, ...batch }: Batch,
  waitsFor: 'mail' | 'liveMode',
  now: number,
): Promise<undefined> {
  const pause = waitsFor === 'mail' ? whileOthersTellMs : whileDryRunMs;
  await tx.schedule({ kind: 'submitBatch', requestId, batch: batch.number }, now + pause);
  if (batch.waitsFor === waitsFor) return;
  await tx.moveBatch(requestId, ['pending'], { ...batch, waitsFor });
  await tx.schedule({ kind: 'redrawCard', requestId }, now);
}

interface Marking {
  readonly batch: Batch;
  readonly body: RemediationBody;
  readonly clientRequestId: string;
  readonly from: Batch['state'];
}

async function markCalling(
  tx: StoreTransaction,
  { clock }: ClaimPorts,
  request: RemediatingRequest,
  { batch: attempt, body, clientRequestId, from }: Marking,
): Promise<Claim | undefined> {
  const now = clock.now();
  const { dueAt: _due, waitsFor: _waits, looks: _looks, ...rest } = attempt;
  const batch: Batch = { ...rest, state: 'calling', calledAt: now, clientRequestId };
  if (!(await tx.moveBatch(request.id, [from], batch))) return undefined;
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: 'remediation.sent',
    requestId: request.id,
    revision: request.revision.number,
    actor: serviceActor,
    data: { batch: batch.number, clientRequestId, body },
  });
  return { batch, body, clientRequestId, notAfter: now + claimBudgetMs };
}

/** What is sent is what was approved: the stored emails still have the hash that every approval names. */
function approvedAsIs(request: RemediatingRequest, emails: readonly AnalyzedEmail[], digest: Digest): boolean {
  const { id: requestId, revision: content } = request;
  const { number, createdAt, dryRun } = content;
  const { contentHash } = makeRevision({ requestId, number, createdAt, content, dryRun, emails }, digest);
  return request.approvals.every((one) => one.revision === number && one.contentHash === contentHash);
}
