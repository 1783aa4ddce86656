import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import { anAlert, aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const twoApprovers = [{ from: 'approvers' as const, count: 2 }];

describe('awkward moments', () => {
  const worlds: StepWorld[] = [];
  async function start(...args: Parameters<typeof startStepWorld>): Promise<StepWorld> {
    const world = await startStepWorld(...args);
    worlds.push(world);
    return world;
  }
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });

  it('keeps what Graph answered while the store cannot be written', async () => {
    const world = await start();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    const remediate = world.mailboxes.remediate;
    world.mailboxes.remediate = async (...call) => {
      for (let times = 0; times < 5; times += 1) {
        world.failNextTransaction(new ServiceError('storeUnavailable', undefined, { retryable: true }));
      }
      return remediate(...call);
    };
    await world.work();

    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal((await world.store.batches(requestId))[0]?.state, 'accepted');
    assert.equal(world.thread.replies[0]?.kind, 'submitted');
  });

  it('believes an answer that comes after the sweep took its call for lost', async () => {
    const world = await start();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    const remediate = world.mailboxes.remediate;
    world.mailboxes.remediate = async (...call) => {
      await world.sweep(true);
      return remediate(...call);
    };
    await world.work();

    assert.equal((await world.store.batches(requestId))[0]?.state, 'accepted');
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('does nothing for real when the card said dry run, and says that the card has changed', async () => {
    const world = await start({ dryRun: true });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    world.settings.dryRun = false;

    const answer = await world.click('approve', ana, requestId, { revision: 1 });
    await world.work();

    assert.equal(world.thread.posts[0]?.view.dryRun, true);
    assert.ok(answer.kind === 'card');
    assert.deepEqual([answer.view.notice, answer.view.dryRun, answer.view.revision], ['staleRevision', false, 2]);
    const forEverybody = world.thread.updates.at(-1)?.view;
    assert.deepEqual([forEverybody?.dryRun, forEverybody?.revision], [false, 2]);
    assert.equal(world.mailboxes.calls.length, 0);
    await world.click('approve', ana, requestId);
    await world.work();
    assert.equal(world.mailboxes.calls.length, 1);
  });

  it('tells Graph nothing while it runs dry, also of what was approved for real', async () => {
    const world = await start();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    world.settings.dryRun = true;
    await world.work();

    assert.equal(world.mailboxes.calls.length, 0);
    assert.equal(world.thread.updates.at(-1)?.view.batches[0]?.waitsBecause, 'liveMode');
    world.settings.dryRun = false;
    world.clock.advance(60_000);
    await world.work();
    assert.equal(world.mailboxes.calls.length, 1);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('stays a dry run for what was approved as one', async () => {
    const world = await start({ dryRun: true });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    world.settings.dryRun = false;
    await world.work();

    assert.equal(world.mailboxes.calls.length, 0);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('lets nobody talk a rule down by choosing a lower severity', async () => {
    const rules = [{ when: { severity: ['high' as const] }, require: twoApprovers, reasonRequired: false }];
    const world = await start({ policy: aPolicy({ rules }) });
    const { requestId } = await world.steps.receiveAlert(anAlert({ severity: 'high' }));

    const low = { severity: 'low' as const };
    const first = await world.click('approve', ana, requestId, low);
    await world.click('revoke', ana, requestId);
    const again = await world.click('approve', ana, requestId, low);

    assert.equal(first.kind === 'card' && first.view.state, 'partiallyApproved');
    assert.equal(again.kind === 'card' && again.view.state, 'partiallyApproved');
  });

  it('takes an approval back, but only one’s own and only for what the card shows', async () => {
    const world = await start({
      policy: aPolicy({ rules: [{ when: {}, require: twoApprovers, reasonRequired: false }] }),
    });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, requestId);

    const others = await world.click('revoke', ben, requestId);
    const outsiders = await world.click('revoke', eve, requestId);
    const stale = await world.click('revoke', ana, requestId, { revision: 7 });
    const own = await world.click('revoke', ana, requestId);

    assert.deepEqual(others, { kind: 'refused', reason: 'nothingToRevoke', requestId });
    assert.deepEqual(outsiders, { kind: 'refused', reason: 'notAnApprover', requestId });
    assert.equal(stale.kind === 'card' && stale.view.notice, 'staleRevision');
    assert.equal(own.kind === 'card' && own.view.state, 'pending');
    assert.ok((await world.audited()).includes('decision.revoked'));
    assert.deepEqual((await world.steps.requestStatus('mailgate', requestId))?.decisions, []);
  });

  it('tells every failed retry again, also of what was refused before a call', async () => {
    const world = await start();
    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'unknown' }] }));
    await world.work();
    world.mailboxes.bodyFor = () => undefined;
    await world.click('approve', ana, requestId);
    await world.work();
    await world.click('retry', ana, requestId);
    await world.work();

    assert.deepEqual(
      world.thread.replies.map((reply) => reply.kind),
      ['failed', 'failed'],
    );
    assert.equal(world.mailboxes.calls.length, 0);
  });

  it('says once a batch that something else is under way, and asks a person in the end', async () => {
    const world = await start();
    world.mailboxes.answerNext(
      ...Array.from(
        { length: 6 },
        () => ({ kind: 'duplicate', status: 409, message: 'Duplicate remediation' }) as const,
      ),
    );
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    for (let half = 0; half < 7; half += 1) {
      await world.work();
      world.clock.advance(30 * 60_000);
    }
    await world.work();

    assert.deepEqual(
      world.thread.replies.map((reply) => reply.kind),
      ['alreadySubmitted', 'failed'],
    );
    assert.equal((await world.store.request(requestId))?.state, 'failed');
  });

  it('ends quietly when a request expires that never had a card', async () => {
    const world = await start({}, { fixedChannel: false });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    world.clock.advance(25 * 60 * 60_000);
    await world.work();
    await world.sweep(false);

    assert.equal((await world.store.request(requestId))?.state, 'expired');
    assert.equal(await world.shelf.nextDueAt(['postCard', 'sendReply', 'redrawCard']), undefined);
  });

  it('posts the card of a request that was decided before Teams would take it', async () => {
    const world = await start();
    world.thread.failNext(new ServiceError('teamsUnavailable', undefined, { retryable: true }));
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    world.clock.advance(10 * 60_000);
    await world.work();
    world.clock.advance(10 * 60_000);
    await world.work();

    assert.equal(world.thread.posts.at(-1)?.view.state, 'submitted');
    assert.equal(world.thread.replies[0]?.kind, 'submitted');
  });

  it('does not bring back what was given up, until a channel is bound again', async () => {
    const world = await start();
    world.thread.failNext(new ServiceError('teamsGone'));
    await world.steps.receiveAlert(anAlert());
    await world.work();
    for (let minute = 0; minute < 5; minute += 1) {
      await world.sweep(false);
      await world.work();
    }
    assert.equal(world.thread.posts.length, 0);

    await world.steps.learnInstallation({ ...testChannel, serviceUrl: 'https://smba.example/' }, { arrived: true });
    await world.work();
    assert.equal(world.thread.posts.length, 1);
  });

  it('waits as long as Graph asked, however often the sweep comes by', async () => {
    const world = await start();
    world.mailboxes.answerNext({ kind: 'notNow', status: 429, retryAfterMs: 3_600_000, message: 'throttled' });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    for (let minute = 0; minute < 50; minute += 1) {
      world.clock.advance(60_000);
      await world.sweep(false);
      await world.work();
    }
    assert.equal(world.mailboxes.calls.length, 1);
  });

  describe('two ways to name one email', () => {
    const emails = [{ id: 'AAMk-1' }] as const;

    it('join when both alerts name it by id', async () => {
      const world = await start();
      const first = await world.steps.receiveAlert(anAlert({ emails }));
      const second = await world.steps.receiveAlert(anAlert({ emails }));
      assert.equal(second.requestId, first.requestId);
    });

    it('tell Graph once, even when they became two requests', async () => {
      const world = await start();
      const pair = { networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' };
      const byPair = await world.steps.receiveAlert(anAlert({ emails: [pair] }));
      const byId = await world.steps.receiveAlert(anAlert({ emails }));
      world.mailboxes.known.set('AAMk-1', pair);
      await world.work();
      await world.click('approve', ana, byPair.requestId);
      await world.work();
      await world.click('approve', ana, byId.requestId);
      await world.work();

      assert.notEqual(byId.requestId, byPair.requestId);
      assert.equal(world.mailboxes.calls.length, 1);
      assert.equal((await world.store.batches(byId.requestId))[0]?.state, 'duplicate');
      assert.equal(
        world.thread.replies.some((reply) => reply.kind === 'alreadySubmitted'),
        true,
      );
    });

    it('are read again behind the card while Graph is away', async () => {
      const world = await start();
      await world.steps.receiveAlert(anAlert({ emails: [{ id: 'unreachable' }] }));
      await world.work();
      assert.equal(world.thread.posts[0]?.view.revision, 1);
      const resolve = world.mailboxes.resolve;
      world.mailboxes.resolve = async () => ({ networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' });
      world.clock.advance(30_000);
      await world.work();
      world.mailboxes.resolve = resolve;

      assert.deepEqual(world.thread.updates.at(-1)?.view.recipients, ['mia@contoso.com']);
    });
  });

  it('answers a typed request for what an open request asks already with that request', async () => {
    const world = await start();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    const asker = { person: ben, teamId: testChannel.teamId };
    const to = (recipientEmailAddress: string) => ({ networkMessageId: messageA, recipientEmailAddress });
    const action = 'softDelete';

    const same = await world.steps.requestRemoval({ emails: [to('HANNAH@contoso.com')], action }, asker);
    const more = await world.steps.requestRemoval(
      { emails: [to('hannah@contoso.com'), to('new@contoso.com')], action },
      asker,
    );

    assert.ok(same.kind === 'done' && more.kind === 'done');
    assert.deepEqual([same.alreadyOpen, same.view.requestId], [true, requestId]);
    assert.equal(more.alreadyOpen, false);
    assert.deepEqual(more.view.recipients, ['new@contoso.com']);
    assert.equal(more.view.earlierRequestId, requestId);
  });

  it('shows a source nothing of a request that its alert was merely pointed to', async () => {
    const world = await start();
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, requestId);
    await world.work();

    const pointed = await world.steps.receiveAlert(anAlert({ source: 'stranger' }));

    assert.equal(pointed.requestId, requestId);
    assert.equal(await world.steps.requestStatus('stranger', requestId), undefined);
    assert.ok(await world.steps.requestStatus('mailgate', requestId));
  });

  it('asks again on a new card for mail whose removal is unclear', async () => {
    const world = await start();
    world.mailboxes.answerNext({ kind: 'unclear', status: 504, message: 'timeout' });
    const first = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, first.requestId);
    await world.work();

    const again = await world.steps.receiveAlert(anAlert());

    assert.notEqual(again.requestId, first.requestId);
    assert.equal((await world.store.request(again.requestId))?.earlierRequestId, first.requestId);
  });

  it('does not let an alert join a request whose time is up', async () => {
    const world = await start();
    const first = await world.steps.receiveAlert(anAlert());
    world.clock.advance(24 * 60 * 60_000);
    const late = await world.steps.receiveAlert(anAlert());
    assert.notEqual(late.requestId, first.requestId);
  });
});
