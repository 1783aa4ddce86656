/** A request's revision as the policy's rules look at it. */
import type { Memberships, People, PolicySubject } from './policy.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  foldCase,
  isResolved,
  type Revision,
  type RevisionContent,
} from './request.ts';
import { highestSeverity } from './revision.ts';

/** No group is looked up yet: nobody belongs to one, so that a rule naming a group fails closed. */
export const noMemberships: Memberships = () => new Set();

export function policySubject(
  revision: RevisionContent & Pick<Revision, 'recipientCount' | 'peakSeverity'>,
  emails: readonly AnalyzedEmail[],
): PolicySubject {
  const { action, remediateSendersCopy, recipientCount } = revision;
  const severity = highestSeverity(revision.severity, revision.peakSeverity);
  return { action, severity, remediateSendersCopy, recipientCount, hasRecipientIn: (people) => anyOf(emails, people) };
}

/** An email that could not be resolved may have gone to anybody: the strictest case. */
function anyOf(emails: readonly AnalyzedEmail[], people: People): boolean {
  const users = new Set(people.users.map((user) => foldCase(user)));
  return emails.some((email) => !isResolved(email) || users.has(foldCase(email.recipientEmailAddress)));
}

export function contentOf(request: ApprovalRequest): RevisionContent {
  const { action, severity, remediateSendersCopy } = request.revision;
  return { action, severity, remediateSendersCopy };
}
