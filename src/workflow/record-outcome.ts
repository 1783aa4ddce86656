/** Writes what a Graph call came to, and what follows: the batch, the audit entry, the request's state, replies, redraw. */
import { transition } from '../approval/lifecycle.ts';
import { type Batch, batchAfter, outcomeOf, type RemediationAnswer } from '../approval/remediation.ts';
import { emailKey, isRemediating, type RemediatingRequest, type RequestId } from '../approval/request.ts';
import { service } from './audit.ts';
import type { Clock, ReplyKind, StoreTransaction } from './ports.ts';

type Settled = Exclude<RemediationAnswer, { kind: 'approverUpnRefused' }>;

export async function recordOutcome(
  tx: StoreTransaction,
  { clock }: { clock: Clock },
  requestId: RequestId,
  batch: Batch,
  answer: Settled,
): Promise<void> {
  const now = clock.now();
  const request = await tx.lockRequest(requestId);
  if (!request || !isRemediating(request)) return;
  const sameActionSentBefore = answer.kind === 'duplicate' && (await sentBefore(tx, request, batch));
  const next = batchAfter(batch, answer, { now, sameActionSentBefore });
  if (!(await tx.moveBatch(requestId, [batch.state], next))) return;
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: auditKind(next),
    requestId,
    revision: request.revision.number,
    actor: service,
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
  if (answer.kind === 'duplicate') await reply(tx, requestId, 'alreadySubmitted', now);
  if (answer.kind === 'unclear') await reply(tx, requestId, 'unclear', now);
  await endSubmission(tx, request, now);
  await tx.schedule({ kind: 'redrawCard', requestId }, now);
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
  const ended = transition(request, { kind: 'submissionEnded', outcome });
  if (ended.kind === 'refused') return;
  await tx.saveRequest(ended.request);
  await reply(tx, request.id, outcome, now);
}

/** `round` tells apart what was said before and after a Retry: it counts the calls made so far. */
async function reply(tx: StoreTransaction, requestId: RequestId, kind: ReplyKind, now: number): Promise<void> {
  const round = (await tx.batches(requestId)).reduce((sum, batch) => sum + batch.attempts, 0);
  await tx.schedule({ kind: 'sendReply', requestId, reply: kind, round }, now);
}

/** Did we tell Graph this same action for these same emails before this call (an earlier try, or another request)? */
async function sentBefore(tx: StoreTransaction, request: RemediatingRequest, batch: Batch): Promise<boolean> {
  const emails = await tx.emails(request.id, { batch: batch.number });
  const earlier = await tx.remediatedBefore(emails.map(emailKey), {
    action: request.revision.action,
    batchStates: ['accepted', 'duplicate', 'unknown'],
    except: request.id,
  });
  return emails.every((email) => earlier.has(emailKey(email)));
}
