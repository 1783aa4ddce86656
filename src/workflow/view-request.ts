/** Gathers what people are shown of a request. */
import { approvalsOf } from '../approval/lifecycle.ts';
import {
  isAssumed,
  looksAtRecipients,
  type People,
  type PolicySubject,
  peopleOf,
  reasonRequired,
} from '../approval/policy.ts';
import { policySubject } from '../approval/policy-subject.ts';
import { approversOf, type Quorum, quorumOf } from '../approval/quorum.ts';
import { isReconciled, needsPerson, nextLookAt } from '../approval/reconciliation.ts';
import type { Batch, Look } from '../approval/remediation.ts';
import {
  type ApprovalRequest,
  type Decision,
  foldCase,
  isOpen,
  isResolved,
  requestersOf,
  samePerson,
} from '../approval/request.ts';
import type { Ruling } from './consult-policy.ts';
import { factsBehind } from './facts-behind.ts';
import type { BatchView, DecisionView, Notice, PeopleView, QuorumView, RequestView } from './request-view.ts';
import { severitiesSoFar } from './severities-so-far.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreReader } from './store-port.ts';
import { viewNoMail } from './view-no-mail.ts';
import { viewUndo } from './view-undo.ts';
import { viewVerification } from './view-verification.ts';
import { viewWaiting } from './view-waiting.ts';

/** So many recipients and messages are handed to the card; the rest is a count. */
const namesShown = 20;
/** A campaign can have tens of thousands, and its card is drawn often. */
const emailsLookedAt = 200;

export async function viewRequest(
  reader: Pick<
    StoreReader,
    | 'emails'
    | 'alertSummary'
    | 'batches'
    | 'gathered'
    | 'proofCounts'
    | 'proofs'
    | 'request'
    | 'requestsAfter'
    | 'undosOf'
  >,
  request: ApprovalRequest,
  settings: Pick<StepSettings, 'reconcileAfterMs' | 'reviseEveryMs'>,
  ruling: Ruling,
  notice?: Notice,
): Promise<RequestView> {
  const emails = await reader.emails(request.id, { limit: emailsLookedAt });
  const alerts = await reader.alertSummary(request.id);
  const told = await factsBehind(reader, request, alerts);
  const batches = await reader.batches(request.id);
  const { revision } = request;
  const everybody = looksAtRecipients(ruling.policy) ? await reader.emails(request.id) : emails;
  const severities = await severitiesSoFar(reader, request, ruling.policy, settings);
  const subject = policySubject({ ...revision, severities }, everybody, ruling.recipients);
  const approvers = approversOf(ruling.policy, subject, approvalsOf(request));
  const quorum = quorumOf(ruling.policy, subject, approvers, ruling.groupsOf, request.origin);
  const verification = await viewVerification(reader, request, batches);
  return {
    requestId: request.id,
    revision: revision.number,
    state: request.state,
    severity: revision.severity,
    action: revision.action,
    remediateSendersCopy: revision.remediateSendersCopy,
    emailCount: revision.emailCount,
    messageCount: revision.messageCount,
    recipientCount: revision.recipientCount,
    ...(await viewNoMail(reader, request, told.facts ?? {}, ruling.at)),
    recipients: firstOnes(emails.map((email) => (isResolved(email) ? email.recipientEmailAddress : email.id))),
    messageIds: firstOnes(emails.flatMap((email) => (isResolved(email) ? [email.networkMessageId] : []))),
    ...(told.facts === undefined ? {} : { facts: told.facts }),
    ...borrowed(request, told !== alerts && told.facts !== undefined),
    ...(told.factsBlankedAt === undefined ? {} : { factsBlankedAt: told.factsBlankedAt }),
    ...(told.senders.count > 1 ? { senders: told.senders } : {}),
    sources: alerts.sources,
    alertCount: alerts.count,
    ...requester(request),
    ...(request.earlierRequestId === undefined ? {} : { earlierRequestId: request.earlierRequestId }),
    createdAt: request.createdAt,
    expiresAt: request.expiresAt,
    quorum: viewQuorum(request, subject, ruling, quorum),
    decisions: decisionsOn(request).map((decision) => decisionView(decision, isOpen(request) ? quorum : undefined)),
    ...viewVoided(request),
    ...viewWaiting(request, quorum, ruling),
    ...(request.state === 'withdrawn' ? { withdrawnBy: request.withdrawnBy.upn } : {}),
    ...viewAskedAgain(request),
    batches: batches.map((batch) => batchView(batch, settings.reconcileAfterMs)),
    ...(verification === undefined ? {} : { verification }),
    ...(await viewUndo(reader, request, batches)),
    dryRun: revision.dryRun,
    ...(notice === undefined ? {} : { notice }),
  };
}

