import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAssumed, type Memberships, type Requirement, requirementsFor } from '../../src/approval/policy.ts';
import { quorumOf } from '../../src/approval/quorum.ts';
import type { Person } from '../../src/approval/request.ts';
import { ana } from '../support/people.ts';
import { aWorld, byAlert, subjectOf } from './policy-play.ts';
import { anyContent, anyGroups, anyPolicyFile, anyRuleOfFile, everybody, groupIds } from './policy-reading.ts';

const anyPeople = fc.subarray([...everybody]);

/** Somebody whom no file names, but who may be in groups. */
function newcomer(digit: number): Person {
  const objectId = `12345678-0000-4000-8000-0000000000${String(digit).padStart(2, '0')}`;
  return { ...ana, objectId, upn: `newcomer-${digit}@contoso.com` };
}

describe('the quorum of whatever policy', () => {
  it('never gets easier by one rule more', () => {
    let harder = 0;
    fc.assert(
      fc.property(
        anyPolicyFile,
        anyRuleOfFile,
        anyGroups,
        anyContent,
        anyPeople,
        (file, rule, groups, content, people) => {
          const { policy, groupsOf, recipients } = aWorld(file, groups, byAlert);
          const { policy: stricter } = aWorld({ ...file, rules: [...file.rules, rule] }, groups, byAlert);
          const subject = subjectOf({ recipients }, content);
          const before = quorumOf(policy, subject, people, groupsOf);
          const after = quorumOf(stricter, subject, people, groupsOf);
          assert.ok(quorumOf(stricter, subject, [], groupsOf).needed >= quorumOf(policy, subject, [], groupsOf).needed);
          // Without any rule that applies one approver is enough; the first rule says itself whether it asks for one.
          const isFirst = JSON.stringify(requirementsFor(policy, subject)) === '[[{"from":"approvers","count":1}]]';
          if (after.isMet && !isFirst) assert.ok(before.isMet);
          if (before.isMet && !after.isMet) harder += 1;
        },
      ),
      { numRuns: 3_000 },
    );
    assert.ok(harder > 50, `${harder}`);
  });

  it('is met once the people who are missing have come, and not by fewer than it says', () => {
    let filled = 0;
    fc.assert(
      fc.property(anyPolicyFile, anyGroups, anyContent, anyPeople, (file, groups, content, people) => {
        const { policy, groupsOf, recipients } = aWorld(file, groups, byAlert);
        const subject = subjectOf({ recipients }, content);
        const { isMet, missing, seated, needed } = quorumOf(policy, subject, people, groupsOf);
        const groupOf = ({ from }: Requirement) => (from === 'approvers' ? policy.approvers : from).groups[0] ?? '';
        const seats = missing.flatMap((line) => Array.from({ length: line.count }, () => new Set([groupOf(line)])));
        const isMetWith = (newcomers: readonly ReadonlySet<string>[]) => {
          const all = [...people, ...newcomers.map((_, index) => newcomer(index))];
          const knows: Memberships = (person) =>
            newcomers.find((_, index) => newcomer(index).objectId === person.objectId) ?? groupsOf(person);
          return quorumOf(policy, subject, all, knows).isMet;
        };
        // Members of everything: every line of these files has a group in it.
        const allRounders = Array.from({ length: needed - seated.length }, () => new Set(groupIds));

        assert.equal(isMet, missing.length === 0);
        assert.ok(seated.every((person) => people.includes(person)));
        assert.equal(isMetWith(seats), true);
        assert.equal(isMetWith(allRounders), true);
        if (!isMet) assert.equal(isMetWith(allRounders.slice(1)), false);
        if (!isMet && seated.length > 0) filled += 1;
      }),
      { numRuns: 2_000 },
    );
    assert.ok(filled > 100, `${filled}`);
  });

  it('that is met while recipients are not known is met whoever they turn out to be', () => {
    let assumed = 0;
    fc.assert(
      fc.property(anyPolicyFile, anyGroups, anyContent, anyPeople, (file, groups, content, people) => {
        const { policy, groupsOf, recipients } = aWorld(file, groups, byAlert);
        const subject = subjectOf({ recipients }, content);
        const isMetIf = (answer: boolean | 'unknown') =>
          quorumOf(policy, { ...subject, hasRecipientIn: () => answer }, people, groupsOf).isMet;
        if (!isMetIf('unknown')) return;
        assert.deepEqual([isMetIf(true), isMetIf(false)], [true, true]);
        if (isAssumed(policy, { ...subject, hasRecipientIn: () => 'unknown' })) assumed += 1;
      }),
      { numRuns: 6_000 },
    );
    assert.ok(assumed > 30, `${assumed}`);
  });
});
