/** What `npm run policy` prints. */
import { escalationOf } from '../approval/escalation.ts';
import type { AskerReading, PolicyQuestion, PolicyReading, RuleReading } from '../approval/explain-policy.ts';
import {
  type Condition,
  groupsNamed,
  looksAtRecipients,
  type People,
  type Policy,
  type Requirement,
  type Rule,
} from '../approval/policy.ts';

export function describeExplanation(policy: Policy, question: PolicyQuestion, reading: PolicyReading): string {
  const { asker } = reading;
  const paragraphs = [
    [describeQuestion(question)],
    reading.rules.flatMap(describeRule),
    describeNeed(policy, reading),
    describeDeadlines(policy),
    asker === undefined ? [] : describeAsker(question, asker),
    describeGuesses(policy, question, reading),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function describeQuestion({ action, recipientCount, severity, remediateSendersCopy }: PolicyQuestion): string {
  const recipients = recipientCount === 1 ? '1 recipient' : `${recipientCount} recipients`;
  const copy = remediateSendersCopy ? "together with the sender's copy" : "without the sender's copy";
  return `Asked: ${action} for ${recipients}, severity ${severity}, ${copy}.`;
}

const verdicts: Record<RuleReading['verdict'], string> = {
  applies: 'applies',
  mayApply: 'may apply, and counts as if it did',
  doesNotApply: 'does not apply',
};

function describeRule({ number, rule, verdict, unmet }: RuleReading): string[] {
  if (verdict === 'doesNotApply') {
    const why = unmet.map((condition) => unmetSentences[condition](rule.when));
    return [`Rule ${number} ${verdicts[verdict]}: ${why.join('; ')}.`];
  }
  const present = (Object.keys(metSentences) as Condition[]).filter((condition) => condition in rule.when);
  const sentences = verdict === 'mayApply' ? guessedSentences : metSentences;
  const why = present.map((condition) => sentences[condition](rule.when));
  return [
    `Rule ${number} ${verdicts[verdict]}: ${why.join('; ') || 'it has no conditions'}.`,
    `  It asks for ${asked(rule)}.`,
  ];
}

type Sentences = Record<Condition, (when: Rule['when']) => string>;

const metSentences: Sentences = {
  action: ({ action = [] }) => `the action is ${either(action)}`,
  severity: ({ severity = [] }) => `the severity is ${either(severity)}`,
  recipientsOver: ({ recipientsOver = 0 }) => `there are more than ${recipientsOver} recipients`,
  remediateSendersCopy: ({ remediateSendersCopy }) => sendersCopy(remediateSendersCopy === true),
  recipientIn: ({ recipientIn }) => `a recipient is one of ${people(recipientIn)}`,
};

/** Only recipients can be somebody whom the file alone does not show. */
const guessedSentences: Sentences = {
  ...metSentences,
  recipientIn: ({ recipientIn }) => `a recipient may be one of ${people(recipientIn)}`,
};

const unmetSentences: Sentences = {
  action: ({ action = [] }) => `the action is not ${either(action)}`,
  severity: ({ severity = [] }) => `the severity is not ${either(severity)}`,
  recipientsOver: ({ recipientsOver = 0 }) => `there are not more than ${recipientsOver} recipients`,
  remediateSendersCopy: ({ remediateSendersCopy }) => sendersCopy(remediateSendersCopy !== true),
  recipientIn: ({ recipientIn }) => `no recipient that was named is one of ${people(recipientIn)}`,
};

function sendersCopy(isRemoved: boolean): string {
  return isRemoved ? "the sender's copy is to be removed" : "the sender's copy stays";
}

function asked({ require, reasonRequired }: Rule): string {
  const lines = require.map(seats);
  const different = require.length > 1 ? ' (all different people)' : '';
  const reason = reasonRequired ? ['a reason from whoever approves'] : [];
  return both([...(lines.length === 0 ? [] : [`${both(lines)}${different}`]), ...reason]);
}

function describeNeed(policy: Policy, { needed, missing, reasonRequired, rules }: PolicyReading): string[] {
  const isDefault = !rules.some(({ verdict, rule }) => verdict !== 'doesNotApply' && rule.require.length > 0);
  const why = isDefault ? ', because no rule that applies asks for more' : '';
  const several = missing.length > 1 ? ' One person may count in several rules.' : '';
  return [
    `Needed: ${needed === 1 ? '1 person' : `at least ${needed} different people`}: ${both(missing.map(seats))}${why}.${several}`,
    ...(reasonRequired ? ['Whoever approves must give a reason.'] : []),
    `Approvers are ${people(policy.approvers)}.`,
  ];
}

/** What happens while nobody decides. */
function describeDeadlines(policy: Policy): string[] {
  const { expiresAfterMs, remindAfterMs } = policy;
  const escalation = escalationOf(policy);
  const isInTime = (afterMs: number | undefined): afterMs is number =>
    afterMs !== undefined && afterMs < expiresAfterMs;
  return [
    ...(isInTime(remindAfterMs) ? [`Undecided after ${time(remindAfterMs)}: the thread is reminded, once.`] : []),
    ...(escalation !== undefined && isInTime(escalation.afterMs)
      ? [
          `Undecided after ${time(escalation.afterMs)}: escalated to ${people(escalation.to)}, who may then approve in the place of an approver.`,
        ]
      : []),
    `Undecided after ${time(expiresAfterMs)}: it expires, and nothing is done.`,
  ];
}

const units = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1_000 } as const;

/** In as few units as say it exactly: `1 day 12 hours`. */
function time(ms: number): string {
  let left = ms;
  const parts = Object.entries(units).flatMap(([unit, size]) => {
    const count = unit === 'second' ? left / size : Math.floor(left / size);
    left -= count * size;
    if (count === 0) return [];
    return [count === 1 ? `1 ${unit}` : `${count} ${unit}s`];
  });
  return parts.join(' ');
}

function describeAsker({ asker }: PolicyQuestion, reading: AskerReading): string[] {
  const name = asker?.person.name ?? '';
  const reject = reading.whyNotReject === undefined ? [`${name} may reject, with a reason.`] : [];
  if (reading.whyNotApprove !== undefined) {
    const may = reject.length === 0 ? 'may neither approve nor reject' : 'may not approve';
    return [`${name} ${may}: ${whyNot[reading.whyNotApprove] ?? reading.whyNotApprove}.`, ...reject];
  }
  const rules = reading.namedIn.map((number) => `in rule ${number}`);
  const places = [...(reading.isApprover ? ['among the approvers'] : []), ...rules];
  const left = reading.missingAfter;
  const after = left.length === 0 ? 'that is enough' : `still needed then: ${both(left.map(seats))}`;
  return [`${name} may approve, being named ${both(places)}; ${after}.`, ...reject];
}

const whyNot: Readonly<Record<string, string>> = {
  guest: 'guests may not decide under this policy',
  notAnApprover: 'named neither among the approvers nor in a rule that applies',
  requesterMayNotApprove: 'whoever asked for it may not approve it under this policy',
};

/** What this command cannot know. */
function describeGuesses(policy: Policy, question: PolicyQuestion, { rules }: PolicyReading): string[] {
  const { asker, recipients, recipientCount } = question;
  const unnamed = recipientCount - recipients.length;
  return [
    ...(asker === undefined || groupsNamed(policy).length === 0
      ? []
      : [memberships(asker.person.name, asker.memberOf)]),
    ...(asker !== undefined && isNamedOtherwise(policy, asker.person.upn !== '')
      ? [`Some people are named by ${asker.person.upn === '' ? 'UPN' : 'object id'} only: ask again with that --as.`]
      : []),
    ...(looksAtRecipients(policy) && unnamed > 0
      ? ['Recipients that no --recipient names are taken for people that no rule names.']
      : []),
    ...(rules.some(({ verdict }) => verdict === 'mayApply')
      ? [
          'Which groups and addresses recipients have is not looked up here; a rule that hangs on it counts as applying.',
        ]
      : []),
  ];
}

function memberships(name: string, memberOf: readonly string[]): string {
  const known = memberOf.length === 0 ? 'no group' : `${both(memberOf.map((id) => `group ${id}`))} and no other`;
  return `Entra is not asked here: ${name} is taken for a member of ${known} (--member-of).`;
}

function isNamedOtherwise({ approvers, rules }: Policy, isByUpn: boolean): boolean {
  const lines = rules.flatMap(({ require }) => require.flatMap(({ from }) => (from === 'approvers' ? [] : [from])));
  return [approvers, ...lines].some(({ users }) => users.some((user) => user.includes('@') !== isByUpn));
}

function seats({ from, count }: Requirement): string {
  if (from === 'approvers') return count === 1 ? '1 approver' : `${count} approvers`;
  return `${count} of ${people(from)}`;
}

function people(named: People | undefined): string {
  return either([...(named?.users ?? []), ...(named?.groups ?? []).map((id) => `group ${id}`)]);
}

function either(items: readonly string[]): string {
  return drawn(items, 'or');
}

function both(items: readonly string[]): string {
  return drawn(items, 'and');
}

function drawn(items: readonly string[], word: string): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}
