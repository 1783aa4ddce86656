import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Memberships, People, Policy, PolicySubject, Requirement } from '../../src/approval/policy.ts';
import { canSeat, quorumOf } from '../../src/approval/quorum.ts';
import type { Origin, Person } from '../../src/approval/request.ts';
import { aPolicy } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';

const leads = '99999999-0000-4000-8000-00000000000a';
const anaLeads: Memberships = (person) => new Set(person.upn === ana.upn ? [leads] : []);
const subject: PolicySubject = {
  action: 'softDelete',
  severities: ['medium'],
  remediateSendersCopy: false,
  recipientCount: 1,
  hasRecipientIn: () => false,
};

function from(users: readonly Person[], count: number, groups: readonly string[] = []): Requirement {
  return { from: { users: users.map((user) => user.upn), groups }, count };
}
function approvers(count: number): Requirement {
  return { from: 'approvers', count };
}

/** Approvers are Ana, Ben and Eve. Each list of lines is a rule that matches. */
function policyOf(rules: readonly (readonly Requirement[])[]): Policy {
  return aPolicy({
    approvers: { users: [ana.upn, ben.objectId, eve.upn], groups: [] },
    rules: rules.map((require) => ({ when: {}, require, reasonRequired: false })),
  });
}

function met(rules: readonly (readonly Requirement[])[], people: readonly Person[]): boolean {
  return quorumOf(policyOf(rules), subject, people, anaLeads).isMet;
}

