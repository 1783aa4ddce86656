/** A request's revision as the policy's rules look at it. */
import { mailboxOf } from './ids.ts';
import type { People, PolicySubject } from './policy.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  foldCase,
  isResolved,
  type Revision,
  type RevisionContent,
} from './request.ts';

/** What the directory says of recipients. Undefined: that is not known. */
export interface RecipientDirectory {
  /** Lower-case ids of the groups, among those that the policy names, of whoever has this (lower-case) address. */
  groupsOf(address: string): ReadonlySet<string> | undefined;
  /** The lower-case addresses of a person named by (lower-case) object id. */
  addressesOf(objectId: string): ReadonlySet<string> | undefined;
}

export function policySubject(
  revision: RevisionContent & Pick<Revision, 'recipientCount' | 'severities'>,
  emails: readonly AnalyzedEmail[],
  directory: RecipientDirectory,
): PolicySubject {
  const { action, remediateSendersCopy, recipientCount } = revision;
  const severities = [...new Set([revision.severity, ...revision.severities])];
  // Asked by several functions for each rule, over up to 20,000 emails.
  const answers = new WeakMap<People, boolean | 'unknown'>();
  const hasRecipientIn: PolicySubject['hasRecipientIn'] = (people) => {
    const answer = answers.get(people) ?? anyOf(emails, people, directory);
    answers.set(people, answer);
    return answer;
  };
  return { action, severities, remediateSendersCopy, recipientCount, hasRecipientIn };
}

/** An email that could not be resolved, or what the directory does not tell, may be anybody. */
function anyOf(emails: readonly AnalyzedEmail[], people: People, directory: RecipientDirectory): boolean | 'unknown' {
  const named = mailboxesNamed(people, directory);
  const groups = people.groups.map((group) => foldCase(group));
  function isOneOfThem(email: AnalyzedEmail): boolean | 'unknown' {
    if (!isResolved(email)) return 'unknown';
    const address = foldCase(email.recipientEmailAddress);
    if (named?.has(mailboxOf(address))) return true;
    const belongsTo = groups.length === 0 ? new Set<string>() : directory.groupsOf(address);
    if (belongsTo && groups.some((group) => belongsTo.has(group))) return true;
    return named && belongsTo ? false : 'unknown';
  }
  let answer: boolean | 'unknown' = false;
  for (const email of emails) {
    const one = isOneOfThem(email);
    if (one === true) return true;
    if (one === 'unknown') answer = one;
  }
  return answer;
}

/** Undefined where somebody is named by an object id whose addresses are not known. */
function mailboxesNamed({ users }: People, directory: RecipientDirectory): ReadonlySet<string> | undefined {
  const named = new Set<string>();
  for (const user of users.map((name) => foldCase(name))) {
    const addresses = user.includes('@') ? [user] : directory.addressesOf(user);
    if (!addresses) return undefined;
    for (const address of addresses) named.add(mailboxOf(address));
  }
  return named;
}

/** For a policy that names recipients by address alone. */
export const nobodyKnown: RecipientDirectory = { groupsOf: () => undefined, addressesOf: () => undefined };

export function contentOf(request: ApprovalRequest): RevisionContent {
  const { action, severity, remediateSendersCopy } = request.revision;
  return { action, severity, remediateSendersCopy };
}
