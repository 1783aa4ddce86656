import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { escalated } from '../../src/approval/escalation.ts';
import {
  groupsNamed,
  type People,
  type Policy,
  type PolicySubject,
  whyNotApprove,
  whyNotReject,
} from '../../src/approval/policy.ts';
import { quorumOf } from '../../src/approval/quorum.ts';
import { foldCase, type Origin, type Person } from '../../src/approval/request.ts';
import { aPolicy } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';

const subject: PolicySubject = {
  action: 'softDelete',
  severities: ['medium'],
  remediateSendersCopy: false,
  recipientCount: 1,
  hasRecipientIn: () => false,
};
const alert: Origin = { kind: 'alert', source: 'mailgate' };
const only = (...people: Person[]): People => ({ users: people.map(({ upn }) => upn), groups: [] });
type Line = { readonly from: 'approvers' | People; readonly count: number };
const rule = (...require: Line[]) => ({ when: {}, require, reasonRequired: false });
const approver = (count: number): Line => ({ from: 'approvers', count });
const named = (count: number, ...people: Person[]): Line => ({ from: only(...people), count });
const noGroups = () => new Set<string>();

const lead = eve;
const zoe: Person = { ...eve, objectId: '99999999-0000-4000-8000-000000000000', upn: 'zoe@contoso.com', name: 'Zoe' };

function policyWith(rules: Policy['rules'], escalateTo: People = only(lead)): Policy {
  return aPolicy({ approvers: only(ana, ben), rules, escalateAfterMs: 1, escalateTo });
}

