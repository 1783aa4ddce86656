/**
 * Work: one batch, one Graph call. The batch is claimed by compare-and-set before the call, so that however often
 * this work is delivered, one delivery calls. The claim and the exact body are committed (and audited) first;
 * a process that dies in between leaves `calling` behind, which the sweep finds and nobody calls again.
 */
import type { Batch, RemediationAnswer, RemediationBody } from '../approval/remediation.ts';
import { duplicateWindowMs, remediationOrder } from '../approval/remediation.ts';
import {
  type AnalyzedEmail,
  emailKey,
  isRemediating,
  type RemediatingRequest,
  type RequestId,
} from '../approval/request.ts';
import { makeRevision } from '../approval/revision.ts';
import { serviceActor } from './audit-actors.ts';
import type { Digest, Log, Mailboxes, Meter, Sleep, StoreTransaction } from './ports.ts';
import { recordOutcome, type Settled } from './record-outcome.ts';
import type { StepPorts } from './step-ports.ts';

export interface SubmissionPorts extends StepPorts {
  readonly mailboxes: Mailboxes;
  readonly meter: Meter;
  readonly log: Log;
  readonly sleep: Sleep;
}

interface Claim {
  readonly batch: Batch;
  readonly body: RemediationBody;
  readonly clientRequestId: string;
}

export async function submitRemediation(ports: SubmissionPorts, requestId: RequestId, number: number): Promise<void> {
  const claim = await ports.store.transaction((tx) => claimBatch(tx, ports, requestId, number));
  if (!claim) return;
  const answer = await call(ports, claim);
  if (answer.kind !== 'approverUpnRefused') return keep(ports, requestId, claim.batch, answer);
  const again = await ports.store.transaction((tx) => claimAgain(tx, ports, requestId, claim));
  if (!again) return keep(ports, requestId, claim.batch, { ...answer, kind: 'refused', code: 'badRequest' });
  const second = await call(ports, again);
  // Refused once more for the same name: then it is simply a body that Graph does not take.
  const settled: Settled =
    second.kind === 'approverUpnRefused' ? { ...second, kind: 'refused', code: 'badRequest' } : second;
  return keep(ports, requestId, again.batch, settled);
}

async function call(ports: SubmissionPorts, claim: Claim): Promise<RemediationAnswer> {
  const started = ports.clock.now();
  const answer = await ports.mailboxes.remediate(claim.body, claim.clientRequestId);
  ports.meter.count('countersign_graph_calls_total', { outcome: answer.kind });
  ports.meter.observe('countersign_graph_call_seconds', (ports.clock.now() - started) / 1_000);
  return answer;
}

/** Pauses between tries to record an answer, about ten minutes in all; then the sweep tells people that it is unknown. */
const recordingPauses = [1, 2, 4, 8, 15, 30, 60, 60, 120, 120, 180].map((seconds) => seconds * 1_000);

/** Graph has answered: that must not be lost because the disk is full for a moment. Only the recording is repeated. */
async function keep(ports: SubmissionPorts, requestId: RequestId, batch: Batch, answer: Settled): Promise<void> {
  for (const pause of recordingPauses) {
    try {
      await ports.store.transaction((tx) => recordOutcome(tx, ports, requestId, batch, answer));
      return;
    } catch (error) {
      ports.log.error({ requestId, batch: batch.number, error }, "Graph's answer could not be recorded yet");
      await ports.sleep(pause);
    }
  }
  await ports.store.transaction((tx) => recordOutcome(tx, ports, requestId, batch, answer));
}

/** `pending → calling`, or undefined where there is nothing to call (any more, or yet). */
async function claimBatch(
  tx: StoreTransaction,
  ports: SubmissionPorts,
  requestId: RequestId,
  number: number,
): Promise<Claim | undefined> {
  const now = ports.clock.now();
  const request = await tx.lockRequest(requestId);
  const batch = (await tx.batches(requestId)).find((one) => one.number === number);
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
  const emails = await withoutUnderWay(tx, request, await tx.emails(requestId, { batch: number }), now);
  if (emails.length === 0) {
    return settle({ kind: 'duplicate', message: 'Another request has told Graph the same for the same emails.' });
  }
  const body = ports.mailboxes.bodyFor(remediationOrder(request, emails));
  if (!body) {
    const message = 'An email is known by its id only, and Graph v1.0 takes message and recipient.';
    return settle({ kind: 'refused', code: 'unresolvedEmail', message });
  }
  return markCalling(tx, ports, request, attempt, body, 'pending');
}

/**
 * What another request told Graph a moment ago is left out: alerts that name one email in two ways can end in two
 * requests. Graph itself would answer 409 for about this long.
 */
async function withoutUnderWay(
  tx: StoreTransaction,
  request: RemediatingRequest,
  emails: readonly AnalyzedEmail[],
  now: number,
): Promise<AnalyzedEmail[]> {
  const told = await tx.remediatedBefore(emails.map(emailKey), {
    action: request.revision.action,
    batchStates: ['calling', 'accepted', 'duplicate', 'unknown'],
    except: request.id,
    calledSince: now - duplicateWindowMs,
  });
  return emails.filter((email) => !told.has(emailKey(email)));
}

/** The same batch, still ours, with the body that leaves `approverUpn` out. */
async function claimAgain(
  tx: StoreTransaction,
  ports: SubmissionPorts,
  requestId: RequestId,
  { batch, body: before }: Claim,
): Promise<Claim | undefined> {
  const request = await tx.lockRequest(requestId);
  if (!request || !isRemediating(request)) return undefined;
  const { approverUpn: _refused, ...body } = before;
  const attempt = { ...batch, attempts: batch.attempts + 1 };
  return markCalling(tx, ports, request, attempt, body, 'calling');
}

async function markCalling(
  tx: StoreTransaction,
  ports: SubmissionPorts,
  request: RemediatingRequest,
  attempt: Batch,
  body: RemediationBody,
  from: Batch['state'],
): Promise<Claim | undefined> {
  const now = ports.clock.now();
  const clientRequestId = ports.ids.uuid();
  const { dueAt: _due, ...rest } = attempt;
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
  return { batch, body, clientRequestId };
}

/** What is sent is what was approved: the stored emails still have the hash that every approval names. */
function approvedAsIs(request: RemediatingRequest, emails: readonly AnalyzedEmail[], digest: Digest): boolean {
  const { id: requestId, revision: content } = request;
  const { number, createdAt, dryRun } = content;
  const { contentHash } = makeRevision({ requestId, number, createdAt, content, dryRun, emails }, digest);
  return request.approvals.every((one) => one.revision === number && one.contentHash === contentHash);
}
