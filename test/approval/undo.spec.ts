import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Batch } from '../../src/approval/remediation.ts';
import type { ApprovalRequest, RemediationAction } from '../../src/approval/request.ts';
import { isUndoUnderWay, mayBeGone, nextProofAt, type UndoFacts, weighUndo } from '../../src/approval/undo.ts';
import { ben, testTenantId } from '../support/people.ts';
import { aDecision, aRevision } from './samples.ts';

const day = 24 * 3_600_000;
const told = 10 * day;

function aRequest(over: object = {}, action: RemediationAction = 'softDelete', dryRun = false): ApprovalRequest {
  return {
    id: 'CS-7F3K2Q',
    tenantId: testTenantId,
    origin: { kind: 'alert', source: 'defender' },
    createdAt: 1,
    expiresAt: 2,
    revision: aRevision({ dryRun, content: { action, severity: 'medium', remediateSendersCopy: false } }),
    state: 'verified',
    approvals: [aDecision()],
    ...over,
  } as ApprovalRequest;
}
const aBatch = (over: Partial<Batch> = {}): Batch => ({
  number: 1,
  state: 'accepted',
  emailCount: 2,
  attempts: 1,
  calledAt: told,
  endedAt: told + 1_000,
  settledAt: told + 60_000,
  ...over,
});
const unsettled = ({ settledAt: _, ...batch }: Batch): Batch => batch;
const refusedByGraph = { batches: [aBatch({ state: 'refused' })], moved: 0, left: 0 };
const facts = (over: Partial<UndoFacts> = {}): UndoFacts => ({
  request: aRequest(),
  batches: [aBatch()],
  moved: 2,
  left: 2,
  newest: undefined,
  ...over,
});

describe('whether a request may be undone', () => {
  const refusals: readonly [why: string, over: Partial<UndoFacts>, reason: string][] = [
    ['it is not decided', { request: aRequest({ state: 'pending' }), batches: [], moved: 0 }, 'undoOfOpen'],
    [
      'some approved it, not enough',
      { request: aRequest({ state: 'partiallyApproved' }), batches: [], moved: 0 },
      'undoOfOpen',
    ],
    ['it was rejected', { request: aRequest({ state: 'rejected' }), batches: [], moved: 0 }, 'undoOfRejected'],
    ['it expired', { request: aRequest({ state: 'expired' }), batches: [], moved: 0 }, 'undoOfExpired'],
    ['it was withdrawn', { request: aRequest({ state: 'withdrawn' }), batches: [], moved: 0 }, 'undoOfWithdrawn'],
    ['it was a dry run', { request: aRequest({}, 'softDelete', true) }, 'undoOfDryRun'],
    ['Graph took nothing of it', { request: aRequest({ state: 'failed' }), ...refusedByGraph }, 'undoOfFailed'],
    [
      'it was to delete for good, and Graph took nothing of it',
      { request: aRequest({ state: 'failed' }, 'hardDelete'), ...refusedByGraph },
      'undoOfFailed',
    ],
    [
      'it was to delete for good, and nothing is proven gone',
      { request: aRequest({}, 'hardDelete'), moved: 0, left: 0 },
      'nothingToUndo',
    ],
    [
      'it was to delete for good, and nobody has looked yet',
      { request: aRequest({ state: 'submitted' }, 'hardDelete'), batches: [unsettled(aBatch())], moved: 0, left: 0 },
      'cannotUndoHardDelete',
    ],
    ['nothing is proven moved', { moved: 0, left: 0 }, 'nothingToUndo'],
    ['nobody could see what moved', { moved: 0, left: 0, unread: 2 }, 'undoUnread'],
    ['it deleted for good', { request: aRequest({}, 'hardDelete') }, 'cannotUndoHardDelete'],
    ['it put email into the inbox', { request: aRequest({}, 'moveToInbox') }, 'cannotUndoUndo'],
    ['it is about to be submitted', { request: aRequest({ state: 'approved' }) }, 'notYetVerified'],
    ['it is being submitted', { request: aRequest({ state: 'submitting' }) }, 'notYetVerified'],
    [
      'it is not looked at yet',
      { request: aRequest({ state: 'submitted' }), batches: [unsettled(aBatch())] },
      'notYetVerified',
    ],
    ['a part is looked after still', { batches: [aBatch(), unsettled(aBatch({ number: 2 }))] }, 'notYetVerified'],
    ['others moved all of it since', { left: 0, overtakenBy: 'CS-000003' }, 'undoOvertaken'],
    ['all of it came back', { left: 0, newest: { id: 'CS-000002', isUnderWay: false } }, 'alreadyUndone'],
  ];
  for (const [why, over, reason] of refusals) {
    it(`no: ${why}`, () => {
      const verdict = weighUndo(facts(over), told + day);
      assert.equal(verdict.kind === 'refused' && verdict.reason, reason);
    });
  }

  for (const state of ['verified', 'partlyVerified', 'unverified', 'failed', 'submitted'] as const) {
    it(`yes, where something is proven moved and nothing more is looked for: ${state}`, () => {
      assert.deepEqual(weighUndo(facts({ request: aRequest({ state }) }), told + day), { kind: 'may' });
    });
  }

  it('points to an undo that is under way, before anything else', () => {
    const asked = facts({ left: 0, newest: { id: 'CS-000002', isUnderWay: true } });
    assert.deepEqual(weighUndo(asked, told + 99 * day), { kind: 'asked', undoId: 'CS-000002' });
  });

  it('yes again, for what an undo that is over did not bring back', () => {
    const partly = facts({ left: 1, newest: { id: 'CS-000002', isUnderWay: false } });
    assert.deepEqual(weighUndo(partly, told + day), { kind: 'may' });
  });

  it('no, once the last part was soft deleted more than 30 days ago; a folder has no such end', () => {
    const late = (action: RemediationAction, at: number, ...batches: Batch[]) =>
      weighUndo(facts({ request: aRequest({}, action), batches: [aBatch(), ...batches] }), at);
    assert.deepEqual(late('softDelete', told + 30 * day), { kind: 'may' });
    assert.deepEqual(late('softDelete', told + 30 * day + 1), { kind: 'refused', reason: 'undoTooLate' });
    assert.deepEqual(late('softDelete', told + 30 * day + 1, aBatch({ number: 2, calledAt: told + day })), {
      kind: 'may',
    });
    assert.deepEqual(
      late('softDelete', told + 99 * day, aBatch({ number: 2, state: 'refused', calledAt: told + 99 * day })),
      {
        kind: 'refused',
        reason: 'undoTooLate',
      },
    );
    assert.deepEqual(late('moveToJunk', told + 99 * day), { kind: 'may' });
  });

  it('is offered without a look at the clock: a click that comes too late is told so', () => {
    assert.deepEqual(weighUndo(facts({ batches: [aBatch({ calledAt: -99 * day })] })), { kind: 'may' });
  });
});

