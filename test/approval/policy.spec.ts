import assert from 'node:assert/strict';
import {
  isOneOf,
  type Memberships,
  type People,
  type Policy,
  type PolicySubject,
  type Requirement,
  type Rule,
  reasonRequired,
  requirementsFor,
  whyNotApprove,
  whyNotApprover,
  whyNotReject,
} from '../../src/approval/policy.ts';
import { quorumOf } from '../../src/approval/quorum.ts';
import { type Origin, type Person, remediationActions, severities } from '../../src/approval/request.ts';
import { aPolicy } from '../support/builders.ts';
import { ana, ben, eve, gus } from '../support/people.ts';

const leads = '99999999-0000-4000-8000-00000000000a';
const nobodysGroups: Memberships = () => new Set();
const evesGroups: Memberships = (person) => new Set(person === eve ? [leads] : []);
const byAlert: Origin = { kind: 'alert', source: 'mailgate' };

function people(users: readonly Person[], groups: readonly string[] = []): People {
  return { users: users.map((user) => user.upn), groups };
}

function aSubject(over: Partial<PolicySubject> = {}): PolicySubject {
  return {
    action: 'softDelete',
    severities: ['medium'],
    remediateSendersCopy: false,
    recipientCount: 10,
    hasRecipientIn: () => false,
    ...over,
  };
}

function aRule(when: Rule['when'], require: readonly Requirement[] = [{ from: 'approvers', count: 2 }]): Rule {
  return { when, require, reasonRequired: false };
}

describe('people named in the policy', () => {
  const table: [string, Person, Partial<People>, boolean][] = [
    ['by UPN', ana, { users: ['ana@contoso.com'] }, true],
    ['by UPN in another case', ana, { users: ['ANA@Contoso.COM'] }, true],
    ['whose own UPN comes in another case', { ...ana, upn: 'ANA@CONTOSO.COM' }, { users: ['ana@contoso.com'] }, true],
    ['by object id', ana, { users: [ana.objectId] }, true],
    ['by object id in another case', ana, { users: [ana.objectId.toUpperCase()] }, true],
    [
      'whose own object id comes in another case',
      { ...ana, objectId: ana.objectId.toUpperCase() },
      { users: [ana.objectId] },
      true,
    ],
    ['by one of several groups', eve, { groups: [ana.objectId, leads] }, true],
    ['among others', ana, { users: [ben.upn, ana.upn] }, true],
    ['by a group that they belong to', eve, { groups: [leads] }, true],
    ['by a group, whatever the case of its id', eve, { groups: [leads.toUpperCase()] }, true],
    ['not at all', ana, {}, false],
    ['only as somebody else', ana, { users: [ben.upn] }, false],
    ['by display name, which anybody can choose', ana, { users: [ana.name] }, false],
    ['by the beginning of the UPN', ana, { users: ['ana@contoso'] }, false],
    ['by a UPN that theirs begins with', { ...eve, upn: 'ana@contoso.com.evil.example' }, { users: [ana.upn] }, false],
    ['by a group that they do not belong to', ana, { groups: [leads] }, false],
    ['by their object id in the place of a group', ana, { groups: [ana.objectId] }, false],
  ];
  for (const [how, person, named, expected] of table) {
    it(`${expected ? 'are' : 'are not'} found ${how}`, () => {
      assert.equal(isOneOf(person, { users: [], groups: [], ...named }, evesGroups), expected);
    });
  }

  it('are not looked up in groups where no group is named', () => {
    const fails: Memberships = () => assert.fail('looked up');
    assert.equal(isOneOf(ana, people([ben]), fails), false);
    assert.equal(isOneOf(ana, people([ana], [leads]), fails), true);
  });
});

describe('a regular approver', () => {
  it('is named under approvers', () => {
    assert.equal(whyNotApprover(aPolicy(), ana, nobodysGroups), undefined);
    assert.equal(whyNotApprover(aPolicy(), eve, nobodysGroups), 'notAnApprover');
  });

  it('is a guest only where the policy takes guests', () => {
    assert.equal(whyNotApprover(aPolicy(), gus, nobodysGroups), 'guest');
    assert.equal(whyNotApprover(aPolicy({ guests: true }), gus, nobodysGroups), undefined);
    assert.equal(
      whyNotApprover(aPolicy({ guests: true, approvers: people([ana]) }), gus, nobodysGroups),
      'notAnApprover',
    );
  });
});

