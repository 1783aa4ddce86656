/**
 * The only place where a request changes its state. Pure: (request, event) → the next request, or why not.
 *
 * - pending: waits for its first approval. Entered at creation, and again whenever the content changes
 *   (a new revision voids the approvals of the old one) or the last approval is revoked.
 * - partiallyApproved: somebody approved this very revision, the quorum is not met yet.
 * - approved: the quorum is met for this revision; nothing can change the content any more. Left at once,
 *   in the same transaction, when the batches are written.
 * - submitting: some batch is pending, calling or unknown.
 * - submitted: Graph has taken every batch. Not yet proof of anything.
 * - failed: no batch is under way and at least one was refused; Retry leads back to submitting.
 * - verifying → verified | partlyVerified | unverified: what the mailboxes show.
 * - rejected, expired, withdrawn: ends without remediation, reached only from pending and partiallyApproved. An expired
 *   one can be asked for again, once: the other request is named on it.
 *
 * A reminder and an escalation leave an open request in its state, each once and before its deadline.
 *
 * A decision counts only if it names the current revision and its content hash, and only before
 * `expiresAt`; one person counts once. What names no email cannot be approved: its alert named none (yet), and there is
 * nothing that Graph could be told. It can be rejected, and it expires.
 */
import {
  type ApprovalRequest,
  type Approvals,
  type Decision,
  isOpen,
  isRemediating,
  type OpenRequest,
  type Person,
  type RemediatingRequest,
  type RequestBase,
  type RequestId,
  type Revision,
  type RevisionCause,
  requesterOf,
  samePerson,
} from './request.ts';

