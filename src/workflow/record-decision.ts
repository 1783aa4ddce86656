/**
 * One click on a card's Approve or Reject, for one revision, by a person that Teams authenticated.
 * Everything is decided inside one transaction, so that of two clicks at once one is first. An approval that
 * completes the quorum writes the batches and their work in that same transaction: it survives whatever
 * happens next. The click is answered after the commit and before any mailbox is touched.
 */
import { approvalsOf, type RefusalReason, transition } from '../approval/lifecycle.ts';
import { mayNotDecide, quorumMet, reasonRequired } from '../approval/policy.ts';
import { planBatches } from '../approval/remediation.ts';
import {
  type ApprovalRequest,
  type Decision,
  isOpen,
  type OpenRequest,
  type Person,
  type RevisionContent,
} from '../approval/request.ts';
import { sameContent } from '../approval/revision.ts';
import { user } from './audit.ts';
import { contentOf, noMemberships, policySubject } from './policy-subject.ts';
import type { StoreTransaction } from './ports.ts';
import type { Notice } from './request-view.ts';
import { type RevisingPorts, writeRevision } from './revise-request.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import { viewRequest } from './view-request.ts';

type Verdict = Decision['verdict'];

/** What the click came to, before the card is drawn. */
type Result =
  | { readonly kind: 'stands'; readonly request: ApprovalRequest; readonly notice?: Notice }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export async function recordDecision(
  ports: RevisingPorts,
  verdict: Verdict,
  click: CardClick,
  by: Person,
): Promise<ClickAnswer> {
  return ports.store.transaction(async (tx) => {
    const request = await tx.lockRequest(click.requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId: click.requestId };
    const result = await decide(tx, ports, request, verdict, click, by);
    if (result.kind === 'stands') {
      return { kind: 'card', view: await viewRequest(tx, result.request, ports.settings, result.notice) };
    }
    await tx.appendAudit({
      at: ports.clock.now(),
      tenantId: request.tenantId,
      kind: 'decision.refused',
      requestId: request.id,
      revision: click.revision,
      actor: user(by),
      data: { verdict, reason: result.reason },
    });
    return { kind: 'refused', reason: result.reason, requestId: request.id };
  });
}

async function decide(
  tx: StoreTransaction,
  ports: RevisingPorts,
  request: ApprovalRequest,
  verdict: Verdict,
  click: CardClick,
  by: Person,
): Promise<Result> {
  const { policy } = ports.settings;
  const content = verdict === 'approve' ? chosenContent(request, click) : contentOf(request);
  const emails = await tx.emails(request.id);
  const subject = policySubject({ ...content, recipientCount: request.revision.recipientCount }, emails);
  // Who may not decide learns nothing more, not even that it is too late.
  const barred = mayNotDecide(policy, subject, by, verdict, request.origin, noMemberships);
  if (barred) return { kind: 'refused', reason: barred };
  if (!isOpen(request)) {
    if (request.state === 'expired') return { kind: 'refused', reason: 'expired' };
    return { kind: 'stands', request, notice: 'alreadyDecided' };
  }
  if (click.revision !== request.revision.number) return { kind: 'stands', request, notice: 'staleRevision' };
  if (ports.clock.now() >= request.expiresAt) return { kind: 'refused', reason: 'expired' };
  const mustSayWhy = verdict === 'reject' || reasonRequired(policy, subject);
  if (mustSayWhy && click.reason === undefined) return { kind: 'refused', reason: 'reasonRequired' };

  const current = await withContent(tx, ports, request, content, by);
  const decision: Decision = {
    verdict,
    by,
    at: ports.clock.now(),
    revision: current.revision.number,
    contentHash: current.revision.contentHash,
    policyHash: ports.settings.policyHash,
    ...(click.reason === undefined ? {} : { reason: click.reason }),
  };
  const approvers = [...approvalsOf(current).map((approval) => approval.by), by];
  const met = quorumMet(policy, subject, approvers, noMemberships);
  const next = transition(
    current,
    verdict === 'approve' ? { kind: 'approved', decision, quorumMet: met } : { kind: 'rejected', decision },
  );
  if (next.kind === 'refused') {
    if (next.reason === 'alreadyApprovedByYou') return { kind: 'stands', request, notice: 'alreadyApprovedByYou' };
    return { kind: 'refused', reason: next.reason };
  }
  return { kind: 'stands', request: await write(tx, ports, next.request, decision) };
}

function chosenContent(request: ApprovalRequest, click: CardClick): RevisionContent {
  const now = contentOf(request);
  return {
    action: click.action ?? now.action,
    severity: click.severity ?? now.severity,
    remediateSendersCopy: click.remediateSendersCopy ?? now.remediateSendersCopy,
  };
}

/** A changed input makes the new revision in the same click. */
async function withContent(
  tx: StoreTransaction,
  ports: RevisingPorts,
  request: OpenRequest,
  content: RevisionContent,
  by: Person,
): Promise<OpenRequest> {
  if (sameContent(content, request.revision)) return request;
  const cause = { now: ports.clock.now(), actor: user(by), cause: 'changedOnCard' } as const;
  return writeRevision(tx, request, content, cause, ports.digest);
}

async function write(
  tx: StoreTransaction,
  ports: RevisingPorts,
  decided: ApprovalRequest,
  decision: Decision,
): Promise<ApprovalRequest> {
  await tx.addDecision(decided.id, decision);
  await tx.appendAudit({
    at: decision.at,
    tenantId: decided.tenantId,
    kind: 'decision.recorded',
    requestId: decided.id,
    revision: decision.revision,
    actor: user(decision.by),
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
  await tx.schedule({ kind: 'redrawCard', requestId: decided.id }, decision.at);
  if (decided.state !== 'approved') {
    await tx.saveRequest(decided);
    return decided;
  }
  return startSubmission(tx, decided, ports.settings.batchSize, decision.at);
}

async function startSubmission(
  tx: StoreTransaction,
  approved: ApprovalRequest,
  batchSize: number,
  now: number,
): Promise<ApprovalRequest> {
  const started = transition(approved, { kind: 'submissionStarted' });
  const submitting = started.kind === 'moved' ? started.request : approved;
  const batches = planBatches(await tx.emails(approved.id), batchSize);
  await tx.saveRequest(submitting);
  await tx.addBatches(approved.id, batches);
  for (const { batch } of batches) {
    await tx.schedule({ kind: 'submitBatch', requestId: approved.id, batch: batch.number }, now);
  }
  return submitting;
}