describe('who may decide', () => {
  const evesRule = aRule({ action: ['hardDelete'] }, [
    { from: people([ben]), count: 1 },
    { from: people([eve]), count: 1 },
  ]);
  const byBen: Origin = { kind: 'command', by: { ...ben, objectId: ben.objectId.toUpperCase() } };
  const policy = aPolicy();
  type Row = [string, Policy, Partial<PolicySubject>, Person, 'approve' | 'reject', Origin, string | undefined];
  const table: Row[] = [
    ['an approver', policy, {}, ana, 'approve', byAlert, undefined],
    ['an approver who rejects', policy, {}, ana, 'reject', byAlert, undefined],
    ['an outsider', policy, {}, eve, 'approve', byAlert, 'notAnApprover'],
    ['an outsider who rejects', policy, {}, eve, 'reject', byAlert, 'notAnApprover'],
    ['a guest who is listed', policy, {}, gus, 'approve', byAlert, 'guest'],
    ['a guest who is listed, rejecting', policy, {}, gus, 'reject', byAlert, 'guest'],
    ['a guest, where guests may', aPolicy({ guests: true }), {}, gus, 'approve', byAlert, undefined],
    ['the requester', policy, {}, ben, 'approve', byBen, 'requesterMayNotApprove'],
    ['the requester who rejects', policy, {}, ben, 'reject', byBen, undefined],
    [
      'the requester, where that is allowed',
      aPolicy({ requesterMayApprove: true }),
      {},
      ben,
      'approve',
      byBen,
      undefined,
    ],
    ['another approver than the requester', policy, {}, ana, 'approve', byBen, undefined],
    ['a requester who is no approver', policy, {}, eve, 'approve', { kind: 'command', by: eve }, 'notAnApprover'],
    [
      'whom a matching rule names',
      aPolicy({ rules: [evesRule] }),
      { action: 'hardDelete' },
      eve,
      'approve',
      byAlert,
      undefined,
    ],
    [
      'whom a matching rule names, rejecting',
      aPolicy({ rules: [evesRule] }),
      { action: 'hardDelete' },
      eve,
      'reject',
      byAlert,
      undefined,
    ],
    ['whom only another rule names', aPolicy({ rules: [evesRule] }), {}, eve, 'approve', byAlert, 'notAnApprover'],
    [
      'an approver, where a rule names others',
      aPolicy({ rules: [evesRule] }),
      { action: 'hardDelete' },
      ana,
      'approve',
      byAlert,
      undefined,
    ],
    ['a member of a named group', aPolicy({ approvers: people([], [leads]) }), {}, eve, 'approve', byAlert, undefined],
    [
      'no member of a named group',
      aPolicy({ approvers: people([], [leads]) }),
      {},
      ana,
      'approve',
      byAlert,
      'notAnApprover',
    ],
  ];
  for (const [who, used, over, person, verdict, origin, reason] of table) {
    it(`${reason === undefined ? 'lets' : `refuses with ${reason}`} ${who}`, () => {
      const subject = aSubject(over);
      const barred =
        verdict === 'approve'
          ? whyNotApprove(used, subject, person, origin, evesGroups)
          : whyNotReject(used, subject, person, evesGroups);
      assert.equal(barred, reason);
    });
  }
});

