import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { anAlert } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;

describe('a Graph call whose answer never came', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function unclear(): Promise<RequestId> {
    world.mailboxes.answerNext({ kind: 'unclear', status: 504, message: 'timeout' });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    return requestId;
  }

  async function passing(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }

  const batchOf = async (requestId: RequestId) => {
    const [batch] = await world.store.batches(requestId);
    assert.ok(batch);
    return batch;
  };
  const said = () => world.thread.replies.map(({ kind }) => kind);

  it('counts as accepted once a look shows that everything moved', async () => {
    const requestId = await unclear();
    await passing(2 * minute - 1);
    assert.equal(world.mailboxes.reads, 0);
    world.mailboxes.otherwise = 'others';
    await passing(1);

    assert.equal((await batchOf(requestId)).state, 'accepted');
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.equal(world.mailboxes.calls.length, 1);
    assert.deepEqual(said(), ['unclear', 'submitted']);
    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 100 });
    const accepted = entries.find(({ kind }) => kind === 'remediation.accepted');
    assert.equal(accepted?.data['reconciled'], true);
    const status = await world.steps.requestStatus('mailgate', requestId);
    assert.deepEqual([status?.batches[0]?.state, status?.batches[0]?.reconciled], ['accepted', true]);
  });

  it('is made again only after three looks have shown that nothing moved, at 1, 2 and 4 times RECONCILE_AFTER', async () => {
    const requestId = await unclear();
    for (const [wait, reads] of [
      [2, 1],
      [2, 2],
      [4, 3],
    ] as const) {
      assert.equal(world.mailboxes.calls.length, 1);
      await passing(wait * minute);
      assert.equal(world.mailboxes.reads, reads);
    }

    assert.equal(world.mailboxes.calls.length, 2);
    assert.equal((await batchOf(requestId)).state, 'accepted');
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('keeps the time between the looks though the clock jumps an hour forward', async () => {
    await unclear();
    await passing(60 * minute);
    await passing(0);
    assert.equal(world.mailboxes.reads, 1);
    await passing(2 * minute);
    assert.equal(world.mailboxes.reads, 2);
    await passing(2 * minute);
    assert.equal(world.mailboxes.reads, 2);
    assert.equal(world.mailboxes.calls.length, 1);
  });

  it('takes a 409 to the second call for the effect of the first', async () => {
    const requestId = await unclear();
    world.mailboxes.answerNext({ kind: 'duplicate', status: 409, message: 'Duplicate remediation' });
    for (const wait of [2, 2, 4]) await passing(wait * minute);

    assert.equal((await batchOf(requestId)).state, 'duplicate');
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('is left to a person where the mailboxes show a mixed picture', async () => {
    const requestId = await unclear();
    const [first] = await world.store.emails(requestId);
    assert.ok(first && 'networkMessageId' in first);
    world.mailboxes.locations.set(`${first.networkMessageId}|${first.recipientEmailAddress}`, 'others');
    for (const wait of [2, 2, 4, 60, 600]) await passing(wait * minute);

    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal(world.mailboxes.reads, 3);
    assert.equal((await world.store.request(requestId))?.state, 'submitting');
    assert.deepEqual(said(), ['unclear', 'stillUnclear']);
    const [batch] = world.thread.updates.at(-1)?.view.batches ?? [];
    assert.equal(batch?.needsPerson, true);
    assert.deepEqual([batch.lastLook?.moved, batch.lastLook?.unmoved], [1, 1]);
  });

  it('is left to a person where the mailboxes cannot be read, after a while of trying', async () => {
    world.mailboxes.unreadable = true;
    const requestId = await unclear();
    for (let minutes = 0; minutes < 60; minutes += 1) await passing(minute);

    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal((await batchOf(requestId)).state, 'unknown');
    assert.deepEqual(said(), ['unclear', 'stillUnclear']);
  });

  async function leftToPerson(): Promise<RequestId> {
    const requestId = await unclear();
    world.mailboxes.otherwise = 'onprem_external';
    for (const wait of [2, 2, 4]) await passing(wait * minute);
    return requestId;
  }

  it('is looked at once more when a person asks, and never called for it', async () => {
    const requestId = await leftToPerson();
    const answer = await world.click('checkAgain', ben, requestId);
    await world.work();
    assert.equal(answer.kind === 'card' && answer.view.notice, 'checkingAgain');
    assert.equal(world.mailboxes.reads, 4);
    assert.equal(world.mailboxes.calls.length, 1);

    world.mailboxes.otherwise = 'others';
    await world.click('checkAgain', ben, requestId);
    await world.work();
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.deepEqual(said(), ['unclear', 'stillUnclear', 'submitted']);
  });

  it('is sent again when a person decides so, on record, under the first approver', async () => {
    const requestId = await leftToPerson();
    await world.click('sendAgain', ben, requestId, { reason: 'It is still there' });
    await world.work();

    assert.equal(world.mailboxes.calls.length, 2);
    assert.equal(world.mailboxes.calls[1]?.body.approverUpn, ana.upn);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 100 });
    const decision = entries.find(({ kind }) => kind === 'remediation.sentAgain');
    assert.deepEqual([decision?.actor.upn, decision?.data['reason']], [ben.upn, 'It is still there']);
  });

  it('is sent again once, however often a person clicks', async () => {
    const requestId = await leftToPerson();
    const answers = await Promise.all([ana, ben, ana, ben].map((by) => world.click('sendAgain', by, requestId)));
    await world.work();

    assert.equal(world.mailboxes.calls.length, 2);
    const notices = answers.map((answer) => answer.kind === 'card' && answer.view.notice);
    assert.deepEqual(notices, [undefined, 'nothingUnclear', 'nothingUnclear', 'nothingUnclear']);
  });

  it('is nothing that an outsider can decide on, nor anybody while the looks go on', async () => {
    const requestId = await unclear();
    const early = await world.click('sendAgain', ben, requestId);
    assert.equal(early.kind === 'card' && early.view.notice, 'nothingUnclear');
    const outsider = await world.click('sendAgain', eve, requestId);
    assert.equal(outsider.kind === 'refused' && outsider.reason, 'notAnApprover');
    await world.work();
    assert.equal(world.mailboxes.calls.length, 1);
  });

  it('is looked into also where its work was lost', async () => {
    const requestId = await unclear();
    for (const item of await world.shelf.take(['reconcileCall'], 10, Number.MAX_SAFE_INTEGER, 0)) {
      await world.shelf.done(item);
    }
    await world.sweep(true);
    world.mailboxes.otherwise = 'others';
    await passing(2 * minute);

    assert.equal((await batchOf(requestId)).state, 'accepted');
  });

  it('is looked into from when its process was known to be dead', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    const [pending] = await world.store.batches(requestId);
    assert.ok(pending);
    await world.store.transaction((tx) =>
      tx.moveBatch(requestId, ['pending'], { ...pending, state: 'calling', calledAt: world.clock.now(), attempts: 1 }),
    );
    await passing(10 * minute);
    assert.equal(world.mailboxes.reads, 0);
    await world.sweep(true);
    await passing(2 * minute - 1);
    assert.equal(world.mailboxes.reads, 0);
    await passing(1);
    assert.equal(world.mailboxes.reads, 1);
  });
});
