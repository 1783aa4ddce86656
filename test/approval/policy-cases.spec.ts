/** Policy files read as the service reads them, and what comes of clicks under them: every case names what decides. */
import assert from 'node:assert/strict';
import {
  type Memberships,
  type Requirement,
  reasonRequired,
  whyNotApprove,
  whyNotReject,
} from '../../src/approval/policy.ts';
import { policySubject, type RecipientDirectory } from '../../src/approval/policy-subject.ts';
import { quorumOf } from '../../src/approval/quorum.ts';
import type { AnalyzedEmail, Origin, Person, RevisionContent, Severity } from '../../src/approval/request.ts';
import { messageA } from '../support/builders.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { parsed } from './policy-files.ts';

const [analysts, leads, vips] = ['a', 'b', 'c'].map((last) => `99999999-0000-4000-8000-00000000000${last}`);
const ceoId = '77777777-0000-4000-8000-000000000000';
const person = (digit: string, name: string): Person => ({
  ...ana,
  objectId: `${digit.repeat(8)}-0000-4000-8000-000000000000`,
  upn: `${name}@contoso.com`,
  name,
});
/** Max is an approver by group, Lea a lead, Mo both; Mal is nobody. */
const [max, lea, mo, mal] = [person('1', 'max'), person('2', 'lea'), person('3', 'mo'), person('4', 'mal')];
const memberships: [Person, string | undefined][] = [
  [max, analysts],
  [mo, analysts],
  [mo, leads],
  [lea, leads],
];
const groupsOf: Memberships = ({ objectId }) =>
  new Set(memberships.flatMap(([member, group]) => (member.objectId === objectId && group ? [group] : [])));
/** Vic is a VIP by group; the CEO has two addresses; of Nobody the directory did not answer. */
const directory: RecipientDirectory = {
  groupsOf: (address) =>
    address.startsWith('nobody') ? undefined : new Set(address.startsWith('vic') ? [vips ?? ''] : []),
  addressesOf: (objectId) => (objectId === ceoId ? new Set(['ceo@contoso.com', 'chief@contoso.com']) : undefined),
};

const approvers = { users: [ana.upn.toUpperCase(), ben.objectId, gus.upn], groups: [analysts] };
const one = [{ from: 'approvers', count: 1 }];
const two = [{ from: 'approvers', count: 2 }];
const lead = { from: { groups: [leads] }, count: 1 };
const policy = {
  approvers,
  rules: [
    { when: { action: ['hardDelete'] }, require: two, reason: 'required' },
    { when: { recipients: { over: 100 } }, require: [...one, lead] },
    { when: { recipientIn: { users: [ceoId, 'cfo@contoso.com'], groups: [vips] } }, require: two },
    { when: { remediateSendersCopy: true }, require: [{ from: { users: [eve.upn] }, count: 1 }] },
    { when: { severity: ['high'] }, reason: 'required' },
    { when: { action: ['moveToInbox'] }, require: [lead] },
    { when: { action: ['moveToJunk'], severity: ['low', 'medium'] }, require: [lead, lead] },
  ],
};

interface Asked extends Partial<RevisionContent> {
  /** How many recipients; those that are named come on top. */
  readonly count?: number;
  readonly to?: readonly string[];
  readonly unresolved?: boolean;
  readonly severities?: readonly Severity[];
  readonly requester?: Person;
  /** Instead of the policy above, or keys of it. */
  readonly under?: object;
}

type Click = Person | { readonly reject: Person };
const no = (reject: Person): Click => ({ reject });