describe('a rule', () => {
  const vip = people([eve]);
  const table: [string, Rule['when'], Partial<PolicySubject>, boolean][] = [
    ['no condition', {}, {}, true],
    ['its action', { action: ['hardDelete', 'moveToJunk'] }, { action: 'moveToJunk' }, true],
    ['another action', { action: ['hardDelete', 'moveToJunk'] }, { action: 'softDelete' }, false],
    ['its severity', { severity: ['high', 'low'] }, { severities: ['low'] }, true],
    ['a severity that it once had', { severity: ['low'] }, { severities: ['low', 'high'] }, true],
    ['another severity', { severity: ['high', 'low'] }, { severities: ['medium'] }, false],
    ['more recipients than its limit', { recipientsOver: 100 }, { recipientCount: 101 }, true],
    ['exactly its limit of recipients', { recipientsOver: 100 }, { recipientCount: 100 }, false],
    ['one recipient, over a limit of zero', { recipientsOver: 0 }, { recipientCount: 1 }, true],
    ["the sender's copy", { remediateSendersCopy: true }, { remediateSendersCopy: true }, true],
    ["no sender's copy", { remediateSendersCopy: true }, {}, false],
    [
      "the sender's copy, where it asks for none",
      { remediateSendersCopy: false },
      { remediateSendersCopy: true },
      false,
    ],
    ["no sender's copy, where it asks for none", { remediateSendersCopy: false }, {}, true],
    ['one of its recipients', { recipientIn: vip }, { hasRecipientIn: (asked) => asked === vip }, true],
    ['none of its recipients', { recipientIn: vip }, {}, false],
    ['all of two conditions', { action: ['softDelete'], recipientsOver: 5 }, {}, true],
    ['one of two conditions', { action: ['softDelete'], recipientsOver: 50 }, {}, false],
    ['the other of two conditions', { action: ['hardDelete'], recipientsOver: 5 }, {}, false],
  ];
  for (const [what, when, over, matches] of table) {
    it(`${matches ? 'applies' : 'does not apply'} to ${what}`, () => {
      const policy = aPolicy({ rules: [{ ...aRule(when), reasonRequired: true }] });
      assert.equal(reasonRequired(policy, aSubject(over)), matches);
      assert.equal(quorumOf(policy, aSubject(over), [], nobodysGroups).needed, matches ? 2 : 1);
    });
  }

  it('that names an action or a severity takes each of them, and no other', () => {
    for (const action of remediationActions) {
      const policy = aPolicy({ rules: [aRule({ action: [action] })] });
      const matching = remediationActions.filter(
        (one) => quorumOf(policy, aSubject({ action: one }), [], nobodysGroups).needed === 2,
      );
      assert.deepEqual(matching, [action]);
    }
    for (const severity of severities) {
      const policy = aPolicy({ rules: [aRule({ severity: [severity] })] });
      const matching = severities.filter(
        (one) => quorumOf(policy, aSubject({ severities: [one] }), [], nobodysGroups).needed === 2,
      );
      assert.deepEqual(matching, [severity]);
    }
  });
});

describe('what is asked for', () => {
  const oneApprover = [[{ from: 'approvers', count: 1 }]];
  const two: readonly Requirement[] = [{ from: 'approvers', count: 2 }];
  const lead: readonly Requirement[] = [
    { from: 'approvers', count: 1 },
    { from: people([eve]), count: 2 },
  ];

  it('is one approver without rules, and without a rule that matches', () => {
    assert.deepEqual(requirementsFor(aPolicy(), aSubject()), oneApprover);
    assert.deepEqual(requirementsFor(aPolicy({ rules: [aRule({ action: ['hardDelete'] })] }), aSubject()), oneApprover);
  });

  it('is still one approver where a rule only wants a reason', () => {
    const policy = aPolicy({ rules: [{ when: {}, require: [], reasonRequired: true }] });
    assert.deepEqual(requirementsFor(policy, aSubject()), oneApprover);
    assert.equal(reasonRequired(policy, aSubject()), true);
    assert.equal(quorumOf(policy, aSubject(), [], nobodysGroups).needed, 1);
  });

  it('is the lines of every rule that matches', () => {
    const policy = aPolicy({ rules: [aRule({}, two), aRule({ severity: ['low'] }), aRule({}, lead)] });
    assert.deepEqual(requirementsFor(policy, aSubject()), [two, lead]);
  });

  it('needs as many people as the most demanding rule', () => {
    const policy = aPolicy({ rules: [aRule({}, two), aRule({}, lead)] });
    assert.equal(quorumOf(policy, aSubject(), [], nobodysGroups).needed, 3);
  });

  it('wants no reason unless a matching rule does', () => {
    const rule: Rule = { ...aRule({ severity: ['high'] }), reasonRequired: true };
    assert.equal(reasonRequired(aPolicy({ rules: [rule, aRule({})] }), aSubject()), false);
    assert.equal(reasonRequired(aPolicy({ rules: [rule, aRule({})] }), aSubject({ severities: ['high'] })), true);
  });
});
