/** Writes what a Graph call came to, and what follows: the batch, the audit entry, the request's state, replies, redraw. */
import { type Batch, batchAfter, outcomeOf, type RemediationAnswer } from '../approval/remediation.ts';
import { emailKey, isRemediating, type RemediatingRequest, type RequestId } from '../approval/request.ts';
import { serviceActor } from './audit-actors.ts';
import { mustMove } from './must-move.ts';
import type { Clock, StoreTransaction } from './ports.ts';
import type { ReplyKind } from './reply-kind.ts';

export type Settled = Exclude<RemediationAnswer, { kind: 'approverUpnRefused' }>;

export async function recordOutcome(
  tx: StoreTransaction,
  { clock }: { readonly clock: Clock },
  requestId: RequestId,
  batch: Batch,
  answer: Settled,
): Promise<void> {
  const now = clock.now();
  const request = await tx.lockRequest(requestId);
  if (!request || !isRemediating(request)) return;
  const sameActionSentBefore = answer.kind === 'duplicate' && (await sentBefore(tx, request, batch));
  const next = batchAfter(batch, answer, { now, sameActionSentBefore });
  if (!(await move(tx, requestId, batch, next))) return;
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: auditKind(next),
    requestId,
    revision: request.revision.number,
    actor: serviceActor,
    data: {
      batch: batch.number,
      outcome: answer.kind,
      state: next.state,
      status: answer.status ?? null,
      requestId: answer.graphRequestId ?? null,
      clientRequestId: batch.clientRequestId ?? null,
      location: answer.kind === 'accepted' ? (answer.location ?? null) : null,
      ...(batch.dryRun === true ? { dryRun: true } : {}),
      ...('message' in answer ? { message: answer.message } : {}),
    },
  });
  if (next.state === 'pending') {
    await tx.schedule({ kind: 'submitBatch', requestId, batch: next.number }, next.dueAt ?? now);
  }
  if (answer.kind === 'duplicate') {
    // Once a batch, however often Graph says so again.
    const round = batch.number;
    await tx.schedule({ kind: 'sendReply', requestId, reply: 'alreadySubmitted', round }, now);
  }
  if (answer.kind === 'unclear') await reply(tx, requestId, 'unclear', now);
  await endSubmission(tx, request, now);
  await tx.schedule({ kind: 'redrawCard', requestId }, now);
}

/** An answer that comes after the sweep took its call for lost still counts, as long as it is the answer to that call. */
async function move(tx: StoreTransaction, requestId: RequestId, batch: Batch, next: Batch): Promise<boolean> {
  if (await tx.moveBatch(requestId, [batch.state], next)) return true;
  if (batch.state !== 'calling') return false;
  const current = (await tx.batches(requestId)).find((one) => one.number === batch.number);
  if (current?.state !== 'unknown' || current.clientRequestId !== batch.clientRequestId) return false;
  return tx.moveBatch(requestId, ['unknown'], next);
}

function auditKind(batch: Batch) {
  switch (batch.state) {
    case 'accepted':
    case 'duplicate':
      return 'remediation.accepted';
    case 'unknown':
      return 'remediation.unclear';
    default:
      return 'remediation.refused';
  }
}

async function endSubmission(tx: StoreTransaction, request: RemediatingRequest, now: number): Promise<void> {
  const outcome = outcomeOf(await tx.batches(request.id));
  if (!outcome) return;
  await tx.saveRequest(mustMove(request, { kind: 'submissionEnded', outcome }));
  await reply(tx, request.id, outcome, now);
}

/** `round` tells apart what was said before and after a Retry: it counts the attempts made so far. */
async function reply(tx: StoreTransaction, requestId: RequestId, kind: ReplyKind, now: number): Promise<void> {
  const round = (await tx.batches(requestId)).reduce((sum, batch) => sum + batch.attempts, 0);
  await tx.schedule({ kind: 'sendReply', requestId, reply: kind, round }, now);
}

/** Did another request tell Graph this same action for these same emails? (An earlier try of this batch would have been recorded.) */
async function sentBefore(tx: StoreTransaction, request: RemediatingRequest, batch: Batch): Promise<boolean> {
  const emails = await tx.emails(request.id, { batch: batch.number });
  const earlier = await tx.remediatedBefore(emails.map(emailKey), {
    action: request.revision.action,
    batchStates: ['accepted', 'duplicate', 'unknown'],
    except: request.id,
  });
  return emails.every((email) => earlier.has(emailKey(email)));
}
