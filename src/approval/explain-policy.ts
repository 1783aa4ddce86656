/**
 * What a policy would ask for a removal, and what it would say to one person: for whoever writes the policy, before
 * anything is removed. Nothing is looked up: what only the directory knows is told apart from what the file says.
 */
import type { RefusalReason } from './lifecycle.ts';
import {
  type Condition,
  isOneOf,
  type Memberships,
  type Policy,
  type PolicySubject,
  type Requirement,
  type Rule,
  reasonRequired,
  unmetConditions,
  whyNotApprove,
  whyNotReject,
} from './policy.ts';
import { nobodyKnown, policySubject, type RecipientDirectory } from './policy-subject.ts';
import { quorumOf } from './quorum.ts';
import {
  type EmailByMessage,
  foldCase,
  type Origin,
  type Person,
  type RemediationAction,
  type Severity,
} from './request.ts';

export interface PolicyQuestion {
  readonly action: RemediationAction;
  readonly severity: Severity;
  readonly remediateSendersCopy: boolean;
  readonly recipientCount: number;
  /** Addresses of some or all of them. The others are taken for people that no rule names. */
  readonly recipients: readonly string[];
  readonly asker?: Asker;
}

export interface Asker {
  readonly person: Person;
  /** It was they who asked for the removal. */
  readonly isRequester: boolean;
  /** Ids of groups that the person is said to belong to. */
  readonly memberOf: readonly string[];
}

export interface RuleReading {
  /** As people count the rules of the file: from 1. */
  readonly number: number;
  readonly rule: Rule;
  /** `mayApply`: hangs on who belongs to a group or has which addresses; counted as if it applied. */
  readonly verdict: 'applies' | 'mayApply' | 'doesNotApply';
  /** Of a rule that does not apply: which of its conditions do not hold. */
  readonly unmet: readonly Condition[];
}

export interface PolicyReading {
  readonly rules: readonly RuleReading[];
  readonly reasonRequired: boolean;
  /** Distinct people at least. */
  readonly needed: number;
  readonly missing: readonly Requirement[];
  readonly asker?: AskerReading;
}

export interface AskerReading {
  /** Where they are named: among the approvers, and (by number) in rules that apply. */
  readonly isApprover: boolean;
  readonly namedIn: readonly number[];
  /** Undefined: they may. */
  readonly whyNotApprove: RefusalReason | undefined;
  readonly whyNotReject: RefusalReason | undefined;
  /** What would be missing after their approval. */
  readonly missingAfter: readonly Requirement[];
}

/** Where the directory does not tell, the service holds a rule to apply; by this one it would not. */
const strangersAll: RecipientDirectory = { groupsOf: () => new Set(), addressesOf: () => new Set() };

export function explainPolicy(policy: Policy, question: PolicyQuestion): PolicyReading {
  const strict = subjectOf(question, nobodyKnown);
  const lenient = subjectOf(question, strangersAll);
  const rules = policy.rules.map((rule, index) => readRule(rule, index + 1, strict, lenient));
  const { needed, missing } = quorumOf(policy, strict, [], () => new Set());
  const { asker } = question;
  return {
    rules,
    reasonRequired: reasonRequired(policy, strict),
    needed,
    missing,
    ...(asker === undefined ? {} : { asker: readAsker(policy, strict, asker, rules) }),
  };
}

function readRule(rule: Rule, number: number, strict: PolicySubject, lenient: PolicySubject): RuleReading {
  const unmet = unmetConditions(rule, strict);
  if (unmet.length > 0) return { number, rule, verdict: 'doesNotApply', unmet };
  const isCertain = unmetConditions(rule, lenient).length === 0;
  return { number, rule, verdict: isCertain ? 'applies' : 'mayApply', unmet };
}

function readAsker(
  policy: Policy,
  subject: PolicySubject,
  { person, isRequester, memberOf }: Asker,
  rules: readonly RuleReading[],
): AskerReading {
  const groups = new Set(memberOf.map(foldCase));
  const groupsOf: Memberships = () => groups;
  const origin: Origin = isRequester ? { kind: 'command', by: person } : { kind: 'alert', source: '' };
  const isNamedIn = ({ verdict, rule }: RuleReading) =>
    verdict !== 'doesNotApply' &&
    rule.require.some(({ from }) => from !== 'approvers' && isOneOf(person, from, groupsOf));
  return {
    isApprover: isOneOf(person, policy.approvers, groupsOf),
    namedIn: rules.filter(isNamedIn).map(({ number }) => number),
    whyNotApprove: whyNotApprove(policy, subject, person, origin, groupsOf),
    whyNotReject: whyNotReject(policy, subject, person, groupsOf),
    missingAfter: quorumOf(policy, subject, [person], groupsOf).missing,
  };
}

function subjectOf(question: PolicyQuestion, directory: RecipientDirectory): PolicySubject {
  const emails = question.recipients.map((recipientEmailAddress): EmailByMessage => {
    return { networkMessageId: '', recipientEmailAddress };
  });
  return policySubject({ ...question, severities: [question.severity] }, emails, directory);
}
