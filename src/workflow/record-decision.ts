/**
 * One click on a card's Approve or Reject, for one revision, by a person that Teams authenticated.
 * Everything is decided inside one transaction, so that of two clicks at once one is first. An approval that
 * completes the quorum writes the batches and their work in that same transaction: it survives whatever
 * happens next. The click is answered after the commit and before any mailbox is touched.
 */
import { approvalsOf, type RefusalReason } from '../approval/lifecycle.ts';
import {
  groupsNamed,
  type Memberships,
  type PolicySubject,
  reasonRequired,
  whyNotApprove,
  whyNotEntitled,
} from '../approval/policy.ts';
import { contentOf, policySubject } from '../approval/policy-subject.ts';
import { quorumOf } from '../approval/quorum.ts';
import { planBatches } from '../approval/remediation.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  type Decision,
  isOpen,
  type OpenRequest,
  type Person,
  type RevisionContent,
  samePerson,
} from '../approval/request.ts';
import { sameContent } from '../approval/revision.ts';
import { ServiceError } from '../errors.ts';
import { serviceActor, userActor } from './audit-actors.ts';
import { certain, consultPolicy, type Ruling } from './consult-policy.ts';
import { mustMove } from './must-move.ts';
import type { Notice } from './request-view.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { viewRequest } from './view-request.ts';
import { writeRevision } from './write-revision.ts';

type Verdict = Decision['verdict'];

/** What the click came to, before the card is drawn. */
type Result =
  | { readonly kind: 'stands'; readonly request: ApprovalRequest; readonly notice?: Notice }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** Somebody approved since the directory was asked, and whether that approval counts hangs on their groups. */
  | { readonly kind: 'consultAgain' };

/** Each time somebody else's approval came between: more people than any quorum asks for. */
const consultedAtMost = 5;

export async function recordDecision(
  ports: StepPorts,
  verdict: Verdict,
  click: CardClick,
  by: Person,
): Promise<ClickAnswer> {
  for (let times = 1; times <= consultedAtMost; times += 1) {
    const ruling = await consultPolicy(ports, { person: by, requestId: click.requestId });
    const answer = await decideUnder(ruling, ports, verdict, click, by);
    if (answer) return answer;
  }
  throw new ServiceError('storeConflict', undefined, { retryable: true });
}

/** Undefined: the directory is to be asked again. */
function decideUnder(
  ruling: Ruling,
  ports: StepPorts,
  verdict: Verdict,
  click: CardClick,
  by: Person,
): Promise<ClickAnswer | undefined> {
  return ports.store.transaction<ClickAnswer | undefined>(async (tx) => {
    const request = await tx.lockRequest(click.requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId: click.requestId };
    const result = await decide(tx, ports, request, { verdict, click, by, ruling });
    if (result.kind === 'consultAgain') return undefined;
    if (result.kind === 'stands') {
      const { settings } = ports;
      return { kind: 'card', view: await viewRequest(tx, result.request, settings, ruling, result.notice) };
    }
    await tx.appendAudit({
      at: ports.clock.now(),
      tenantId: request.tenantId,
      kind: 'decision.refused',
      requestId: request.id,
      revision: click.revision,
      actor: userActor(by),
      data: { verdict, reason: result.reason },
    });
    return { kind: 'refused', reason: result.reason, requestId: request.id };
  });
}

interface Asked {
  readonly verdict: Verdict;
  readonly click: CardClick;
  readonly by: Person;
  readonly ruling: Ruling;
}
interface Attempt extends Asked {
  readonly now: number;
  readonly content: RevisionContent;
  readonly emails: readonly AnalyzedEmail[];
  readonly subject: PolicySubject;
}

async function decide(tx: StoreTransaction, ports: StepPorts, request: ApprovalRequest, asked: Asked): Promise<Result> {
  const { verdict, click, by, ruling } = asked;
  const content = verdict === 'approve' ? chosenContent(request, click) : contentOf(request);
  const emails = await tx.emails(request.id);
  const subject = policySubject({ ...request.revision, ...content }, emails, ruling.recipients);
  const attempt: Attempt = { ...asked, now: ports.clock.now(), content, emails, subject };
  const barred = whyNotDecide(request, attempt);
  if (barred) return { kind: 'refused', reason: barred };
  if (!isOpen(request)) return { kind: 'stands', request, notice: 'alreadyDecided' };
  if (request.revision.dryRun !== ports.settings.dryRun) return changeMode(tx, ports, request, attempt.now);
  if (click.revision !== request.revision.number) return { kind: 'stands', request, notice: 'staleRevision' };
  const mustSayWhy = verdict === 'reject' || reasonRequired(ruling.policy, subject);
  if (mustSayWhy && click.reason === undefined) return { kind: 'refused', reason: 'reasonRequired' };
  const isRepeated = approvalsOf(request).some((approval) => samePerson(approval.by, by));
  if (verdict === 'approve' && isRepeated && sameContent(content, request.revision)) {
    return { kind: 'stands', request, notice: 'alreadyApprovedByYou' };
  }
  const unclear = verdict === 'approve' ? unclearQuorum(request, attempt) : undefined;
  return unclear ?? { kind: 'stands', request: await count(tx, ports, request, attempt) };
}

