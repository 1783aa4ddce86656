/**
 * Who may decide, and how many must agree. Decided on the server, from the policy file, for the person that
 * Teams authenticated. Rules add to each other: all that match must be met; within one rule every line needs
 * different people; one person may count in several rules.
 *
 * Memberships of Entra groups are looked up outside and handed in; a group that was not looked up counts as
 * "not a member", so that trouble there fails closed.
 */
import type { RefusalReason } from './lifecycle.ts';
import {
  foldCase,
  type Origin,
  type Person,
  type RemediationAction,
  requestersOf,
  type Severity,
  samePerson,
} from './request.ts';

export interface People {
  /** UPNs or Entra object ids, compared without case. */
  readonly users: readonly string[];
  /** Entra group ids. */
  readonly groups: readonly string[];
}

export interface Requirement {
  readonly from: 'approvers' | People;
  readonly count: number;
}

export interface Rule {
  readonly when: {
    readonly action?: readonly RemediationAction[];
    readonly severity?: readonly Severity[];
    /** More recipients than this. */
    readonly recipientsOver?: number;
    readonly recipientIn?: People;
    readonly remediateSendersCopy?: boolean;
  };
  readonly require: readonly Requirement[];
  readonly reasonRequired: boolean;
}

export interface Policy {
  readonly approvers: People;
  readonly guests: boolean;
  readonly requesterMayApprove: boolean;
  readonly expiresAfterMs: number;
  readonly remindAfterMs?: number;
  readonly escalateAfterMs?: number;
  readonly escalateTo?: People;
  readonly rules: readonly Rule[];
  /** Of an escalated request alone (escalation.ts): who is an approver anyway. `approvers` holds the others as well. */
  readonly regularApprovers?: People;
}

/** What the rules look at: the revision, and whether one of its recipients belongs to a set of people. */
export interface PolicySubject {
  readonly action: RemediationAction;
  /** Every severity that the request ever had, or gets with this decision. */
  readonly severities: readonly Severity[];
  readonly remediateSendersCopy: boolean;
  readonly recipientCount: number;
  /** `unknown`: an email that could not be resolved, or the directory did not tell. */
  hasRecipientIn(people: People): boolean | 'unknown';
}

/** The ids, in lower case, of the groups that somebody is known to belong to. */
export type Memberships = (person: Person) => ReadonlySet<string>;

export function isOneOf(person: Person, people: People, groupsOf: Memberships): boolean {
  const names = people.users.map((user) => foldCase(user));
  if (names.includes(foldCase(person.upn)) || names.includes(foldCase(person.objectId))) return true;
  if (people.groups.length === 0) return false;
  const memberOf = groupsOf(person);
  return people.groups.some((group) => memberOf.has(foldCase(group)));
}

type When = Rule['when'];
export type Condition = keyof When;

/** What a rule's conditions ask of a subject; one that the rule does not have always holds. The dearest stands last. */
const conditions: { readonly [Key in Condition]-?: (when: When, subject: PolicySubject) => boolean | 'unknown' } = {
  action: ({ action }, subject) => action === undefined || action.includes(subject.action),
  severity: ({ severity }, { severities }) =>
    severity === undefined || severities.some((one) => severity.includes(one)),
  recipientsOver: ({ recipientsOver = -1 }, subject) => subject.recipientCount > recipientsOver,
  remediateSendersCopy: ({ remediateSendersCopy: asked }, subject) =>
    asked === undefined || asked === subject.remediateSendersCopy,
  recipientIn: ({ recipientIn }, subject) => recipientIn === undefined || subject.hasRecipientIn(recipientIn),
};

/** What is not known counts as if it held. */
function mayMatch({ when }: Rule, subject: PolicySubject): boolean {
  return Object.values(conditions).every((holds) => holds(when, subject) !== false);
}

function surelyMatches({ when }: Rule, subject: PolicySubject): boolean {
  return Object.values(conditions).every((holds) => holds(when, subject) === true);
}

/** Why the rule does not apply: the conditions that do not hold. */
export function unmetConditions({ when }: Rule, subject: PolicySubject): Condition[] {
  return (Object.keys(conditions) as Condition[]).filter((name) => conditions[name](when, subject) === false);
}

/** The lower-case ids of all groups that people are looked up in. Those of `escalateTo` count once it is escalated. */
export function groupsNamed({ approvers, rules }: Policy): string[] {
  const lines = rules.flatMap((rule) => rule.require.flatMap(({ from }) => (from === 'approvers' ? [] : [from])));
  return [...new Set([approvers, ...lines].flatMap(({ groups }) => groups.map(foldCase)))];
}

/** What rules by recipient name other than by address, in lower case. */
export function recipientsNamed({ rules }: Policy): { groups: string[]; objectIds: string[] } {
  const people = rules.flatMap(({ when }) => (when.recipientIn ? [when.recipientIn] : []));
  const users = people.flatMap(({ users }) => users.map(foldCase));
  return {
    groups: [...new Set(people.flatMap(({ groups }) => groups.map(foldCase)))],
    objectIds: [...new Set(users.filter((user) => !user.includes('@')))],
  };
}

