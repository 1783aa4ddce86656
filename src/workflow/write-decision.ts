/** Writes a decision that counts: its revision where the click changed one, the audit entry, the batches and their work. */
import { planBatches } from '../approval/remediation.ts';
import type { ApprovalRequest, Decision, OpenRequest } from '../approval/request.ts';
import { sameContent } from '../approval/revision.ts';
import { userActor } from './audit-actors.ts';
import { countDecided, countEnded } from './keep-count.ts';
import { mustMove } from './must-move.ts';
import { scheduleCallbacks } from './schedule-callbacks.ts';
import type { StepPorts } from './step-ports.ts';
import type { StoreTransaction } from './store-port.ts';
import { type Attempt, completes } from './weigh-decision.ts';
import { writeRevision } from './write-revision.ts';

export async function writeDecision(
  tx: StoreTransaction,
  ports: StepPorts,
  request: OpenRequest,
  attempt: Attempt,
): Promise<ApprovalRequest> {
  const { verdict, click, by, now, content, ruling } = attempt;
  const isChanged = !sameContent(content, request.revision);
  const current = isChanged
    ? await writeRevision(tx, request, content, { now, by, cause: 'changedOnCard' }, ports)
    : request;
  const decision: Decision = {
    verdict,
    by,
    at: now,
    revision: current.revision.number,
    contentHash: current.revision.contentHash,
    policyHash: ruling.hash,
    ...(click.reason === undefined ? {} : { reason: click.reason }),
  };
  const isMet = completes(request, attempt);
  const decided = mustMove(
    current,
    verdict === 'approve' ? { kind: 'approved', decision, quorumMet: isMet } : { kind: 'rejected', decision },
  );
  await tx.addDecision(decided.id, decision);
  await auditDecision(tx, decided, decision);
  const isOver = decided.state !== 'approved';
  await tx.schedule({ kind: 'redrawCard', requestId: decided.id }, now + (isOver ? 0 : outcomeSoonMs));
  if (decided.state === 'approved' || decided.state === 'rejected') await countDecided(tx, decided, now);
  if (decided.state === 'rejected') await countEnded(tx, decided, 'rejected', now);
  await scheduleCallbacks(tx, ports.settings, decided, now);
  if (decided.state === 'approved') return startSubmission(tx, ports, decided, attempt);
  await tx.saveRequest(decided);
  return decided;
}

/**
 * Graph's answer redraws the card as well, mostly within half a second; two redraws waiting for one card are one. Whoever
 * clicked has the redrawn card as the answer, and every redraw counts against Teams' limits.
 */
const outcomeSoonMs = 500;

async function auditDecision(tx: StoreTransaction, decided: ApprovalRequest, decision: Decision): Promise<void> {
  await tx.appendAudit({
    at: decision.at,
    tenantId: decided.tenantId,
    kind: 'decision.recorded',
    requestId: decided.id,
    revision: decision.revision,
    actor: userActor(decision.by),
    data: {
      verdict: decision.verdict,
      approverUpn: decision.by.upn,
      objectId: decision.by.objectId,
      tenantId: decision.by.tenantId,
      reason: decision.reason ?? null,
      policyHash: decision.policyHash,
      contentHash: decision.contentHash,
      quorumMet: decided.state === 'approved',
    },
  });
}

async function startSubmission(
  tx: StoreTransaction,
  { settings: { batchSize } }: StepPorts,
  approved: ApprovalRequest,
  { emails, now }: Attempt,
): Promise<ApprovalRequest> {
  const batches = planBatches(emails, batchSize, approved.revision.dryRun);
  const submitting = mustMove(approved, { kind: 'submissionStarted' });
  await tx.saveRequest(submitting);
  await tx.addBatches(approved.id, batches);
  for (const { batch } of batches) {
    await tx.schedule({ kind: 'submitBatch', requestId: approved.id, batch: batch.number }, now);
  }
  return submitting;
}