/**
 * An approval that may complete the quorum, and cannot be weighed, is not taken: once recorded it could not be given
 * again. Undefined where it makes no difference whose groups are not known.
 */
function unclearQuorum(request: OpenRequest, { by, content, subject, ruling }: Attempt): Result | undefined {
  const before = sameContent(content, request.revision) ? approvalsOf(request).map((approval) => approval.by) : [];
  const approvers = [...before, by];
  const isMetIf = (groupsOf: Memberships) => quorumOf(ruling.policy, subject, approvers, groupsOf).isMet;
  const everyGroup = new Set(groupsNamed(ruling.policy));
  const atBest: Memberships = (person) => (ruling.standing(person) === 'asked' ? ruling.groupsOf(person) : everyGroup);
  if (isMetIf(ruling.groupsOf) || !isMetIf(atBest)) return undefined;
  if (approvers.some((person) => ruling.standing(person) === 'unasked')) return { kind: 'consultAgain' };
  return { kind: 'refused', reason: 'membershipUnknown' };
}

/** Who may not decide learns nothing more, not even that it is too late. */
function whyNotDecide(
  request: ApprovalRequest,
  { verdict, subject, by, now, ruling }: Attempt,
): RefusalReason | undefined {
  const { policy, groupsOf } = ruling;
  const barred =
    verdict === 'approve'
      ? whyNotApprove(policy, subject, by, request.origin, groupsOf)
      : whyNotEntitled(policy, subject, by, groupsOf);
  if (barred) return certain(ruling, by, barred);
  const isLate = isOpen(request) ? now >= request.expiresAt : request.state === 'expired';
  return isLate ? 'expired' : undefined;
}

/** Restarted in the other mode: what the card said of it (a dry run, or not) is not what would happen now. */
async function changeMode(tx: StoreTransaction, ports: StepPorts, request: OpenRequest, now: number): Promise<Result> {
  const cause = { now, actor: serviceActor, cause: 'modeChanged' } as const;
  const revised = await writeRevision(tx, request, contentOf(request), cause, ports);
  await tx.schedule({ kind: 'redrawCard', requestId: request.id }, now);
  return { kind: 'stands', request: revised, notice: 'staleRevision' };
}

/** From here on nothing is refused: what is written belongs to a decision that counts. */
async function count(
  tx: StoreTransaction,
  ports: StepPorts,
  request: OpenRequest,
  { verdict, click, by, now, content, emails, subject, ruling }: Attempt,
): Promise<ApprovalRequest> {
  const cause = { now, actor: userActor(by), cause: 'changedOnCard' } as const;
  const isChanged = !sameContent(content, request.revision);
  const current = isChanged ? await writeRevision(tx, request, content, cause, ports) : request;
  const decision: Decision = {
    verdict,
    by,
    at: now,
    revision: current.revision.number,
    contentHash: current.revision.contentHash,
    policyHash: ruling.hash,
    ...(click.reason === undefined ? {} : { reason: click.reason }),
  };
  const approvers = [...approvalsOf(current).map((approval) => approval.by), by];
  const { isMet } = quorumOf(ruling.policy, subject, approvers, ruling.groupsOf);
  const decided = mustMove(
    current,
    verdict === 'approve' ? { kind: 'approved', decision, quorumMet: isMet } : { kind: 'rejected', decision },
  );
  return write(tx, ports, decided, decision, emails);
}

function chosenContent(request: ApprovalRequest, click: CardClick): RevisionContent {
  const now = contentOf(request);
  return {
    action: click.action ?? now.action,
    severity: click.severity ?? now.severity,
    remediateSendersCopy: click.remediateSendersCopy ?? now.remediateSendersCopy,
  };
}

async function write(
  tx: StoreTransaction,
  ports: StepPorts,
  decided: ApprovalRequest,
  decision: Decision,
  emails: readonly AnalyzedEmail[],
): Promise<ApprovalRequest> {
  await tx.addDecision(decided.id, decision);
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
  const isOver = decided.state !== 'approved';
  await tx.schedule({ kind: 'redrawCard', requestId: decided.id }, decision.at + (isOver ? 0 : outcomeSoonMs));
  if (decided.state !== 'approved') {
    await tx.saveRequest(decided);
    return decided;
  }
  return startSubmission(
    tx,
    decided,
    planBatches(emails, ports.settings.batchSize, decided.revision.dryRun),
    decision.at,
  );
}

/**
 * Graph's answer redraws the card as well, mostly within half a second; two redraws waiting for one card are one. Whoever
 * clicked has the redrawn card as the answer, and every redraw counts against Teams' limits.
 */
const outcomeSoonMs = 500;

async function startSubmission(
  tx: StoreTransaction,
  approved: ApprovalRequest,
  batches: ReturnType<typeof planBatches>,
  now: number,
): Promise<ApprovalRequest> {
  const submitting = mustMove(approved, { kind: 'submissionStarted' });
  await tx.saveRequest(submitting);
  await tx.addBatches(approved.id, batches);
  for (const { batch } of batches) {
    await tx.schedule({ kind: 'submitBatch', requestId: approved.id, batch: batch.number }, now);
  }
  return submitting;
}