export const refusalReasons = [
  'unknownRequest',
  'staleRevision',
  'alreadyDecided',
  'alreadyApprovedByYou',
  'expired',
  'notAnApprover',
  'guest',
  'requesterMayNotApprove',
  'reasonRequired',
  'nothingToRevoke',
  'nothingToRetry',
  'notTheRequester',
  'invalidTransition',
  'tooManyClicks',
  'unknownVerb',
  'badInput',
  'notAMember',
  'channelIsFixed',
  'notAChannel',
  'nothingNew',
  'membershipUnknown',
  'undoOfOpen',
  'undoOfRejected',
  'undoOfExpired',
  'undoOfWithdrawn',
  'undoOfDryRun',
  'undoOfFailed',
  'cannotUndoHardDelete',
  'cannotUndoUndo',
  'nothingToUndo',
  'undoUnread',
  'notYetVerified',
  'undoTooLate',
  'alreadyUndone',
  'undoOvertaken',
  'undoCannotChange',
  'noRequester',
  'searchTooOld',
  'askInPrivate',
  'noMail',
  'nothingToFind',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type LifecycleEvent =
  | {
      readonly kind: 'revised';
      readonly revision: Revision;
      readonly cause: RevisionCause;
      /** Who changed it on the card. */
      readonly by?: Person;
    }
  /** `quorumMet` is the policy's word on the approvals including this one. */
  | { readonly kind: 'approved'; readonly decision: Decision; readonly quorumMet: boolean }
  | { readonly kind: 'rejected'; readonly decision: Decision }
  | { readonly kind: 'revoked'; readonly by: Person; readonly at: number }
  | { readonly kind: 'withdrawn'; readonly by: Person; readonly at: number }
  | { readonly kind: 'reminded'; readonly at: number }
  | { readonly kind: 'escalated'; readonly at: number }
  | { readonly kind: 'expired'; readonly at: number }
  | { readonly kind: 'askedAgain'; readonly as: RequestId; readonly by: Person; readonly at: number }
  | { readonly kind: 'submissionStarted' }
  | { readonly kind: 'submissionEnded'; readonly outcome: 'submitted' | 'failed'; readonly at?: number }
  | { readonly kind: 'retried' }
  | { readonly kind: 'verificationStarted' }
  | { readonly kind: 'verificationEnded'; readonly outcome: 'verified' | 'partlyVerified' | 'unverified' };

export type Transition =
  | { readonly kind: 'moved'; readonly request: ApprovalRequest }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export function transition(request: ApprovalRequest, event: LifecycleEvent): Transition {
  switch (event.kind) {
    case 'revised':
      return inTime(request, event.revision.createdAt, (open) => revise(open, event));
    case 'approved':
      return whileOpen(request, (open) => approve(open, event.decision, event.quorumMet));
    case 'rejected':
      return whileOpen(request, (open) => reject(open, event.decision));
    case 'revoked':
      return inTime(request, event.at, (open) => revoke(open, event.by));
    case 'withdrawn':
      return inTime(request, event.at, (open) => withdraw(open, event.by, event.at));
    case 'reminded':
      return inTime(request, event.at, (open) => remind(open, event.at));
    case 'escalated':
      return inTime(request, event.at, (open) => escalate(open, event.at));
    case 'expired':
      return whileOpen(request, (open) => expire(open, event.at));
    case 'askedAgain':
      return askAgain(request, event);
    case 'submissionStarted':
      return remediating(request, ['approved'], 'submitting');
    case 'submissionEnded':
      return endSubmission(request, event);
    case 'retried':
      return remediating(request, ['failed'], 'submitting');
    case 'verificationStarted':
      return remediating(request, ['submitted'], 'verifying');
    case 'verificationEnded':
      return remediating(request, ['verifying'], event.outcome);
  }
}

const refused = (reason: RefusalReason): Transition => ({ kind: 'refused', reason });
const moved = (request: ApprovalRequest): Transition => ({ kind: 'moved', request });

function whileOpen(request: ApprovalRequest, step: (open: OpenRequest) => Transition): Transition {
  if (isOpen(request)) return step(request);
  return refused(request.state === 'expired' ? 'expired' : 'alreadyDecided');
}

/** Past its deadline a request only waits to be marked expired. */
function inTime(request: ApprovalRequest, at: number, step: (open: OpenRequest) => Transition): Transition {
  return whileOpen(request, (open) => (at >= open.expiresAt ? refused('expired') : step(open)));
}

/** What all states share; everything that belongs to the state left behind is dropped. */
function base(request: ApprovalRequest): RequestBase {
  const { id, tenantId, origin, createdAt, expiresAt, revision, campaignId, earlierRequestId, channelId } = request;
  const { remindedAt, escalatedAt, undoes } = request;
  return {
    id,
    tenantId,
    origin,
    createdAt,
    expiresAt,
    revision,
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(earlierRequestId === undefined ? {} : { earlierRequestId }),
    ...(channelId === undefined ? {} : { channelId }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(remindedAt === undefined ? {} : { remindedAt }),
    ...(escalatedAt === undefined ? {} : { escalatedAt }),
  };
}

function revise(open: OpenRequest, { revision, cause, by }: Extract<LifecycleEvent, { kind: 'revised' }>): Transition {
  if (revision.number !== open.revision.number + 1) return refused('staleRevision');
  const [first, ...rest] = approvalsOf(open);
  if (!first) return moved({ ...openBase(open), revision, state: 'pending' });
  const approvals: Approvals = [first, ...rest];
  const voided = { at: revision.createdAt, cause, ...(by === undefined ? {} : { by }), approvals };
  return moved({ ...base(open), revision, state: 'pending', voided });
}

/** What open requests share besides: which approvals a revision took away is told until the request is decided. */
function openBase(open: OpenRequest): RequestBase & Pick<OpenRequest, 'voided'> {
  return { ...base(open), ...(open.voided === undefined ? {} : { voided: open.voided }) };
}

/** What ends without remediation still tells who had approved. */
function ended(open: OpenRequest): RequestBase & { approvals?: Approvals } {
  return { ...base(open), ...(open.state === 'partiallyApproved' ? { approvals: open.approvals } : {}) };
}

/** Undefined where the decision is for exactly what the request holds now, in time. */
function untimely(open: OpenRequest, decision: Decision): RefusalReason | undefined {
  if (decision.revision !== open.revision.number) return 'staleRevision';
  if (decision.contentHash !== open.revision.contentHash) return 'staleRevision';
  return decision.at >= open.expiresAt ? 'expired' : undefined;
}

function approve(open: OpenRequest, decision: Decision, quorumMet: boolean): Transition {
  const problem = untimely(open, decision);
  if (problem) return refused(problem);
  if (decision.verdict !== 'approve') return refused('invalidTransition');
  if (open.revision.emailCount === 0) return refused('noMail');
  const before = approvalsOf(open);
  if (before.some((earlier) => samePerson(earlier.by, decision.by))) return refused('alreadyApprovedByYou');
  const [first = decision, ...rest] = [...before, decision];
  const approvals: Approvals = [first, ...rest];
  if (quorumMet) return moved({ ...base(open), state: 'approved', approvals });
  return moved({ ...openBase(open), state: 'partiallyApproved', approvals });
}

function reject(open: OpenRequest, decision: Decision): Transition {
  const problem = untimely(open, decision);
  if (problem) return refused(problem);
  if (decision.verdict !== 'reject') return refused('invalidTransition');
  if (!decision.reason?.trim()) return refused('reasonRequired');
  return moved({ ...ended(open), state: 'rejected', rejection: decision });
}

function revoke(open: OpenRequest, by: Person): Transition {
  const before = approvalsOf(open);
  const [first, ...rest] = before.filter((approval) => !samePerson(approval.by, by));
  if (before.length === rest.length + (first ? 1 : 0)) return refused('nothingToRevoke');
  if (!first) return moved({ ...openBase(open), state: 'pending' });
  return moved({ ...openBase(open), state: 'partiallyApproved', approvals: [first, ...rest] });
}

function withdraw(open: OpenRequest, by: Person, at: number): Transition {
  const requester = requesterOf(open.origin);
  if (requester === undefined) return refused('noRequester');
  if (!samePerson(requester, by)) return refused('notTheRequester');
  return moved({ ...ended(open), state: 'withdrawn', withdrawnBy: by, withdrawnAt: at });
}

function expire(open: OpenRequest, at: number): Transition {
  if (at < open.expiresAt) return refused('invalidTransition');
  return moved({ ...ended(open), state: 'expired', expiredAt: at });
}

/** Once: who was asked twice in one thread looks at neither. */
function remind(open: OpenRequest, at: number): Transition {
  return open.remindedAt === undefined ? moved({ ...open, remindedAt: at }) : refused('invalidTransition');
}

/** Approvals stand; only who else may give one changes. It is never taken back. */
function escalate(open: OpenRequest, at: number): Transition {
  return open.escalatedAt === undefined ? moved({ ...open, escalatedAt: at }) : refused('invalidTransition');
}

function askAgain(
  request: ApprovalRequest,
  { as, by, at }: Extract<LifecycleEvent, { kind: 'askedAgain' }>,
): Transition {
  if (request.state !== 'expired' || request.askedAgain !== undefined) return refused('invalidTransition');
  return moved({ ...request, askedAgain: { as, by, at } });
}

function remediating(
  request: ApprovalRequest,
  from: readonly RemediatingRequest['state'][],
  to: RemediatingRequest['state'],
): Transition {
  if (!isRemediating(request) || !from.includes(request.state)) return refused('invalidTransition');
  return moved({ ...base(request), state: to, approvals: request.approvals });
}

function endSubmission(
  request: ApprovalRequest,
  { outcome, at }: Extract<LifecycleEvent, { kind: 'submissionEnded' }>,
): Transition {
  const next = remediating(request, ['submitting'], outcome);
  if (next.kind === 'refused' || next.request.state !== 'failed' || at === undefined) return next;
  return moved({ ...next.request, failedAt: at });
}

/** The approvals that count for the current revision. */
export function approvalsOf(request: ApprovalRequest): readonly Decision[] {
  return request.state === 'partiallyApproved' || isRemediating(request) ? request.approvals : [];
}
