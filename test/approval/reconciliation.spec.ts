import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lookAt, needsPerson, nextLookAt, type Verdict, verdictOf } from '../../src/approval/reconciliation.ts';
import type { Batch, Look } from '../../src/approval/remediation.ts';
import { emailKey } from '../../src/approval/request.ts';

const unknown: Batch = { number: 1, state: 'unknown', emailCount: 3, attempts: 1, calledAt: 500, endedAt: 1_000 };
const look = (over: Partial<Look>): Look => ({ at: 0, moved: 0, unmoved: 0, silent: 0, unread: 0, ...over });
const still = look({ unmoved: 3 });
const gone = look({ moved: 3 });
const mixed = look({ moved: 1, unmoved: 2 });
const blind = look({ unread: 3 });
const silent = look({ silent: 3 });

const verdicts: readonly [string, readonly Look[], Verdict][] = [
  ['one look that shows everything moved', [gone], 'accepted'],
  ['what cannot move is left aside', [look({ moved: 2, silent: 1 })], 'accepted'],
  ['one look that shows nothing moved proves nothing', [still], 'lookAgain'],
  ['two such looks prove nothing', [still, still], 'lookAgain'],
  ['nothing moved at all three looks', [still, still, still], 'callAgain'],
  ['it moved at last', [still, still, gone], 'accepted'],
  ['a mixed look is looked at again', [mixed], 'lookAgain'],
  ['mixed at the end', [still, mixed, mixed], 'person'],
  ['moved once, and not any more', [mixed, still, still], 'person'],
  ['one of the looks saw nothing', [blind, still, still], 'person'],
  ['none could be made', [blind, blind, blind], 'person'],
  ['one email was never found', [still, still, look({ unmoved: 2, unread: 1 })], 'person'],
  ['moved, but one was never found', [look({ moved: 2, unread: 1 })], 'lookAgain'],
  ['nothing that could move', [silent, silent, silent], 'person'],
  ['a later look of a person shows it moved', [still, mixed, mixed, gone], 'accepted'],
  ['a later look of a person never calls by itself', [blind, still, still, still], 'person'],
];

describe('the verdict over an unclear call', () => {
  for (const [situation, looks, verdict] of verdicts) {
    it(`is "${verdict}": ${situation}`, () => {
      assert.equal(verdictOf({ ...unknown, looks }), verdict);
    });
  }

  it('leaves a call that stays without effect again and again to a person', () => {
    assert.equal(verdictOf({ ...unknown, attempts: 4, looks: [still, still, still] }), 'person');
  });

  it('never calls again unless three looks saw every email unmoved', () => {
    const counts = fc.record({
      moved: fc.nat(2),
      unmoved: fc.nat(2),
      silent: fc.nat(2),
      unread: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 5 }), (several) => {
        const looks = several.map(look);
        if (verdictOf({ ...unknown, looks }) !== 'callAgain') return;
        assert.ok(looks.length >= 3);
        assert.ok(looks.every((one) => one.moved === 0 && one.unread === 0 && one.unmoved > 0));
      }),
    );
  });
});

describe('when an unclear call is looked into', () => {
  it('is once, twice and four times RECONCILE_AFTER from when it was over', () => {
    const at = (ms: number) => ({ ...still, at: ms });
    const times = [[], [at(1_100)], [at(1_100), at(1_200)]].map((looks) => nextLookAt({ ...unknown, looks }, 100));
    assert.deepEqual(times, [1_100, 1_200, 1_400]);
  });

  it('leaves the same time between looks where the clock was set forward, or the process slept', () => {
    const at = (ms: number) => ({ ...still, at: ms });
    assert.equal(nextLookAt({ ...unknown, looks: [at(9_000)] }, 100), 9_100);
    assert.equal(nextLookAt({ ...unknown, looks: [at(9_000), at(9_100)] }, 100), 9_300);
  });

  it('ends with the third look, and then a person is asked', () => {
    const looked = { ...unknown, looks: [still, mixed, mixed] };
    assert.equal(nextLookAt(looked, 100), undefined);
    assert.equal(needsPerson(looked), true);
    assert.equal(needsPerson({ ...unknown, looks: [still] }), false);
  });

  it('is never for a batch whose outcome is known', () => {
    assert.equal(nextLookAt({ ...unknown, state: 'accepted' }, 100), undefined);
    assert.equal(needsPerson({ ...unknown, state: 'accepted', looks: [still, still, gone] }), false);
  });
});

describe('a look', () => {
  it('counts each email by where it lies', () => {
    const emails = ['a', 'b', 'c', 'd'].map((name) => ({
      networkMessageId: '11111111-2222-4333-8444-555555555555',
      recipientEmailAddress: `${name}@contoso.com`,
    }));
    const locations = new Map(
      ['inbox_folder', 'others', 'onprem_external'].map((location, index) => {
        const email = emails[index];
        assert.ok(email);
        return [emailKey(email), { latest: location }] as const;
      }),
    );
    assert.deepEqual(lookAt(emails, locations, 'softDelete', 7), { at: 7, moved: 1, unmoved: 1, silent: 1, unread: 1 });
  });
});
