import assert from 'node:assert/strict';
import type { RemediationAnswer } from '../../src/approval/remediation.ts';
import { ServiceError } from '../../src/errors.ts';
import { anAlert } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

describe('what Graph answers, and what follows', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function approved(...answers: RemediationAnswer[]) {
    world.mailboxes.answerNext(...answers);
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    return requestId;
  }

  it('sends once more without approverUpn where Graph does not know it', async () => {
    const requestId = await approved({ kind: 'approverUpnRefused', status: 400, message: 'approverUpn' });

    assert.equal(world.mailboxes.calls.length, 2);
    assert.equal(world.mailboxes.calls[1]?.body.approverUpn, undefined);
    assert.notEqual(world.mailboxes.calls[0]?.clientRequestId, world.mailboxes.calls[1]?.clientRequestId);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.equal((await world.audited()).filter((kind) => kind === 'remediation.sent').length, 2);
  });

  it('waits as long as Graph asks, and then calls again', async () => {
    const requestId = await approved({ kind: 'notNow', status: 429, retryAfterMs: 10_000, message: 'throttled' });

    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal((await world.store.request(requestId))?.state, 'submitting');
    world.clock.advance(9_999);
    await world.work();
    assert.equal(world.mailboxes.calls.length, 1);
    world.clock.advance(1);
    await world.work();
    assert.equal(world.mailboxes.calls.length, 2);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('fails with the remedy on 403, and retries what was refused under the first approver', async () => {
    const requestId = await approved({ kind: 'refused', status: 403, code: 'permission', message: 'Insufficient' });
    assert.equal((await world.store.request(requestId))?.state, 'failed');
    assert.equal(world.thread.replies[0]?.kind, 'failed');

    const outsider = await world.click('retry', eve, requestId);
    const retried = await world.click('retry', ben, requestId);
    await world.work();

    assert.equal(outsider.kind, 'refused');
    assert.equal(retried.kind === 'card' && retried.view.state, 'submitting');
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.equal(world.mailboxes.calls[1]?.body.approverUpn, ana.upn);
    assert.equal(world.thread.replies.at(-1)?.kind, 'submitted');
  });

  it('never calls again when the answer was lost and no mailbox can be found, and says that it does not know', async () => {
    world.mailboxes.otherwise = undefined;
    const requestId = await approved({ kind: 'unclear', status: 504, message: 'timeout' });
    for (let minutes = 0; minutes < 60; minutes += 1) {
      world.clock.advance(60_000);
      await world.sweep(false);
      await world.work();
    }

    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal((await world.store.batches(requestId))[0]?.state, 'unknown');
    assert.equal((await world.store.request(requestId))?.state, 'submitting');
    assert.equal(world.thread.replies[0]?.kind, 'unclear');
  });

  it('tries a duplicate again after half an hour unless the same action was sent before', async () => {
    const requestId = await approved({ kind: 'duplicate', status: 409, message: 'Duplicate remediation' });

    assert.equal(world.thread.replies[0]?.kind, 'alreadySubmitted');
    assert.equal((await world.store.batches(requestId))[0]?.state, 'pending');
    world.clock.advance(30 * 60_000);
    await world.work();
    assert.equal((await world.store.batches(requestId))[0]?.state, 'accepted');
  });

  it('takes a call whose process died as unknown, never as not made', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    const [batch] = await world.store.batches(requestId);
    assert.ok(batch);
    const calling = { ...batch, state: 'calling' as const, attempts: 1, calledAt: world.clock.now() };
    await world.store.transaction((tx) => tx.moveBatch(requestId, ['pending'], calling));

    await world.sweep(true);
    await world.work();

    assert.equal(world.mailboxes.calls.length, 0);
    assert.equal((await world.store.batches(requestId))[0]?.state, 'unknown');
    assert.equal(world.thread.replies[0]?.kind, 'unclear');
  });

  it('gets the card and the reply out after Teams was away', async () => {
    world.thread.failNext(new ServiceError('teamsUnavailable', undefined, { retryable: true }));
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    assert.equal(world.thread.posts.length, 0);
    world.clock.advance(60_000);
    await world.work();

    assert.equal(world.thread.posts.length, 1);
    assert.equal(world.thread.posts[0]?.view.requestId, requestId);
  });

  it('splits into batches and fails only with what was refused', async () => {
    const split = await startStepWorld({ batchSize: 1 });
    split.mailboxes.answerNext(
      { kind: 'accepted', status: 202 },
      { kind: 'refused', status: 400, code: 'badRequest', message: 'no' },
    );
    const { requestId } = await split.steps.receiveAlert(anAlert());
    await split.work();
    await split.click('approve', ana, requestId);
    await split.work();

    const states = (await split.store.batches(requestId)).map((batch) => batch.state);
    assert.deepEqual(states, ['accepted', 'refused']);
    assert.equal((await split.store.request(requestId))?.state, 'failed');
    await split.close();
  });
});