/** The request whose facts are shown in the place of its own; an undo says so anyway. */
function borrowed({ origin, undoes }: ApprovalRequest, isBorrowed: boolean): Pick<RequestView, 'factsFrom'> {
  const factsFrom = origin.kind === 'command' && undoes === undefined ? origin.factsOf : undefined;
  return isBorrowed && factsFrom !== undefined ? { factsFrom } : {};
}

/** Each once, in its first spelling. */
function firstOnes(names: readonly string[]): string[] {
  const shown = new Map<string, string>();
  for (const name of names) {
    if (!shown.has(foldCase(name))) shown.set(foldCase(name), name);
    if (shown.size === namesShown) break;
  }
  return [...shown.values()];
}

function viewQuorum(request: ApprovalRequest, subject: PolicySubject, ruling: Ruling, quorum: Quorum): QuorumView {
  const { policy } = ruling;
  const { needed, seated, missing } = quorum;
  return {
    needed,
    given: seated.length,
    missing: missing.map((line) => ({
      count: line.count,
      from: viewPeople(request, peopleOf(policy, line), line.from === 'approvers', ruling),
    })),
    approvers: viewPeople(request, policy.approvers, true, ruling),
    reasonRequired: reasonRequired(policy, subject),
    isAssumed: isAssumed(policy, subject),
  };
}

/** As the policy names them, less the requesters where the policy bars them. */
function viewPeople({ origin }: ApprovalRequest, people: People, isApprovers: boolean, ruling: Ruling): PeopleView {
  const barred = ruling.policy.requesterMayApprove ? [] : requestersOf(origin);
  const own = barred.flatMap(({ upn, objectId }) => [foldCase(upn), foldCase(objectId)]);
  return {
    isApprovers,
    users: people.users.filter((user) => !own.includes(foldCase(user))),
    groups: people.groups.map((group) => ruling.groupNames.get(foldCase(group)) ?? group),
  };
}

function viewVoided(request: ApprovalRequest): Pick<RequestView, 'voided'> {
  if (!isOpen(request) || request.voided === undefined) return {};
  const { at, cause, by, approvals } = request.voided;
  const approvers = approvals.map((approval) => approval.by.upn);
  return { voided: { at, cause, ...(by === undefined ? {} : { by: by.upn }), approvers } };
}

function viewAskedAgain(request: ApprovalRequest): Pick<RequestView, 'askedAgain'> {
  if (request.state !== 'expired' || request.askedAgain === undefined) return {};
  return { askedAgain: { requestId: request.askedAgain.as, by: request.askedAgain.by.upn } };
}

function requester({ origin }: ApprovalRequest): Pick<RequestView, 'requestedBy'> {
  if (origin.kind !== 'command') return {};
  const because = origin.because === undefined ? {} : { because: origin.because };
  return { requestedBy: { upn: origin.by.upn, ...because, ...(origin.found ? { found: true } : {}) } };
}

function decisionsOn(request: ApprovalRequest): readonly Decision[] {
  const approvals = 'approvals' in request ? (request.approvals ?? []) : [];
  return request.state === 'rejected' ? [...approvals, request.rejection] : approvals;
}

/** `quorum`: while the request is open. */
function decisionView({ verdict, by, at, reason, revision }: Decision, quorum: Quorum | undefined): DecisionView {
  const fillsNoSeat = quorum !== undefined && !quorum.seated.some((person) => samePerson(person, by));
  return {
    verdict,
    upn: by.upn,
    name: by.name,
    at,
    revision,
    ...(reason === undefined ? {} : { reason }),
    ...(fillsNoSeat ? { fillsNoSeat } : {}),
  };
}

function batchView(batch: Batch, reconcileAfterMs: number): BatchView {
  const { number, state, emailCount, trackingLink, bulkId, problem } = batch;
  const nextLook = nextLookAt(batch, reconcileAfterMs);
  return {
    number,
    state,
    emailCount,
    ...(trackingLink === undefined ? {} : { trackingLink }),
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(problem === undefined ? {} : { problem }),
    ...(state === 'unknown' ? { calls: batch.attempts } : {}),
    ...(state === 'unknown' && batch.looks?.length ? { lastLook: batch.looks.at(-1) as Look } : {}),
    ...(nextLook === undefined ? {} : { nextLookAt: nextLook }),
    ...(needsPerson(batch) ? { needsPerson: true } : {}),
    ...(isReconciled(batch) ? { reconciled: true } : {}),
    ...waiting(batch),
  };
}

function waiting({ state, dueAt, status, waitsFor }: Batch): Pick<BatchView, 'waitsUntil' | 'waitsBecause'> {
  if (state !== 'pending') return {};
  if (waitsFor !== undefined) return { waitsBecause: waitsFor };
  return dueAt === undefined ? {} : { waitsUntil: dueAt, waitsBecause: status === 409 ? 'duplicate' : 'busy' };
}
