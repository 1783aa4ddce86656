import assert from 'node:assert/strict';
import {
  type Batch,
  batchAfter,
  duplicateWindowMs,
  type RemediationAnswer,
  refusalCodes,
} from '../../src/approval/remediation.ts';
import { deepFrozen } from './samples.ts';

type Answer = Exclude<RemediationAnswer, { kind: 'approverUpnRefused' }>;

const now = 50_000;
/** Called for the third time; the answer before was a 429. */
const calling: Batch = deepFrozen({
  number: 2,
  state: 'calling',
  emailCount: 7,
  attempts: 3,
  clientRequestId: 'client-3',
  calledAt: 49_000,
  status: 429,
  graphRequestId: 'graph-2',
});
const trace = { status: 202, graphRequestId: 'graph-3' };

function settled(answer: Answer, sameActionSentBefore = false, batch = calling): Batch {
  return batchAfter(batch, deepFrozen(answer), { now, sameActionSentBefore });
}

describe("a batch after Graph's answer", () => {
  const { status: _status, graphRequestId: _id, ...kept } = calling;
  const refusedBy = { code: 'permission', message: 'Insufficient privileges' } as const;
  const link = { trackingLink: 'https://security.microsoft.com/x', bulkId: 'bulk-1' };
  const table: [string, Answer, boolean, Batch][] = [
    [
      'accepted with a link',
      { ...trace, ...link, kind: 'accepted', location: 'https://security.microsoft.com/x?raw' },
      false,
      { ...kept, ...trace, ...link, state: 'accepted', endedAt: now },
    ],
    [
      'accepted without a link',
      { ...trace, kind: 'accepted' },
      false,
      { ...kept, ...trace, state: 'accepted', endedAt: now },
    ],
    [
      'a duplicate of our own',
      { kind: 'duplicate', status: 409, message: 'Duplicate' },
      true,
      { ...kept, status: 409, graphRequestId: 'graph-2', state: 'duplicate', endedAt: now },
    ],
    [
      "a duplicate of somebody else's",
      { kind: 'duplicate', status: 409, graphRequestId: 'graph-3', message: 'Duplicate' },
      false,
      {
        ...kept,
        status: 409,
        graphRequestId: 'graph-3',
        state: 'pending',
        dueAt: now + duplicateWindowMs,
        duplicates: 1,
      },
    ],
    [
      'refused',
      { ...refusedBy, kind: 'refused', status: 403, graphRequestId: 'graph-3' },
      false,
      { ...kept, status: 403, graphRequestId: 'graph-3', state: 'refused', endedAt: now, problem: refusedBy },
    ],
    [
      'not now, with a time',
      { kind: 'notNow', status: 429, graphRequestId: 'graph-3', retryAfterMs: 12_000, message: 'Too many requests' },
      false,
      { ...kept, status: 429, graphRequestId: 'graph-3', state: 'pending', dueAt: now + 12_000 },
    ],
    [
      'not now, without a time: longer the more calls were made',
      { kind: 'notNow', status: 503, graphRequestId: 'graph-3', message: 'Unavailable' },
      false,
      { ...kept, status: 503, graphRequestId: 'graph-3', state: 'pending', dueAt: now + 20_000 },
    ],
    [
      'never reached: what the last answer said stays',
      { kind: 'notNow', message: 'No connection' },
      false,
      { ...calling, state: 'pending', dueAt: now + 20_000 },
    ],
    ['unclear', { kind: 'unclear', message: 'Time-out' }, false, { ...calling, state: 'unknown', endedAt: now }],
    [
      'unclear, although the same was sent before',
      { kind: 'unclear', status: 504, message: 'Gateway' },
      true,
      { ...calling, status: 504, state: 'unknown', endedAt: now },
    ],
  ];
  for (const [what, answer, sentBefore, expected] of table) {
    it(`is as it should be: ${what}`, () => assert.deepEqual(settled(answer, sentBefore), expected));
  }

  it('looks at what was sent before only where Graph calls it a duplicate', () => {
    const others: Answer[] = [
      { kind: 'accepted' },
      { kind: 'refused', code: 'other', message: 'x' },
      { kind: 'notNow', message: 'x' },
      { kind: 'unclear', message: 'x' },
    ];
    for (const answer of others) assert.deepEqual(settled(answer, true), settled(answer, false));
  });

  it('keeps the reason of a refusal, whichever it is', () => {
    for (const code of refusalCodes) {
      assert.deepEqual(settled({ kind: 'refused', code, message: 'No' }).problem, { code, message: 'No' });
    }
  });

  it('never keeps what belongs to an answer before: due time, end, problem', () => {
    const stale: Batch = { ...calling, dueAt: 1, endedAt: 2, problem: { code: 'other', message: 'old' } };
    const pending = settled({ kind: 'notNow', message: 'x' }, false, stale);
    assert.deepEqual([pending.dueAt, pending.endedAt, pending.problem], [now + 20_000, undefined, undefined]);
    const accepted = settled({ kind: 'accepted' }, false, stale);
    assert.deepEqual([accepted.dueAt, accepted.endedAt, accepted.problem], [undefined, now, undefined]);
  });

  it('keeps the mark of a dry run', () => {
    assert.equal(settled({ kind: 'accepted' }, false, { ...calling, dryRun: true }).dryRun, true);
    assert.equal('dryRun' in settled({ kind: 'accepted' }), false);
  });

  it('asks a person after six answers of 409, however many other tries there were', () => {
    const duplicate: Answer = { kind: 'duplicate', status: 409, message: 'Duplicate' };
    assert.equal(settled(duplicate, false, { ...calling, attempts: 20 }).state, 'pending');
    assert.equal(settled(duplicate, false, { ...calling, duplicates: 5 }).state, 'refused');
  });

  it('drops what looks had shown once an answer is there', () => {
    const looked: Batch = { ...calling, looks: [{ at: 1, moved: 0, unmoved: 1, silent: 0, unread: 0 }] };
    assert.equal(settled({ kind: 'accepted' }, false, looked).looks, undefined);
  });

  it('that is tried again as a duplicate waits until Graph forgets the other remediation', () => {
    assert.equal(duplicateWindowMs, 30 * 60_000);
  });
});
