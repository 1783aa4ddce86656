/** Writes what a Graph call came to, and what follows: the batch, the audit entry, the request's state, replies, redraw. */
import { isReconciled, nextLookAt } from '../approval/reconciliation.ts';
import { awaitsProof, type Batch, batchAfter, outcomeOf, type RemediationAnswer } from '../approval/remediation.ts';
import { emailKey, isRemediating, type RemediatingRequest, type RequestId } from '../approval/request.ts';
import { serviceActor } from './audit-actors.ts';
import { findBatch } from './find-batch.ts';
import { countSubmissionEnded } from './keep-count.ts';
import { mustMove } from './must-move.ts';
import { scheduleReply } from './outbox/schedule-reply.ts';
import type { Clock } from './ports.ts';
import type { ReplyKind } from './reply-kind.ts';
import { scheduleCallbacks } from './schedule-callbacks.ts';
import { wakeWaiting } from './slots.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

export type Settled = Exclude<RemediationAnswer, { kind: 'approverUpnRefused' }>;

export interface OutcomePorts {
  readonly clock: Clock;
  readonly settings: Pick<StepSettings, 'reconcileAfterMs' | 'verifyScheduleMs' | 'callbackSources'>;
}

export async function recordOutcome(
  tx: StoreTransaction,
  ports: OutcomePorts,
  requestId: RequestId,
  batch: Batch,
  answer: Settled,
): Promise<void> {
  const now = ports.clock.now();
  const request = await tx.lockRequest(requestId);
  if (!request || !isRemediating(request)) return;
  const current = await answered(tx, requestId, batch, answer);
  if (!current) return;
  const sameActionSentBefore = await sentBefore(tx, request, current, answer);
  const next = batchAfter({ ...current, state: batch.state }, answer, { now, sameActionSentBefore });
  if (!(await tx.moveBatch(requestId, [current.state], next))) return;
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
  if (answer.kind === 'duplicate') {
    // Once a batch, however often Graph says so again.
    const round = batch.number;
    await scheduleReply(tx, requestId, 'alreadySubmitted', round, now);
  }
  // Said once a batch: after that the card tells how often it was sent, and when the mailboxes are looked at.
  if (answer.kind === 'unclear' && batch.toldBefore !== true) await reply(tx, requestId, 'unclear', now);
  await followUp(tx, ports, request, next, now);
}

/** What a batch's new state calls for. */
export async function followUp(
  tx: StoreTransaction,
  { settings }: OutcomePorts,
  request: RemediatingRequest,
  batch: Batch,
  now: number,
): Promise<void> {
  const { id: requestId } = request;
  const { number } = batch;
  if (batch.state === 'pending') {
    await tx.schedule({ kind: 'submitBatch', requestId, batch: number }, batch.dueAt ?? now);
  }
  const lookAt = nextLookAt(batch, settings.reconcileAfterMs);
  if (lookAt !== undefined) await tx.schedule({ kind: 'reconcileCall', requestId, batch: number }, lookAt);
  if (awaitsProof(batch)) {
    const [firstLookMs = 0] = settings.verifyScheduleMs;
    await tx.schedule({ kind: 'verifyOutcome', requestId, batch: number }, now + firstLookMs);
  }
  if (batch.state !== 'accepted' && batch.state !== 'unknown') await wakeWaiting(tx, now, settings);
  await endSubmission(tx, settings, request, now);
  await tx.schedule({ kind: 'redrawCard', requestId }, now);
}

/**
 * The batch as it stands, where this answer is still news. A call's answer counts for that call alone, and also after
 * the call was taken for lost: while it is looked into, where three looks found nothing moved, and (for its tracking
 * link) where a look has shown that it was taken.
 */
async function answered(
  tx: StoreTransaction,
  requestId: RequestId,
  batch: Batch,
  answer: Settled,
): Promise<Batch | undefined> {
  const current = await findBatch(tx, requestId, batch.number);
  // Settled without a call: nothing can have come in between, the request is held.
  if (batch.state !== 'calling') return current?.state === batch.state ? { ...current, ...batch } : undefined;
  if (!current || current.clientRequestId !== batch.clientRequestId) return undefined;
  if (current.state === 'accepted') return isReconciled(current) && answer.kind === 'accepted' ? current : undefined;
  return stillOpen.includes(current.state) ? current : undefined;
}

const stillOpen: readonly Batch['state'][] = ['calling', 'unknown', 'pending'];

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

async function endSubmission(
  tx: StoreTransaction,
  settings: OutcomePorts['settings'],
  request: RemediatingRequest,
  now: number,
): Promise<void> {
  if (request.state !== 'submitting') return;
  const batches = await tx.batches(request.id);
  const outcome = outcomeOf(batches);
  if (!outcome) return;
  const ended = mustMove(request, { kind: 'submissionEnded', outcome, at: now });
  await tx.saveRequest(ended);
  await countSubmissionEnded(tx, request, outcome, now);
  await scheduleReply(tx, request.id, outcome, roundOf(batches), now);
  // Of what was sent, the end is what the mailboxes show: told then.
  if (outcome === 'failed' || ended.revision.dryRun) {
    await scheduleCallbacks(tx, settings, ended, now, roundOf(batches));
  }
}

export async function reply(tx: StoreTransaction, requestId: RequestId, kind: ReplyKind, now: number): Promise<void> {
  await scheduleReply(tx, requestId, kind, roundOf(await tx.batches(requestId)), now);
}

/** Tells apart what was said before and after a Retry: the attempts made so far. */
function roundOf(batches: readonly Batch[]): number {
  return batches.reduce((sum, batch) => sum + batch.attempts, 0);
}

/** For a 409: was Graph told this same action for these same emails, by an unclear call of ours or by another request? */
async function sentBefore(
  tx: StoreTransaction,
  request: RemediatingRequest,
  batch: Batch,
  answer: Settled,
): Promise<boolean> {
  if (answer.kind !== 'duplicate') return false;
  if (batch.toldBefore === true) return true;
  const emails = await tx.emails(request.id, { batch: batch.number });
  const earlier = await tx.remediatedBefore(emails.map(emailKey), {
    action: request.revision.action,
    remediateSendersCopy: request.revision.remediateSendersCopy,
    batchStates: ['accepted', 'duplicate', 'unknown'],
    except: request.id,
  });
  return emails.every((email) => earlier.has(emailKey(email)));
}
