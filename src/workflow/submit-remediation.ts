/**
 * Work: one batch, one Graph call. The batch is claimed by compare-and-set before the call, so that however often
 * this work is delivered, one delivery calls. The claim and the exact body are committed (and audited) first;
 * a process that dies in between leaves `calling` behind, which the sweep finds and nobody calls again.
 */

import type { Batch, RemediationAnswer, RemediationBody } from '../approval/remediation.ts';
import { remediationOrder, unresolved } from '../approval/remediation.ts';
import { type AnalyzedEmail, isRemediating, type RemediatingRequest, type RequestId } from '../approval/request.ts';
import { makeRevision } from '../approval/revision.ts';
import { service } from './audit.ts';
import type { Clock, Digest, Ids, Mailboxes, Meter, Store, StoreTransaction } from './ports.ts';
import { recordOutcome } from './record-outcome.ts';
import type { StepSettings } from './settings.ts';

export interface SubmissionPorts {
  readonly store: Store;
  readonly mailboxes: Mailboxes;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly meter: Meter;
  readonly settings: StepSettings;
}

interface Claim {
  readonly batch: Batch;
  readonly body: RemediationBody;
  readonly clientRequestId: string;
}

export async function submitRemediation(ports: SubmissionPorts, requestId: RequestId, number: number): Promise<void> {
  const claim = await ports.store.transaction((tx) => claimBatch(tx, ports, requestId, number));
  if (!claim) return;
  let called = claim;
  let answer = await call(ports, claim);
  if (answer.kind === 'approverUpnRefused') {
    const again = await ports.store.transaction((tx) => claimAgain(tx, ports, requestId, claim));
    if (!again) return;
    called = again;
    answer = await call(ports, again);
  }
  // Refused once more for the same name: then it is simply a body that Graph does not take.
  const settled =
    answer.kind === 'approverUpnRefused' ? ({ ...answer, kind: 'refused', code: 'badRequest' } as const) : answer;
  await ports.store.transaction((tx) => recordOutcome(tx, ports, requestId, called.batch, settled));
}

async function call(ports: SubmissionPorts, claim: Claim): Promise<RemediationAnswer> {
  const started = ports.clock.now();
  const answer = await ports.mailboxes.remediate(claim.body, claim.clientRequestId);
  ports.meter.count('countersign_graph_calls_total', { outcome: answer.kind });
  ports.meter.observe('countersign_graph_call_seconds', (ports.clock.now() - started) / 1_000);
  return answer;
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
  if (!request || !isRemediating(request) || request.state !== 'submitting' || batch?.state !== 'pending')
    return undefined;
  if (batch.dueAt !== undefined && batch.dueAt > now) {
    await tx.schedule({ kind: 'submitBatch', requestId, batch: number }, batch.dueAt);
    return undefined;
  }
  const emails = await tx.emails(requestId, { batch: number });
  if (!approvedAsIs(request, await tx.emails(requestId), ports.digest)) {
    // Cannot happen through the lifecycle; if a row was changed behind our back, nothing is sent.
    const message = 'The approved content and the stored content differ.';
    await recordOutcome(tx, ports, requestId, batch, { kind: 'refused', code: 'other', message });
    return undefined;
  }
  if (ports.settings.dryRun) {
    await recordOutcome(tx, ports, requestId, { ...batch, dryRun: true }, { kind: 'accepted' });
    return undefined;
  }
  if (ports.settings.pairsOnly && unresolved(emails)) {
    const message = 'An email is known by its id only, and Graph v1.0 takes message and recipient.';
    await recordOutcome(tx, ports, requestId, batch, { kind: 'refused', code: 'unresolvedEmail', message });
    return undefined;
  }
  const body = ports.mailboxes.bodyFor(remediationOrder(request, emails));
  return markCalling(tx, ports, request, batch, body, ['pending']);
}

/** The same batch, still ours, with the body that leaves `approverUpn` out. */
async function claimAgain(
  tx: StoreTransaction,
  ports: SubmissionPorts,
  requestId: RequestId,
  { batch }: Claim,
): Promise<Claim | undefined> {
  const request = await tx.lockRequest(requestId);
  if (!request || !isRemediating(request)) return undefined;
  const emails = await tx.emails(requestId, { batch: batch.number });
  const body = ports.mailboxes.bodyFor(remediationOrder(request, emails));
  return markCalling(tx, ports, request, batch, body, ['calling']);
}

async function markCalling(
  tx: StoreTransaction,
  ports: SubmissionPorts,
  request: RemediatingRequest,
  before: Batch,
  body: RemediationBody,
  from: readonly Batch['state'][],
): Promise<Claim | undefined> {
  const now = ports.clock.now();
  const clientRequestId = ports.ids.uuid();
  const { dueAt: _due, ...rest } = before;
  const batch: Batch = { ...rest, state: 'calling', attempts: before.attempts + 1, calledAt: now, clientRequestId };
  if (!(await tx.moveBatch(request.id, from, batch))) return undefined;
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: 'remediation.sent',
    requestId: request.id,
    revision: request.revision.number,
    actor: service,
    data: { batch: batch.number, clientRequestId, body },
  });
  return { batch, body, clientRequestId };
}

/** What is sent is what was approved: the stored emails still have the hash that every approval names. */
function approvedAsIs(request: RemediatingRequest, emails: readonly AnalyzedEmail[], digest: Digest): boolean {
  const { id: requestId, revision: content } = request;
  const { number, createdAt } = content;
  const { contentHash } = makeRevision({ requestId, number, createdAt, content, emails }, digest);
  return request.approvals.every((one) => one.revision === number && one.contentHash === contentHash);
}