/** Does any rule ask how severe it is? Where none does, the alerts that wait to be joined need not be read. */
export function looksAtSeverity(policy: Policy): boolean {
  return policy.rules.some(({ when }) => when.severity !== undefined);
}

/** Does any rule ask who the recipients are? Where none does, they need not be read. */
export function looksAtRecipients(policy: Policy): boolean {
  return policy.rules.some(({ when }) => when.recipientIn !== undefined);
}

const oneApprover: readonly Requirement[] = [{ from: 'approvers', count: 1 }];

/**
 * The lines to be met, rule by rule; without a matching rule: one approver. A rule that is only assumed, because a
 * recipient is not known, comes on top of what holds without it: it never takes a decision from those who have it.
 */
export function requirementsFor(policy: Policy, subject: PolicySubject): readonly (readonly Requirement[])[] {
  const asking = policy.rules.filter(({ require }) => require.length > 0);
  const isCertain = asking.some((rule) => surelyMatches(rule, subject));
  const lists = asking.filter((rule) => mayMatch(rule, subject)).map(({ require }) => require);
  return isCertain ? lists : [oneApprover, ...lists];
}

/** Does a rule count only because a recipient is not known? */
export function isAssumed(policy: Policy, subject: PolicySubject): boolean {
  return policy.rules.some((rule) => mayMatch(rule, subject) && !surelyMatches(rule, subject));
}

export function reasonRequired(policy: Policy, subject: PolicySubject): boolean {
  return policy.rules.some((rule) => rule.reasonRequired && mayMatch(rule, subject));
}

export const peopleOf = (policy: Policy, requirement: Requirement): People =>
  requirement.from === 'approvers' ? policy.approvers : requirement.from;

/** Why this person is no regular approver, whatever the request; undefined where they are. (Channel binding, reading.) */
export function whyNotApprover(policy: Policy, person: Person, groupsOf: Memberships): RefusalReason | undefined {
  if (person.isGuest && !policy.guests) return 'guest';
  return isOneOf(person, policy.approvers, groupsOf) ? undefined : 'notAnApprover';
}

/** Does any rule name this person among those that it asks for, whatever it governs? */
function namedByRule(policy: Policy, person: Person, groupsOf: Memberships): boolean {
  const lines = policy.rules.flatMap(({ require }) => require);
  return lines.some((line) => isOneOf(person, peopleOf(policy, line), groupsOf));
}

/** Is there any request on which the policy gives this person a say? */
export function mayHaveSay(policy: Policy, person: Person, groupsOf: Memberships): boolean {
  const reason = whyNotApprover(policy, person, groupsOf);
  return reason === undefined || (reason === 'notAnApprover' && namedByRule(policy, person, groupsOf));
}

/** Why the policy gives this person no say on this subject; undefined where it does. */
export function whyNotEntitled(
  policy: Policy,
  subject: PolicySubject,
  person: Person,
  groupsOf: Memberships,
): RefusalReason | undefined {
  return whyNotNamed(policy, requirementsFor(policy, subject).flat(), person, groupsOf);
}

/** To reject ends a request for everybody: whom only an assumed rule names, may not. */
export function whyNotReject(
  policy: Policy,
  subject: PolicySubject,
  person: Person,
  groupsOf: Memberships,
): RefusalReason | undefined {
  const certain = policy.rules.filter((rule) => surelyMatches(rule, subject)).flatMap(({ require }) => require);
  return whyNotNamed(policy, certain, person, groupsOf);
}

function whyNotNamed(
  policy: Policy,
  lines: readonly Requirement[],
  person: Person,
  groupsOf: Memberships,
): RefusalReason | undefined {
  if (person.isGuest && !policy.guests) return 'guest';
  const isNamed =
    isOneOf(person, policy.approvers, groupsOf) ||
    lines.some((line) => isOneOf(person, peopleOf(policy, line), groupsOf));
  return isNamed ? undefined : 'notAnApprover';
}

/** Why this person may not approve; undefined where they may. */
export function whyNotApprove(
  policy: Policy,
  subject: PolicySubject,
  person: Person,
  origin: Origin,
  groupsOf: Memberships,
): RefusalReason | undefined {
  const barred = whyNotEntitled(policy, subject, person, groupsOf);
  if (barred) return barred;
  return isOwnRequest(policy, person, origin) ? 'requesterMayNotApprove' : undefined;
}

/** Could this person's approval count at all, wherever they are named? The policy may have changed since it was given. */
export function mayCount(policy: Policy, person: Person, origin: Origin | undefined): boolean {
  if (person.isGuest && !policy.guests) return false;
  return origin === undefined || !isOwnRequest(policy, person, origin);
}

function isOwnRequest(policy: Policy, person: Person, origin: Origin): boolean {
  return !policy.requesterMayApprove && requestersOf(origin).some((requester) => samePerson(requester, person));
}