/** What the last click came to: a refusal, an end, or who is still missing. */
function outcome({ under, requester, to = [], ...asked }: Asked, clicks: readonly Click[]): string {
  const rules = parsed({ ...policy, ...under });
  const emails: AnalyzedEmail[] = to.map((name) => {
    return { networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` };
  });
  if (asked.unresolved) emails.push({ id: 'not resolved' });
  const content = { action: 'softDelete', severity: 'medium', remediateSendersCopy: false, ...asked } as const;
  const recipientCount = (asked.count ?? 1) + to.length;
  const subject = policySubject({ severities: [], ...content, recipientCount }, emails, directory);
  const origin: Origin = requester ? { kind: 'command', by: requester } : { kind: 'alert', source: 'mailgate' };
  const approved: Person[] = [];

  function approve(by: Person): string {
    const barred = whyNotApprove(rules, subject, by, origin, groupsOf);
    if (barred) return barred;
    approved.push(by);
    const { isMet, missing } = quorumOf(rules, subject, approved, groupsOf, origin);
    return isMet ? 'approved' : `needs ${missing.map(words).join(' + ')}`;
  }

  const answers = clicks.map((click) => {
    if ('reject' in click) return whyNotReject(rules, subject, click.reject, groupsOf) ?? 'rejected';
    return approve(click);
  });
  return `${answers.at(-1)}${reasonRequired(rules, subject) ? ', with a reason' : ''}`;
}

function words({ from, count }: Requirement): string {
  if (from === 'approvers') return `${count} approver`;
  return `${count} ${from.groups.includes(leads ?? '') ? 'lead' : 'eve'}`;
}

const high = { severity: 'high' } as const;
const hard = { action: 'hardDelete' } as const;
const inbox = { action: 'moveToInbox' } as const;
const junk = { action: 'moveToJunk' } as const;
const many = { count: 101 };
const copy = { remediateSendersCopy: true };
const guests = { guests: true };
const own = { requesterMayApprove: true };

type Case = readonly [decides: string, asked: Asked, clicks: readonly Click[], expected: string];
const cases: Readonly<Record<string, readonly Case[]>> = {
  'where no rule applies': [
    ['an approver named by UPN, in another case, is enough', {}, [ana], 'approved'],
    ['an approver named by object id is enough', {}, [ben], 'approved'],
    ['an approver named by a group is enough', {}, [max], 'approved'],
    ['somebody whom nothing names has no say', {}, [mal], 'notAnApprover'],
    ['a lead, whom no rule that applies names, has no say', {}, [lea], 'notAnApprover'],
    ['a lead who is an approver as well is enough', {}, [mo], 'approved'],
    ['the name on a badge is no UPN', {}, [{ ...mal, name: ana.name }], 'notAnApprover'],
    [
      'a UPN that goes on behind the one that is named is another',
      {},
      [{ ...mal, upn: `${ana.upn}.evil.example` }],
      'notAnApprover',
    ],
    [
      'a group id in the place of an object id names nobody',
      {},
      [{ ...mal, objectId: analysts ?? '' }],
      'notAnApprover',
    ],
    ['moving to deleted items needs no more', { action: 'moveToDeletedItems' }, [ana], 'approved'],
    [
      'without any rules one is enough for anything',
      { ...hard, ...many, ...high, under: { rules: [] } },
      [ana],
      'approved',
    ],
  ],
  'by action': [
    ['a hard deletion needs a second approver', hard, [ana], 'needs 1 approver, with a reason'],
    ['two approvers may delete for good', hard, [ana, ben], 'approved, with a reason'],
    ['approvers by name and by group are two', hard, [ana, max], 'approved, with a reason'],
    ['one person is not two', hard, [ana, ana], 'needs 1 approver, with a reason'],
    [
      'one person is not two, however their id is spelt',
      hard,
      [ana, { ...ana, objectId: ana.objectId.toUpperCase() }],
      'needs 1 approver, with a reason',
    ],
    ['an outsider does not make two', hard, [ana, mal], 'notAnApprover, with a reason'],
    ['a lead does not make two approvers', hard, [ana, lea], 'notAnApprover, with a reason'],
    ['whoever is approver and lead counts as an approver', hard, [ana, mo], 'approved, with a reason'],
    ['a rule may ask others in the place of approvers', inbox, [lea], 'approved'],
    ['an approver may decide there too, and does not fill their seat', inbox, [ana], 'needs 1 lead'],
    ['an approver and a lead meet the rule', inbox, [ana, lea], 'approved'],
    ['two conditions must both hold', { ...junk, ...high }, [ana], 'approved, with a reason'],
    ['two lines of one rule need two people', junk, [lea], 'needs 1 lead'],
    ['two lines of one rule are met by two', junk, [lea, mo], 'approved'],
    ['an approver fills neither', junk, [lea, ana], 'needs 1 lead'],
  ],
  'by the number of recipients': [
    ['a hundred are not more than a hundred', { count: 100 }, [ana], 'approved'],
    ['a hundred and one need a lead too', many, [ana], 'needs 1 lead'],
    ['a lead alone misses the approver', many, [lea], 'needs 1 approver'],
    ['approver and lead meet it', many, [ana, lea], 'approved'],
    ['lead and approver meet it in that order', many, [lea, ana], 'approved'],
    ['whoever is both fills one of two seats', many, [mo], 'needs 1 approver'],
    ['whoever is both takes the seat that is free: approver', many, [lea, mo], 'approved'],
    ['whoever is both takes the seat that is free: lead', many, [ana, mo], 'approved'],
    ['whoever is both moves to the other seat when it helps', many, [mo, lea], 'approved'],
    ['two approvers are no lead', many, [ana, ben], 'needs 1 lead'],
    ['an outsider is told so', many, [mal], 'notAnApprover'],
    [
      'a limit of nothing is passed by one',
      { under: { rules: [{ when: { recipients: { over: 0 } }, require: two }] } },
      [ana],
      'needs 1 approver',
    ],
  ],
  'by severity': [
    ['high asks for a reason, and for no one more', high, [ana], 'approved, with a reason'],
    ['medium asks for none', {}, [ana], 'approved'],
    ['low asks for none', { severity: 'low' }, [ana], 'approved'],
    [
      'what was high once stays high for the rules',
      { severity: 'low', severities: ['high'] },
      [ana],
      'approved, with a reason',
    ],
    [
      'a condition on low is met as well by what was high once',
      { ...junk, severity: 'low', severities: ['high'] },
      [ana],
      'needs 2 lead, with a reason',
    ],
  ],
  'by recipient': [
    ['an address of somebody who is named by object id', { to: ['CEO'] }, [ana], 'needs 1 approver'],
    ['another address of theirs', { to: ['chief'] }, [ana], 'needs 1 approver'],
    ['an address that is named', { to: ['cfo'] }, [ana], 'needs 1 approver'],
    ['one among many', { to: ['hannah', 'preston', 'cfo'] }, [ana], 'needs 1 approver'],
    ['a member of a group that is named', { to: ['vic'] }, [ana], 'needs 1 approver'],
    ['two approvers are enough for it', { to: ['vic'] }, [ana, max], 'approved'],
    ['nobody who is named', { to: ['hannah', 'ceo.assistant'] }, [ana], 'approved'],
    [
      'somebody of whom the directory does not answer is the strictest case',
      { to: ['nobody'] },
      [ana],
      'needs 1 approver',
    ],
    ['an email that could not be resolved is the strictest case', { unresolved: true }, [ana], 'needs 1 approver'],
    ['it does not make recipients approvers', { to: ['cfo'] }, [{ ...mal, upn: 'cfo@contoso.com' }], 'notAnApprover'],
  ],
  "by the sender's copy": [
    ['it needs the one who is named', copy, [ana], 'needs 1 eve'],
    ['whom a rule names may decide what it governs', copy, [eve], 'approved'],
    ['and nothing else', {}, [eve], 'notAnApprover'],
    ['they may reject what it governs', copy, [no(eve)], 'rejected'],
    ['without the copy they may not', {}, [no(eve)], 'notAnApprover'],
  ],
  'where several rules apply': [
    ['all of them must be met', { ...hard, ...many }, [ana], 'needs 1 approver + 1 lead, with a reason'],
    ['two approvers meet one of two', { ...hard, ...many }, [ana, ben], 'needs 1 lead, with a reason'],
    ['approver and lead meet one of two', { ...hard, ...many }, [ana, lea], 'needs 1 approver, with a reason'],
    ['three people meet both', { ...hard, ...many }, [ana, lea, ben], 'approved, with a reason'],
    [
      'two do where one of them is approver and lead: a person counts in several rules',
      { ...hard, ...many },
      [ana, mo],
      'approved, with a reason',
    ],
    ['the same lines twice need no more people', { ...hard, to: ['vic'] }, [ana, ben], 'approved, with a reason'],
    [
      'everything at once',
      { ...hard, ...many, ...copy, ...high, to: ['cfo'] },
      [ana, ben, lea],
      'needs 1 eve, with a reason',
    ],
    [
      'everything at once, by four',
      { ...hard, ...many, ...copy, ...high, to: ['cfo'] },
      [eve, lea, ana, ben],
      'approved, with a reason',
    ],
    ['a reason alone adds to whom others ask', { ...many, ...high }, [ana], 'needs 1 lead, with a reason'],
  ],
  guests: [
    ['may not, though they are named', {}, [gus], 'guest'],
    ['may not reject either', {}, [no(gus)], 'guest'],
    ['may where the policy says so', { under: guests }, [gus], 'approved'],
    ['count as anybody then', { ...hard, under: guests }, [ana, gus], 'approved, with a reason'],
    ['who are not named may not all the same', { under: guests }, [{ ...mal, isGuest: true }], 'notAnApprover'],
    ['in a group that is named may not', {}, [{ ...max, isGuest: true }], 'guest'],
  ],
  'whoever asked for it': [
    ['may not approve', { requester: ana }, [ana], 'requesterMayNotApprove'],
    [
      'may not, however their id is spelt',
      { requester: { ...ana, objectId: ana.objectId.toUpperCase() } },
      [ana],
      'requesterMayNotApprove',
    ],
    ['may reject', { requester: ana }, [no(ana)], 'rejected'],
    ['leaves it to others', { requester: ana }, [ben], 'approved'],
    ['does not count among two', { ...hard, requester: ana }, [ben, ana], 'requesterMayNotApprove, with a reason'],
    ['may where the policy says so', { requester: ana, under: own }, [ana], 'approved'],
    ['and is no approver is told that', { requester: mal }, [mal], 'notAnApprover'],
    ['and is no approver may not, though requesters may', { requester: mal, under: own }, [mal], 'notAnApprover'],
    ['and is a guest is told that', { requester: gus }, [gus], 'guest'],
  ],
  rejecting: [
    ['needs one approver, whatever an approval would', { ...hard, ...many }, [no(ana)], 'rejected, with a reason'],
    ['is open to a lead where a rule names leads', many, [no(lea)], 'rejected'],
    ['is not open to a lead where none does', {}, [no(lea)], 'notAnApprover'],
    ['is not open to an outsider', hard, [no(mal)], 'notAnApprover, with a reason'],
    ['ends it after an approval', hard, [ana, no(ben)], 'rejected, with a reason'],
  ],
};

describe('under a policy,', () => {
  for (const [what, rows] of Object.entries(cases)) {
    describe(what, () => {
      for (const [decides, asked, clicks, expected] of rows) {
        it(`${decides} (${expected})`, () => assert.equal(outcome(asked, clicks), expected));
      }
    });
  }
});
