/** A request's revision as the policy's rules look at it. */
import type { Memberships, People, PolicySubject } from '../approval/policy.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  isResolved,
  type Revision,
  type RevisionContent,
} from '../approval/request.ts';

/** No group is looked up yet: nobody belongs to one, so that a rule naming a group fails closed. */
export const noMemberships: Memberships = () => new Set();

export function policySubject(
  revision: RevisionContent & Pick<Revision, 'recipientCount'>,
  emails: readonly AnalyzedEmail[],
): PolicySubject {
  const { action, severity, remediateSendersCopy, recipientCount } = revision;
  return { action, severity, remediateSendersCopy, recipientCount, hasRecipientIn: (people) => anyOf(emails, people) };
}

/** An email that could not be resolved may have gone to anybody: the strictest case. */
function anyOf(emails: readonly AnalyzedEmail[], people: People): boolean {
  const users = new Set(people.users.map((user) => user.toLowerCase()));
  return emails.some((email) => !isResolved(email) || users.has(email.recipientEmailAddress.toLowerCase()));
}

export function contentOf(request: ApprovalRequest): RevisionContent {
  const { action, severity, remediateSendersCopy } = request.revision;
  return { action, severity, remediateSendersCopy };
}
