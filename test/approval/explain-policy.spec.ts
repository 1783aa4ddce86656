import assert from 'node:assert/strict';
import {
  type Asker,
  explainPolicy,
  type PolicyQuestion,
  type PolicyReading,
} from '../../src/approval/explain-policy.ts';
import type { Person } from '../../src/approval/request.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { parsed } from './policy-files.ts';

const leads = '99999999-0000-4000-8000-00000000000A';
const vips = '99999999-0000-4000-8000-00000000000b';
const ceoId = '77777777-0000-4000-8000-000000000000';
const one = { from: 'approvers', count: 1 };
const two = { from: 'approvers', count: 2 };
const lead = { from: { groups: [leads] }, count: 1 };
const policy = parsed({
  approvers: { users: [ana.upn, ben.upn, gus.upn] },
  rules: [
    { when: { action: ['hardDelete'], severity: ['high', 'medium'] }, require: [two], reason: 'required' },
    { when: { recipients: { over: 100 } }, require: [one, lead] },
    { when: { recipientIn: { users: ['ceo@contoso.com'] } }, require: [two] },
    { when: { recipientIn: { groups: [vips] } }, require: [two] },
    { when: { recipientIn: { users: [ceoId] } }, reason: 'required' },
    { when: { remediateSendersCopy: true }, require: [{ from: { users: [eve.upn] }, count: 1 }] },
    { when: {}, require: [one] },
  ],
});

function explain(question: Partial<PolicyQuestion> = {}, asker?: Partial<Asker> & { person: Person }): PolicyReading {
  const plain = { action: 'softDelete', severity: 'low', remediateSendersCopy: false } as const;
  const asked = asker === undefined ? {} : { asker: { isRequester: false, memberOf: [], ...asker } };
  return explainPolicy(policy, { ...plain, recipientCount: 1, recipients: [], ...question, ...asked });
}

/** Numbers of the rules with this verdict. */
function numbers({ rules }: PolicyReading, verdict: string): number[] {
  return rules.filter((rule) => rule.verdict === verdict).map(({ number }) => number);
}

describe('the explanation of a policy', () => {
  it('says which rules apply, by number', () => {
    assert.deepEqual(numbers(explain(), 'applies'), [7]);
    assert.deepEqual(
      numbers(explain({ action: 'hardDelete', severity: 'high', recipientCount: 250 }), 'applies'),
      [1, 2, 7],
    );
    assert.deepEqual(numbers(explain({ remediateSendersCopy: true }), 'applies'), [6, 7]);
    assert.deepEqual(numbers(explain({ recipients: ['CEO@contoso.com'] }), 'applies'), [3, 7]);
  });

  it('says of the others which conditions do not hold', () => {
    const unmet = explain().rules.map((rule) => rule.unmet);

    assert.deepEqual(unmet, [
      ['action', 'severity'],
      ['recipientsOver'],
      ['recipientIn'],
      ['recipientIn'],
      ['recipientIn'],
      ['remediateSendersCopy'],
      [],
    ]);
    assert.deepEqual(explain({ action: 'hardDelete' }).rules[0]?.unmet, ['severity']);
  });

  it('counts a rule as applying that hangs on what only the directory knows, and says so', () => {
    const reading = explain({ recipients: ['hannah@contoso.com'] });

    assert.deepEqual(numbers(reading, 'mayApply'), [4, 5]);
    assert.deepEqual([reading.needed, reading.missing, reading.reasonRequired], [2, [two], true]);
  });

  it('takes recipients that are not named for people whom no rule names', () => {
    assert.deepEqual(numbers(explain({ recipientCount: 50 }), 'mayApply'), []);
  });

  it('says who is needed in all, each set of people once', () => {
    const { needed, missing, reasonRequired } = explain({
      action: 'hardDelete',
      severity: 'high',
      recipientCount: 250,
    });

    assert.deepEqual([needed, reasonRequired], [2, true]);
    assert.deepEqual(missing, [two, { from: { users: [], groups: [leads] }, count: 1 }]);
  });

  it('asks one approver where no rule applies', () => {
    const bare = parsed({ approvers: { users: [ana.upn] } });
    const question = { action: 'hardDelete', severity: 'high', remediateSendersCopy: true } as const;

    const reading = explainPolicy(bare, { ...question, recipientCount: 9, recipients: [] });

    assert.deepEqual(reading, { rules: [], reasonRequired: false, needed: 1, missing: [one] });
  });

  it('says where somebody is named, and what their approval leaves open', () => {
    const { asker } = explain({ recipientCount: 250 }, { person: ana });

    assert.deepEqual(asker, {
      isApprover: true,
      namedIn: [],
      whyNotApprove: undefined,
      whyNotReject: undefined,
      missingAfter: [{ from: { users: [], groups: [leads] }, count: 1 }],
    });
  });

  it('takes memberships from whoever asks, in any case', () => {
    const question = { recipientCount: 250 };
    const without = explain(question, { person: eve }).asker;
    const member = explain(question, { person: eve, memberOf: [leads] }).asker;
    const elsewhere = explain({}, { person: eve, memberOf: [leads] }).asker;

    assert.equal(without?.whyNotApprove, 'notAnApprover');
    assert.deepEqual([member?.whyNotApprove, member?.namedIn, member?.missingAfter], [undefined, [2], [one]]);
    assert.deepEqual([elsewhere?.whyNotApprove, elsewhere?.namedIn], ['notAnApprover', []]);
  });

  it('says why guests, outsiders and the requester may not', () => {
    const guest = explain({}, { person: gus }).asker;
    const outsider = explain({}, { person: eve }).asker;
    const requester = explain({}, { person: ben, isRequester: true }).asker;

    assert.deepEqual([guest?.whyNotApprove, guest?.whyNotReject], ['guest', 'guest']);
    assert.deepEqual([outsider?.whyNotApprove, outsider?.whyNotReject], ['notAnApprover', 'notAnApprover']);
    assert.deepEqual([requester?.whyNotApprove, requester?.whyNotReject], ['requesterMayNotApprove', undefined]);
  });
});
