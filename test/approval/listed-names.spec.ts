import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Memberships, People, PolicySubject } from '../../src/approval/policy.ts';
import { quorumOf } from '../../src/approval/quorum.ts';
import { foldCase, type Person } from '../../src/approval/request.ts';
import { aPolicy } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';

const leads = '99999999-0000-4000-8000-00000000000a';
const subject: PolicySubject = {
  action: 'softDelete',
  severities: ['medium'],
  remediateSendersCopy: false,
  recipientCount: 1,
  hasRecipientIn: () => false,
};

/** Somebody else in the directory, who holds that UPN by now. */
function newHolder(upn: string, digit = 1): Person {
  return { ...ana, upn, objectId: `12345678-0000-4000-8000-00000000000${digit}` };
}

function seats(from: People, count: number) {
  return aPolicy({
    approvers: from,
    rules: [{ when: {}, require: [{ from: 'approvers', count }], reasonRequired: false }],
  });
}

describe('a UPN that was given to somebody else', () => {
  const another = newHolder(ana.upn.toUpperCase());
  const anasAndBens = [ana.upn, ben.upn];
  const table: [string, People, Person[], boolean][] = [
    ['does not seat both of its people', { users: anasAndBens, groups: [] }, [ana, another], false],
    ['seats one of them, beside somebody else', { users: anasAndBens, groups: [] }, [ana, another, ben], true],
    [
      'seats one, where the other is listed by object id',
      { users: [ana.upn, ana.objectId], groups: [] },
      [ana, another],
      true,
    ],
    ['seats one, where the other came last', { users: [ana.upn, ana.objectId], groups: [] }, [another, ana], true],
    ['seats one, where the other is in the group', { users: anasAndBens, groups: [leads] }, [another, ana], true],
    [
      'seats one, although it is listed twice',
      { users: [ana.upn, ana.upn.toUpperCase()], groups: [] },
      [ana, another],
      false,
    ],
  ];
  const anaLeads: Memberships = (person) => new Set(person.objectId === ana.objectId ? [leads] : []);
  for (const [what, from, people, expected] of table) {
    it(what, () => assert.equal(quorumOf(seats(from, 2), subject, people, anaLeads).isMet, expected));
  }

  it('seats another one of its people under another rule', () => {
    const users = (name: string) => [{ from: { users: [name], groups: [] }, count: 1 }];
    const rules = [users(ana.upn), users(another.objectId)];
    const policy = aPolicy({ rules: rules.map((require) => ({ when: {}, require, reasonRequired: false })) });

    assert.equal(quorumOf(policy, subject, [ana, another], () => new Set()).isMet, true);
  });
});

/** How many seats can be filled at most: tries every way to give each to nobody, or to somebody under a name. */
function mostFilled([from, ...others]: readonly People[], people: readonly Person[], taken: readonly string[]): number {
  if (!from) return 0;
  const filled = people.flatMap((person) =>
    namesFor(from, person)
      .filter((name) => !taken.includes(name))
      .map((name) => 1 + mostFilled(others, without(people, person), [...taken, name])),
  );
  return Math.max(mostFilled(others, people, taken), ...filled);
}

/** Names under which this person may sit there; a group is a name of everybody's own. */
function namesFor({ users, groups }: People, { upn, objectId }: Person): string[] {
  const listed = users.map(foldCase).filter((user) => user === foldCase(upn) || user === objectId);
  return groups.length > 0 && isLead(objectId) ? [...listed, `${objectId} as a member`] : listed;
}

function isLead(objectId: string): boolean {
  return /[13]$/.test(objectId);
}

function without(people: readonly Person[], person: Person): Person[] {
  return people.filter((one) => one !== person);
}

describe('the seats of a rule', () => {
  const crowd = [ana.upn, ana.upn, ben.upn, ben.upn, eve.upn].map((upn, index) => newHolder(upn, index));
  const names = [...new Set(crowd.map(({ upn }) => upn)), ...crowd.map(({ objectId }) => objectId)];
  const anyLine = fc.record({ users: fc.subarray(names, { maxLength: 3 }), groups: fc.subarray([leads]) });

  it('are filled as far as trying every way finds, each name and each person once', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 4 }), fc.shuffledSubarray(crowd), (lines, people) => {
        const require = lines.map((from) => ({ from, count: 1 }));
        const policy = aPolicy({ rules: [{ when: {}, require, reasonRequired: false }] });
        const groupsOf: Memberships = ({ objectId }) => new Set(isLead(objectId) ? [leads] : []);
        const { missing } = quorumOf(policy, subject, people, groupsOf);
        const filled = lines.length - missing.reduce((sum, { count }) => sum + count, 0);
        seen.add(filled);
        assert.equal(filled, mostFilled(lines, people, []));
      }),
      { numRuns: 2_000 },
    );
    assert.deepEqual([...seen].toSorted(), [0, 1, 2, 3, 4]);
  });
});