describe('an escalated request', () => {
  const rows: readonly [title: string, Policy, approved: Person[], before: boolean, after: boolean][] = [
    ['takes one lead in the place of one approver', policyWith([]), [lead], false, true],
    ['still takes an approver', policyWith([]), [ana], true, true],
    ['takes two of whom one is a lead', policyWith([rule(approver(2))]), [ana, lead], false, true],
    ['does not take one lead for two', policyWith([rule(approver(2))]), [lead], false, false],
    ['takes two leads for two approvers', policyWith([rule(approver(2))], only(lead, zoe)), [lead, zoe], false, true],
    ['asks for the people whom a rule names as before', policyWith([rule(named(1, zoe))]), [lead], false, false],
    [
      'counts a lead as approver or as lead, within a rule',
      policyWith([rule(approver(1), named(1, lead))]),
      [lead],
      false,
      false,
    ],
    [
      'counts a lead as approver or as lead, across rules',
      policyWith([rule(approver(1)), rule(named(1, lead))]),
      [lead],
      false,
      false,
    ],
    [
      'takes two leads, of whom one stands in',
      policyWith([rule(approver(1)), rule(named(1, lead, zoe))], only(lead, zoe)),
      [lead, zoe],
      false,
      true,
    ],
    [
      'lets the one stand in who is needed least where they are named',
      policyWith([rule(approver(1)), rule(named(1, zoe))], only(lead, zoe)),
      [zoe, lead],
      false,
      true,
    ],
    [
      'lets a lead who is an approver anyway count for both, as before',
      policyWith([rule(approver(1)), rule(named(1, ana))], only(ana)),
      [ana],
      true,
      true,
    ],
    [
      'lets a stand-in count for approvers in several rules, as an approver does',
      policyWith([rule(approver(1)), rule(approver(1))]),
      [lead],
      false,
      true,
    ],
  ];
  for (const [title, policy, approved, before, after] of rows) {
    it(title, () => {
      assert.equal(quorumOf(policy, subject, approved, noGroups, alert).isMet, before);
      assert.equal(quorumOf(escalated(policy), subject, approved, noGroups, alert).isMet, after);
    });
  }

  it('gives a say to whom it was escalated, and to nobody before', () => {
    const policy = policyWith([]);
    for (const whyNot of [
      (written: Policy) => whyNotApprove(written, subject, lead, alert, noGroups),
      (written: Policy) => whyNotReject(written, subject, lead, noGroups),
    ]) {
      assert.equal(whyNot(policy), 'notAnApprover');
      assert.equal(whyNot(escalated(policy)), undefined);
    }
  });

  it('names everybody once, in the first spelling, and keeps the groups that had a say', () => {
    const [soc, leads] = ['66666666-0000-4000-8000-00000000000a', '77777777-0000-4000-8000-00000000000b'];
    const policy = aPolicy({
      approvers: { users: ['Ana@Contoso.com', ben.upn], groups: [soc.toUpperCase()] },
      escalateAfterMs: 1,
      escalateTo: { users: ['ana@contoso.com', lead.upn], groups: [soc, leads] },
    });

    assert.deepEqual(escalated(policy).approvers, {
      users: ['Ana@Contoso.com', ben.upn, lead.upn],
      groups: [soc.toUpperCase(), leads],
    });
  });

  it('still keeps out guests and the requester', () => {
    const policy = escalated(policyWith([]));
    const own: Origin = { kind: 'command', by: lead };
    assert.equal(whyNotApprove(policy, subject, lead, own, noGroups), 'requesterMayNotApprove');
    assert.equal(whyNotApprove(policy, subject, { ...lead, isGuest: true }, alert, noGroups), 'guest');
  });

  it('looks people up in the groups of escalateTo, which nothing else does', () => {
    const group = '55555555-0000-4000-8000-00000000000A';
    const policy = policyWith([], { users: [], groups: [group] });
    assert.deepEqual(groupsNamed(policy), []);
    assert.deepEqual(groupsNamed(escalated(policy)), [foldCase(group)]);
  });

  it('changes nothing where the policy does not say both when and to whom', () => {
    const { escalateTo: _to, ...timeAlone } = policyWith([]);
    const { escalateAfterMs: _after, ...peopleAlone } = policyWith([]);
    for (const policy of [timeAlone, peopleAlone]) assert.equal(escalated(policy), policy);
  });

  /** Whoever stood in, replaced by an approver whom nobody else names: then the quorum was met before, too. */
  it('never needs fewer people than before', () => {
    const people = [ana, ben, lead, zoe];
    const some = fc.subarray(people, { minLength: 1 });
    const line = fc.tuple(fc.constantFrom('approvers', 'people'), some, fc.integer({ min: 1, max: 2 }));
    const rules = fc.array(fc.array(line, { minLength: 1, maxLength: 2 }), { maxLength: 3 });
    fc.assert(
      fc.property(rules, some, some, some, (drawn, approvers, escalateTo, approved) => {
        const policy = aPolicy({
          approvers: only(...approvers),
          rules: drawn.map((lines) =>
            rule(
              ...lines.map(([from, who, count]): Line => (from === 'people' ? named(count, ...who) : approver(count))),
            ),
          ),
          escalateAfterMs: 1,
          escalateTo: only(...escalateTo),
        });
        if (!quorumOf(escalated(policy), subject, approved, noGroups, alert).isMet) return;
        const standIns = approved.map((person, index) => ({
          ...person,
          objectId: `${index}${index}000000-0000-4000-8000-000000000000`,
          upn: `stand-in-${index}@contoso.com`,
        }));
        const before = { ...policy, approvers: only(...approvers, ...standIns) };
        const asApprovers = Array.from({ length: 2 ** approved.length }, (_, chosen) =>
          approved.map((person, index) =>
            Math.floor(chosen / 2 ** index) % 2 === 1 ? (standIns[index] ?? person) : person,
          ),
        );
        assert.ok(asApprovers.some((who) => quorumOf(before, subject, who, noGroups, alert).isMet));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes nothing from those who had a say: what was met before is met', () => {
    const people = [ana, ben, lead, zoe];
    const some = fc.subarray(people, { minLength: 1 });
    const line = fc.tuple(fc.constantFrom('approvers', 'people'), some, fc.integer({ min: 1, max: 2 }));
    const rules = fc.array(fc.array(line, { minLength: 1, maxLength: 2 }), { maxLength: 3 });
    fc.assert(
      fc.property(rules, some, some, some, (drawn, approvers, escalateTo, approved) => {
        const policy = aPolicy({
          approvers: only(...approvers),
          rules: drawn.map((lines) =>
            rule(
              ...lines.map(([from, who, count]): Line => (from === 'people' ? named(count, ...who) : approver(count))),
            ),
          ),
          escalateAfterMs: 1,
          escalateTo: only(...escalateTo),
        });
        if (!quorumOf(policy, subject, approved, noGroups, alert).isMet) return;
        assert.ok(quorumOf(escalated(policy), subject, approved, noGroups, alert).isMet);
      }),
      { numRuns: 2_000 },
    );
  });
});
