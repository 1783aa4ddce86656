/** A request's revision as the policy's rules look at it. */
import type { People, PolicySubject } from './policy.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  foldCase,
  isResolved,
  type Revision,
  type RevisionContent,
} from './request.ts';
import { highestSeverity } from './revision.ts';

/** What the directory says of recipients. Undefined: that is not known. */
export interface RecipientDirectory {
  /** Lower-case ids of the groups, among those that the policy names, of whoever has this (lower-case) address. */
  groupsOf(address: string): ReadonlySet<string> | undefined;
  /** The lower-case addresses of a person named by (lower-case) object id. */
  addressesOf(objectId: string): ReadonlySet<string> | undefined;
}

export function policySubject(
  revision: RevisionContent & Pick<Revision, 'recipientCount' | 'peakSeverity'>,
  emails: readonly AnalyzedEmail[],
  directory: RecipientDirectory,
): PolicySubject {
  const { action, remediateSendersCopy, recipientCount } = revision;
  const severity = highestSeverity(revision.severity, revision.peakSeverity);
  const hasRecipientIn = (people: People) => anyOf(emails, people, directory);
  return { action, severity, remediateSendersCopy, recipientCount, hasRecipientIn };
}

/** An email that could not be resolved, or what the directory does not tell, may be anybody: the strictest case. */
function anyOf(emails: readonly AnalyzedEmail[], people: People, directory: RecipientDirectory): boolean {
  const named = people.users.map((user) => foldCase(user));
  const known = named.map((user) => (user.includes('@') ? new Set([user]) : directory.addressesOf(user)));
  const groups = people.groups.map((group) => foldCase(group));
  return emails.some((email) => {
    if (!isResolved(email)) return true;
    const address = foldCase(email.recipientEmailAddress);
    if (known.some((addresses) => addresses?.has(address) ?? true)) return true;
    if (groups.length === 0) return false;
    const belongsTo = directory.groupsOf(address);
    return groups.some((group) => belongsTo?.has(group) ?? true);
  });
}

/** For a policy that names recipients by address alone. */
export const nobodyKnown: RecipientDirectory = { groupsOf: () => undefined, addressesOf: () => undefined };

export function contentOf(request: ApprovalRequest): RevisionContent {
  const { action, severity, remediateSendersCopy } = request.revision;
  return { action, severity, remediateSendersCopy };
}