describe('the quorum', () => {
  const shouted = { ...ana, objectId: ana.objectId.toUpperCase() };
  const stranger = { ...ana, objectId: '12345678-0000-4000-8000-000000000000', upn: 'mal@contoso.com' };
  const table: [string, (readonly Requirement[])[], Person[], boolean][] = [
    ['nobody, where no rule matches', [], [], false],
    ['one approver, where no rule matches', [], [ben], true],
    ['an outsider, where no rule matches', [], [stranger], false],
    ['one approver, where two are asked for', [[approvers(2)]], [ana], false],
    ['two approvers, where two are asked for', [[approvers(2)]], [ana, ben], true],
    ['three approvers, where two are asked for', [[approvers(2)]], [ana, ben, eve], true],
    ['the same person twice', [[approvers(2)]], [ana, ana], false],
    ['the same person twice, spelt differently', [[approvers(2)]], [ana, shouted], false],
    ['an approver and an outsider', [[approvers(2)]], [ana, stranger], false],
    ['one person for two lines of one rule', [[approvers(1), from([ana], 1)]], [ana], false],
    ['two people for two lines', [[approvers(1), from([ana], 1)]], [ana, ben], true],
    ['two people in the other order', [[approvers(1), from([ana], 1)]], [ben, ana], true],
    ['two people of whom neither fits the second line', [[approvers(1), from([ana], 1)]], [ben, eve], false],
    ['the flexible one put where only they fit', [[from([ana, ben], 1), from([ana], 1)]], [ana, ben], true],
    ['a chain of three', [[from([ana, ben], 1), from([ben, eve], 1), from([eve, ana], 1)]], [ana, ben, eve], true],
    ['two lines for one person', [[from([ana], 1), from([ana], 1)]], [ana, ben, eve], false],
    ['one person for two rules', [[from([ana], 1)], [from([ana, ben], 1)]], [ana], true],
    ['one rule of two', [[from([ana], 1)], [from([ben], 1)]], [ana], false],
    ['both rules', [[from([ana], 1)], [from([ben], 1)]], [ana, ben], true],
    [
      'one person for two rules of two people each',
      [[approvers(2)], [from([ana], 1), from([ben], 1)]],
      [ana, ben],
      true,
    ],
    ['a member of the group', [[from([], 1, [leads])]], [ana], true],
    ['no member of the group', [[from([], 1, [leads])]], [ben], false],
    ['a member of the group and an approver', [[approvers(1), from([], 1, [leads])]], [ana, ben], true],
    ['a member of the group for both lines', [[approvers(1), from([], 1, [leads])]], [ana], false],
  ];
  for (const [who, rules, people, expected] of table) {
    it(`${expected ? 'is' : 'is not'} met by ${who}`, () => assert.equal(met(rules, people), expected));
  }

  const anyRules = fc.array(
    fc.array(
      fc.record({
        from: fc.subarray([ana, ben, eve]).map((some): People => ({ users: some.map((one) => one.upn), groups: [] })),
        count: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { maxLength: 3 },
  );
  const anyPeople = fc.shuffledSubarray([ana, ben, eve]);

  it('does not depend on the order of the approvals', () => {
    fc.assert(
      fc.property(anyRules, anyPeople, (rules, people) => {
        assert.equal(met(rules, people), met(rules, [...people].reverse()));
      }),
    );
  });

  it('once met stays met with another approval', () => {
    fc.assert(
      fc.property(anyRules, anyPeople, (rules, people) => {
        if (met(rules, people.slice(1))) assert.equal(met(rules, people), true);
      }),
    );
  });
});

describe('who is missing', () => {
  const lead = from([], 1, [leads]);
  const evesId: Requirement = { from: { users: [eve.objectId], groups: [] }, count: 1 };
  const table: [string, (readonly Requirement[])[], Person[], Requirement[], needed: number][] = [
    ['one approver, where no rule applies and nobody came', [], [], [approvers(1)], 1],
    ['nobody, where one came', [], [ben], [], 1],
    ['all that a line asks for', [[approvers(3)]], [], [approvers(3)], 3],
    ['as many fewer as came', [[approvers(3)]], [ana, ben], [approvers(1)], 3],
    ['nobody once more came than are asked for', [[approvers(1)]], [ana, ben], [], 1],
    ['each line of a rule', [[approvers(1), lead]], [], [lead, approvers(1)], 2],
    ['the line that nobody who came fits', [[approvers(1), lead]], [ben], [lead], 2],
    ['still that line where more came of the other', [[approvers(1), lead]], [ben, eve], [lead], 2],
    [
      'an approver, where who came fits both: approvers are easier to find',
      [[approvers(1), lead]],
      [ana],
      [approvers(1)],
      2,
    ],
    ['that too where the file names the lead first', [[lead, approvers(1)]], [ana], [approvers(1)], 2],
    [
      'two lines of one rule for the same people, drawn together',
      [[lead, approvers(1), lead]],
      [],
      [from([], 2, [leads]), approvers(1)],
      3,
    ],
    ['the same people once, where two rules ask for them', [[approvers(2)], [approvers(2)]], [], [approvers(2)], 2],
    ['the most of them that any rule asks for', [[approvers(1)], [approvers(3)]], [], [approvers(3)], 3],
    ['other people beside them', [[approvers(2)], [approvers(1), lead]], [], [approvers(2), lead], 2],
    ['what is left of each rule', [[approvers(2)], [approvers(1), lead]], [ben], [approvers(1), lead], 2],
    ['nothing of a rule that is met already', [[approvers(1)], [lead]], [ben], [lead], 2],
    [
      'the same people however the file writes them',
      [[from([ana, eve], 1)], [from([eve, ana], 2)]],
      [],
      [from([eve, ana], 2)],
      2,
    ],
    [
      'people by object id and by UPN apart: the file does not say that they are one',
      [[evesId], [from([eve], 1)]],
      [],
      [evesId, from([eve], 1)],
      1,
    ],
    ['nobody else for somebody who came and does not fit', [[from([ana], 1)]], [ben], [from([ana], 1)], 1],
  ];
  for (const [what, rules, people, missing, needed] of table) {
    it(`is ${what}`, () => {
      const found = quorumOf(policyOf(rules), subject, people, anaLeads);
      assert.deepEqual(sorted(found.missing), sorted(missing));
      assert.deepEqual([found.needed, found.isMet], [needed, missing.length === 0]);
      assert.ok(found.seated.every((person) => people.includes(person)));
    });
  }

  it('counts nobody twice', () => {
    const { seated, needed } = quorumOf(policyOf([[approvers(2)]]), subject, [ana, { ...ana }], anaLeads);
    assert.deepEqual([seated.length, needed], [1, 2]);
  });

  /** The order of lines is nobody's business. */
  function sorted(lines: readonly Requirement[]): string[] {
    return lines.map((line) => JSON.stringify(line)).toSorted();
  }
});

describe('an approval that a changed policy does not take any more', () => {
  const guest = { ...ana, isGuest: true };
  const byBen: Origin = { kind: 'command', by: { ...ben, objectId: ben.objectId.toUpperCase() } };

  it('fills no seat when it was a guest who gave it', () => {
    const policy = policyOf([[approvers(2)]]);
    const missing = quorumOf(policy, subject, [guest, ben], anaLeads);
    assert.deepEqual([missing.isMet, missing.missing, missing.needed], [false, [approvers(1)], 2]);
    assert.equal(quorumOf({ ...policy, guests: true }, subject, [guest, ben], anaLeads).isMet, true);
  });

  it('fills no seat when it was the requester who gave it', () => {
    const policy = policyOf([[approvers(2)]]);
    assert.equal(quorumOf(policy, subject, [ana, ben], anaLeads, byBen).isMet, false);
    assert.equal(quorumOf(policy, subject, [ana, eve], anaLeads, byBen).isMet, true);
    assert.equal(quorumOf({ ...policy, requesterMayApprove: true }, subject, [ana, ben], anaLeads, byBen).isMet, true);
    assert.equal(quorumOf(policy, subject, [ana, ben], anaLeads, { kind: 'alert', source: 'ben' }).isMet, true);
  });

  it('fills no seat when it was somebody who asked for the same before', () => {
    const policy = policyOf([[approvers(2)]]);
    const again: Origin = { kind: 'command', by: guest, askedBefore: [eve, { ...ben, upn: 'renamed@contoso.com' }] };
    assert.equal(quorumOf(policy, subject, [ana, ben], anaLeads, again).isMet, false);
    assert.equal(quorumOf({ ...policy, requesterMayApprove: true }, subject, [ana, ben], anaLeads, again).isMet, true);
  });

  it('fills no seat when the policy does not name them any more', () => {
    const policy = { ...policyOf([[approvers(2)]]), approvers: { users: [ben.upn, eve.upn], groups: [] } };
    assert.equal(quorumOf(policy, subject, [ana, ben], anaLeads).isMet, false);
  });
});

/** Tries every way to seat people. */
function bruteForce(fits: readonly (readonly boolean[])[], taken: ReadonlySet<number> = new Set()): boolean {
  const [seat, ...others] = fits;
  if (!seat) return true;
  return seat.some((fit, person) => fit && !taken.has(person) && bruteForce(others, new Set([...taken, person])));
}

describe('seating people', () => {
  it('is possible exactly where trying every way finds one', () => {
    const anyFits = fc
      .integer({ min: 0, max: 6 })
      .chain((people) => fc.array(fc.array(fc.boolean(), { minLength: people, maxLength: people }), { maxLength: 6 }));
    let possible = 0;
    fc.assert(
      fc.property(anyFits, (fits) => {
        const expected = bruteForce(fits);
        if (expected && fits.length > 2) possible += 1;
        assert.equal(canSeat(fits), expected);
      }),
      { numRuns: 5_000 },
    );
    assert.ok(possible > 100, 'both answers came up');
  });

  it('needs nobody for no seats', () => assert.equal(canSeat([]), true));

  it('takes a chain of a hundred exchanges', () => {
    // Seat n fits persons n and n+1; the last seat wants person 0, so that everybody moves up.
    const size = 101;
    const chain = Array.from({ length: size - 1 }, (_, seat) =>
      Array.from({ length: size }, (_none, person) => person === seat || person === seat + 1),
    );
    const last = Array.from({ length: size }, (_, person) => person === 0);
    assert.equal(canSeat([...chain, last]), true);
    assert.equal(canSeat([...chain, last, last]), false);
  });
});
