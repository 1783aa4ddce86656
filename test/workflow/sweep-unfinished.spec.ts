import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import { ensureResolving } from '../../src/workflow/sweep-unfinished.ts';
import { workKinds } from '../../src/workflow/work.ts';
import { anAlert, messageB } from '../support/builders.ts';
import { silentLog } from '../support/fakes.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;

describe('the sweep, when all work was lost,', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  /** Whatever waits or is under way is gone, as after a queue was emptied by hand. */
  async function loseWork(): Promise<void> {
    const everything = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const items = await world.shelf.take(workKinds, 1_000, everything, everything);
      if (items.length === 0) return;
      for (const item of items) await world.shelf.done(item);
    }
  }

  async function sweepLater(ms = 5 * minute): Promise<void> {
    world.clock.advance(ms);
    await world.sweep(true);
    await world.work();
  }

  it('posts the card of an open request', async () => {
    world = await startStepWorld();
    await world.steps.receiveAlert(anAlert());
    await loseWork();

    await sweepLater();

    assert.equal(world.thread.posts.length, 1);
  });

  it('calls Graph for an approved batch', async () => {
    world = await startStepWorld();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    await loseWork();

    await sweepLater();

    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal(world.thread.replies.length, 1);
  });

  it('says the reply that is owed, and draws the card with it', async () => {
    world = await startStepWorld();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    for (let calls = 0; calls < 4; calls += 1) {
      world.thread.failNext(new ServiceError('teamsUnavailable', undefined, { retryable: true }));
    }
    await world.work();
    assert.deepEqual([world.mailboxes.calls.length, world.thread.replies.length], [1, 0]);
    await loseWork();
    const drawn = world.thread.updates.length;

    await sweepLater();
    // Some of the faults may be left for this time.
    world.clock.advance(10 * minute);
    await world.work();

    assert.deepEqual(
      world.thread.replies.map(({ kind }) => kind),
      ['submitted'],
    );
    assert.ok(world.thread.updates.length > drawn);
  });

  it('asks what an unclear call did, and does not repeat it', async () => {
    world = await startStepWorld();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    world.mailboxes.answerNext({ kind: 'unclear', message: 'no answer' });
    await world.work();
    await loseWork();

    await sweepLater();

    assert.ok(world.mailboxes.reads > 0);
    assert.equal(world.mailboxes.calls.length, 1);
  });

  it('ends a request that nobody decided in time', async () => {
    world = await startStepWorld();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await loseWork();

    await sweepLater(25 * 60 * minute);

    assert.equal((await world.store.request(requestId))?.state, 'expired');
    assert.equal(world.thread.replies.at(-1)?.kind, 'expired');
  });

  it('makes the revision of alerts that joined', async () => {
    world = await startStepWorld({ reviseEveryMs: minute / 2 });
    const { requestId } = await world.steps.receiveAlert(anAlert({ campaignId: 'wave' }));
    await world.work();
    const email = { networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' };
    await world.steps.receiveAlert(anAlert({ campaignId: 'wave', emails: [email] }));
    await loseWork();

    await sweepLater();

    assert.equal((await world.store.emails(requestId)).length, 3);
    assert.equal((await world.store.request(requestId))?.revision.number, 2);
  });

  it('reads emails that nobody could read before, once at a start', async () => {
    world = await startStepWorld();
    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'graph-1' }] }));
    await world.work();
    await loseWork();
    world.mailboxes.known.set('graph-1', { networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' });

    const { store, clock, settings } = world;
    await ensureResolving({ store, clock, settings, log: silentLog });
    await world.work();

    const [email] = await world.store.emails(requestId);
    assert.ok(email && 'networkMessageId' in email && email.networkMessageId === messageB);
    assert.deepEqual(await world.store.unresolved(), []);
  });

  it('leaves alone what is well', async () => {
    world = await startStepWorld({ reviseEveryMs: minute / 2 });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    const { posts, replies, updates } = world.thread;
    const before = [posts.length, replies.length, updates.length];

    await world.sweep(true);
    await world.sweep(true);
    await world.work();

    assert.deepEqual([posts.length, replies.length, updates.length], before);
    assert.deepEqual(await world.store.unfinished(world.clock.now() + minute), {
      messages: [],
      overdue: [],
      gathered: [],
    });
  });
});
