/** What stands against a click on Approve or Reject, before anything of it is written. */
import { approvalsOf, type RefusalReason } from '../approval/lifecycle.ts';
import { groupsNamed, type Memberships, type PolicySubject, whyNotApprove, whyNotReject } from '../approval/policy.ts';
import { contentOf, policySubject } from '../approval/policy-subject.ts';
import { approversOf, quorumOf } from '../approval/quorum.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  type Decision,
  isOpen,
  type OpenRequest,
  type Person,
  type Revision,
  type RevisionContent,
} from '../approval/request.ts';
import { sameContent } from '../approval/revision.ts';
import { certain, type Ruling } from './consult-policy.ts';
import type { CardClick } from './steps.ts';

export interface Asked {
  readonly verdict: Decision['verdict'];
  readonly click: CardClick;
  readonly by: Person;
  readonly ruling: Ruling;
}

/** The click against the request as it stands at this moment. */
export interface Attempt extends Asked {
  readonly now: number;
  /** What would be decided on: the card's content, or what was chosen on it in the same click. */
  readonly content: RevisionContent;
  readonly emails: readonly AnalyzedEmail[];
  readonly subject: PolicySubject;
}

export function attemptOf(
  asked: Asked,
  request: ApprovalRequest,
  { emails, severities, now }: Pick<Attempt, 'emails' | 'now'> & Pick<Revision, 'severities'>,
): Attempt {
  const stands = contentOf(request);
  const content = asked.verdict === 'approve' ? chosenOn(asked.click, stands) : stands;
  const subject = policySubject({ ...request.revision, ...content, severities }, emails, asked.ruling.recipients);
  return { ...asked, now, content, emails, subject };
}

function chosenOn(click: CardClick, stands: RevisionContent): RevisionContent {
  return {
    action: click.action ?? stands.action,
    severity: click.severity ?? stands.severity,
    remediateSendersCopy: click.remediateSendersCopy ?? stands.remediateSendersCopy,
  };
}

/** Who may not decide learns nothing more, not even that it is too late. */
export function whyNotDecide(request: ApprovalRequest, attempt: Attempt): RefusalReason | undefined {
  const { verdict, subject, by, now, ruling } = attempt;
  const { policy, groupsOf } = ruling;
  const barred =
    verdict === 'approve'
      ? whyNotApprove(policy, subject, by, request.origin, groupsOf)
      : whyNotReject(policy, subject, by, groupsOf);
  if (barred) return certain(ruling, by, barred);
  const isLate = isOpen(request) ? now >= request.expiresAt : request.state === 'expired';
  return isLate ? 'expired' : undefined;
}

/** Its alert named no message in a mailbox: there is nothing that an approval could be for. */
export function lacksMail({ revision }: ApprovalRequest, { verdict }: Attempt): boolean {
  return verdict === 'approve' && revision.emailCount === 0;
}

/** An undo puts back what was moved and does nothing else. Its card offers no choice: one that comes is not from it. */
export function isOtherThanUndo({ undoes, revision }: ApprovalRequest, { content }: Attempt): boolean {
  const isSame = content.action === revision.action && content.remediateSendersCopy === revision.remediateSendersCopy;
  return undoes !== undefined && !isSame;
}

/** Whose approvals count once this one does: on other content than they approved, nobody else's. */
export function approversWith(request: OpenRequest, { by, content, subject, ruling }: Attempt): readonly Person[] {
  const before = sameContent(content, request.revision) ? approvalsOf(request) : [];
  return [...approversOf(ruling.policy, subject, before), by];
}

/** Does this approval, with those that stand, meet the quorum? */
export function completes(request: OpenRequest, attempt: Attempt): boolean {
  return isMetIf(request, attempt, attempt.ruling.groupsOf);
}

/**
 * An approval that may complete the quorum, and cannot be weighed, is not taken: once recorded it could not be given
 * again. `unasked`: somebody approved since the directory was asked; `failed`: the directory did not answer; undefined
 * where it makes no difference whose groups are not known.
 */
export function whatIsUnclear(request: OpenRequest, attempt: Attempt): 'unasked' | 'failed' | undefined {
  const { ruling } = attempt;
  const everyGroup = new Set(groupsNamed(ruling.policy));
  const atBest: Memberships = (person) => (ruling.standing(person) === 'asked' ? ruling.groupsOf(person) : everyGroup);
  if (completes(request, attempt) || !isMetIf(request, attempt, atBest)) return undefined;
  return approversWith(request, attempt).some((person) => ruling.standing(person) === 'unasked') ? 'unasked' : 'failed';
}

function isMetIf(request: OpenRequest, attempt: Attempt, groupsOf: Memberships): boolean {
  const { subject, ruling } = attempt;
  return quorumOf(ruling.policy, subject, approversWith(request, attempt), groupsOf, request.origin).isMet;
}