describe('what is removed', () => {
  it('may be gone more than 14 days after its first part was submitted', () => {
    const batches = [aBatch(), aBatch({ number: 2, calledAt: told + 5 * day })];
    assert.equal(mayBeGone(batches, told + 14 * day), false);
    assert.equal(mayBeGone(batches, told + 14 * day + 1), true);
    assert.equal(mayBeGone([], told), false);
  });

  it('is counted from what Graph took, also from another request, and never from a dry run', () => {
    const late = told + 15 * day;
    assert.equal(mayBeGone([aBatch({ state: 'duplicate' })], late), true);
    assert.equal(mayBeGone([aBatch({ dryRun: true })], late), false);
    assert.equal(
      mayBeGone([aBatch({ dryRun: true, calledAt: 0 }), aBatch({ number: 2, calledAt: late })], late),
      false,
    );
  });
});

describe('an undo', () => {
  it('is under way until it is decided against, or its proof is there', () => {
    const open = aRequest(
      { state: 'pending', undoes: 'CS-000001', origin: { kind: 'command', by: ben } },
      'moveToInbox',
    );
    assert.equal(isUndoUnderWay(open, []), true);
    for (const state of ['rejected', 'expired', 'withdrawn'] as const) {
      assert.equal(isUndoUnderWay({ ...open, state } as ApprovalRequest, []), false);
    }
    const inState = (state: string, ...batches: Batch[]) => isUndoUnderWay(aRequest({ state }, 'moveToInbox'), batches);
    assert.equal(inState('submitting', aBatch({ state: 'unknown' })), true);
    assert.equal(inState('verifying', unsettled(aBatch())), true);
    assert.equal(inState('failed', unsettled(aBatch()), aBatch({ number: 2, state: 'refused' })), true);
    assert.equal(inState('failed', aBatch({ state: 'refused' })), false);
    assert.equal(inState('verified', aBatch()), false);
  });
});

describe('when the mailboxes are looked at next', () => {
  const schedule = [60_000, 300_000];
  it('is the next time on the schedule of the batch that waits longest', () => {
    const batches = [
      unsettled(aBatch()),
      unsettled(aBatch({ number: 2, endedAt: told + 30_000 })),
      aBatch({ number: 3 }),
    ];
    assert.equal(nextProofAt(batches, schedule, told + 2_000), told + 90_000);
    assert.equal(nextProofAt(batches, schedule, told + 100_000), told + 330_000);
  });

  it('is the first one from now on, where nobody knows when Graph answered', () => {
    const { endedAt: _unknown, ...batch } = unsettled(aBatch());
    assert.equal(nextProofAt([batch], schedule, told), told + 60_000);
  });

  it('is not known where nothing is submitted yet, or the schedule is over', () => {
    assert.equal(nextProofAt([aBatch({ state: 'pending' })], schedule, told), undefined);
    assert.equal(nextProofAt([unsettled(aBatch())], schedule, told + day), undefined);
  });
});
