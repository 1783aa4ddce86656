import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import { anAlert, messageB, testChannel } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const other = { ...testChannel, channelId: '19:other@thread.tacv2' };
const appGone = () => new ServiceError('teamsGone', undefined, { appGone: true });
const day = 24 * 60 * 60_000;

describe('a card that is not there any more', () => {
  let world: StepWorld;
  let requestId: RequestId;
  beforeEach(async () => {
    world = await startStepWorld({}, { fixedChannel: false });
    await world.steps.bindChannel(testChannel, {}, ana);
    ({ requestId } = await world.steps.receiveAlert(anAlert()));
    await world.work();
  });
  afterEach(() => world.close());

  const posts = (id = requestId) => world.thread.posts.filter(({ view }) => view.requestId === id);
  const channels = (id = requestId) => posts(id).map(({ channel }) => channel.channelId);
  async function cardId(id = requestId): Promise<string> {
    return (await world.store.message(`card:${id}`))?.address?.activityId ?? '';
  }
  async function deleteCard(id = requestId): Promise<void> {
    world.thread.gone.add(await cardId(id));
  }
  /** Another alert for it makes the card be redrawn. */
  async function touch(): Promise<void> {
    await world.steps.receiveAlert(anAlert({ severity: 'high' }));
    await world.work();
  }
  async function minutesPass(count = 5): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      world.clock.advance(60_000);
      await world.sweep(true);
      await world.work();
    }
  }

  it('is posted once more in its channel, when its redrawing shows it', async () => {
    await deleteCard();
    await touch();

    assert.deepEqual(channels(), [testChannel.channelId, testChannel.channelId]);
    assert.equal(posts().at(-1)?.view.severity, 'high');
    assert.equal((await world.audited()).filter((kind) => kind === 'card.posted').length, 1);
    assert.equal((await world.audited()).filter((kind) => kind === 'card.reposted').length, 1);
  });

  it('takes the reply that was due with it', async () => {
    await deleteCard();
    await world.click('approve', ana, requestId);
    await world.work();

    assert.equal(posts().length, 2);
    assert.deepEqual(
      world.thread.replies.map(({ kind, card }) => [kind, card.activityId]),
      [['submitted', await cardId()]],
    );
    assert.equal(world.mailboxes.calls.length, 1);
    await minutesPass();
    assert.equal(posts().length, 2);
    assert.equal(world.thread.replies.length, 1);
  });

  it('is posted once, though several instances find out at once', async () => {
    await deleteCard();
    await world.steps.receiveAlert(anAlert({ severity: 'high' }));
    const revision = (await world.store.request(requestId))?.revision.number ?? 0;
    await world.click('approve', ana, requestId, { revision });
    for (let round = 0; round < 10; round += 1) {
      await world.workAtOnce();
      world.clock.advance(1_000);
    }
    await minutesPass();

    assert.equal(posts().length, 2);
    assert.deepEqual(
      world.thread.replies.map(({ kind }) => kind),
      ['submitted'],
    );
  });

  it('is not posted again and again: what is lost twice stays lost, and only "show" tells', async () => {
    await deleteCard();
    await touch();
    await deleteCard();
    await world.click('approve', ana, requestId);
    await world.work();
    await minutesPass();

    assert.equal(posts().length, 2);
    assert.deepEqual(world.thread.replies, []);
    const shown = await world.steps.showRequest(requestId, { person: ben });
    assert.equal(shown.kind === 'done' && shown.view.state, 'verifying');
  });

  it('is not posted for a request that ended with everything told', async () => {
    await world.click('approve', ana, requestId);
    await world.work();
    await deleteCard();
    await world.steps.forgetChannel(testChannel.channelId);
    await world.steps.bindChannel(other, {}, ana);
    await world.work();
    await minutesPass();

    assert.equal(posts().length, 1);
    assert.equal(world.thread.replies.length, 1);
  });

  it('is not posted for a rejection made on the card that "show" answered with', async () => {
    await deleteCard();
    await world.click('reject', ana, requestId, { reason: 'A newsletter.' });
    await world.work();
    await minutesPass();

    assert.equal(posts().length, 1);
  });

  it('comes back to say that nobody decided in time', async () => {
    await deleteCard();
    world.clock.advance(day);
    await world.work();

    assert.equal(posts().at(-1)?.view.state, 'expired');
    assert.equal(world.thread.replies[0]?.kind, 'expired');
  });

  it('goes where it is routed now, when its channel was deleted', async () => {
    await world.steps.bindChannel(other, { source: 'defender' }, ana);
    world.clock.advance(1);
    await world.steps.bindChannel({ ...other, channelId: '19:plain@thread.tacv2' }, {}, ana);
    await world.steps.forgetChannel(testChannel.channelId);
    await world.work();

    assert.deepEqual(channels(), [testChannel.channelId, '19:plain@thread.tacv2']);
    assert.equal((await world.store.request(requestId))?.channelId, '19:plain@thread.tacv2');
    const later = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'one' }] }));
    await world.work();
    assert.deepEqual(channels(later.requestId), ['19:plain@thread.tacv2']);
  });

  it('waits for another channel where there is none, and is then posted once', async () => {
    await world.steps.forgetChannel(testChannel.channelId);
    await world.work();
    await minutesPass();
    assert.equal(posts().length, 1);

    const bound = await world.steps.bindChannel(other, {}, ana);
    await world.work();
    await minutesPass();

    assert.equal(bound.kind === 'done' && bound.waiting, 1);
    assert.deepEqual(channels(), [testChannel.channelId, other.channelId]);
  });

  it('waits until the app is installed again, when it was removed', async () => {
    const { teamId, tenantId, serviceUrl } = testChannel;
    await world.steps.learnInstallation({ teamId, tenantId, serviceUrl }, { arrived: true });
    await world.steps.forgetInstallation(teamId);
    const meanwhile = await world.steps.receiveAlert(
      anAlert({ emails: [{ networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' }] }),
    );
    await world.work();
    await minutesPass();
    assert.equal(world.thread.posts.length, 1);
    assert.equal((await world.store.boundChannels())[0]?.goneAt === undefined, false);

    await world.steps.learnInstallation({ teamId, tenantId, serviceUrl }, { arrived: true });
    await world.work();
    await minutesPass();

    assert.deepEqual(channels(), [testChannel.channelId, testChannel.channelId]);
    assert.deepEqual(channels(meanwhile.requestId), [testChannel.channelId]);
  });

  it('is joined by what arrives while it waits, wherever that is routed', async () => {
    await world.steps.forgetChannel(testChannel.channelId);
    await world.steps.bindChannel(other, { source: 'defender' }, ana);
    const again = await world.steps.receiveAlert(anAlert({ source: 'defender' }));

    assert.equal(again.requestId, requestId);
  });

  it('leads to another channel when the app may not write there any more', async () => {
    world.clock.advance(1);
    await world.steps.bindChannel(other, { source: 'defender' }, ana);
    await world.steps.bindChannel({ ...other, channelId: '19:plain@thread.tacv2' }, { minSeverity: 'medium' }, ana);
    world.thread.failNext(appGone());
    await world.click('approve', ana, requestId);
    await world.work();

    assert.equal(world.thread.replies[0]?.card.channelId, '19:plain@thread.tacv2');
    assert.deepEqual(channels(), [testChannel.channelId, '19:plain@thread.tacv2']);
    const gone = (await world.store.boundChannels()).filter(({ goneAt }) => goneAt !== undefined);
    assert.deepEqual(
      gone.map(({ channelId }) => channelId),
      [testChannel.channelId],
    );
  });

  it('does not take its request along when the service dies in the middle', async () => {
    await deleteCard();
    world.thread.failNext(new ServiceError('teamsGone'));
    world.thread.failNext(new ServiceError('teamsUnavailable', undefined, { retryable: true }));
    await touch();
    await minutesPass();

    assert.equal(posts().length, 2);
    assert.equal((await world.store.message(`card:${requestId}`))?.reposts, 1);
  });
});

describe('a channel that is not there any more', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({}, { fixedChannel: false });
    await world.steps.bindChannel(other, {}, ana);
    world.clock.advance(1);
    await world.steps.bindChannel(testChannel, {}, ana);
  });
  afterEach(() => world.close());

  const channels = () => world.thread.posts.map(({ channel }) => channel.channelId);

  it('is not chosen again once a post showed it, and the card goes to the next', async () => {
    const first = await world.steps.receiveAlert(anAlert());
    await world.work();
    world.thread.gone.add(testChannel.channelId);
    const second = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'one' }] }));
    await world.work();
    const third = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'two' }] }));
    await world.work();

    const [before, ...after] = world.thread.posts.map(({ view }) => view.requestId);
    assert.deepEqual(channels(), [testChannel.channelId, other.channelId, other.channelId, other.channelId]);
    assert.equal(before, first.requestId);
    // What stood in it follows.
    assert.deepEqual(new Set(after), new Set([first.requestId, second.requestId, third.requestId]));
    assert.equal((await world.store.request(second.requestId))?.channelId, other.channelId);
  });

  it('is chosen again once somebody says "alerts here" in it, or Teams restored it', async () => {
    await world.steps.forgetChannel(testChannel.channelId);
    await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.steps.restoreChannel(testChannel.channelId);
    await world.steps.receiveAlert(anAlert({ emails: [{ id: 'one' }] }));
    await world.work();
    await world.steps.forgetChannel(testChannel.channelId);
    await world.work();
    world.clock.advance(1);
    await world.steps.bindChannel(testChannel, {}, ana);
    const third = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'two' }] }));
    await world.work();

    assert.deepEqual(
      channels(),
      [other, testChannel, other, testChannel].map(({ channelId }) => channelId),
    );
    assert.equal(world.thread.posts.at(-1)?.view.requestId, third.requestId);
  });

  it('leaves the request waiting where no other takes it, posting nothing over and over', async () => {
    world.thread.gone.add(testChannel.channelId);
    world.thread.gone.add(other.channelId);
    await world.steps.receiveAlert(anAlert());
    await world.work();
    for (let minute = 0; minute < 5; minute += 1) {
      world.clock.advance(60_000);
      await world.sweep(true);
      await world.work();
    }
    assert.deepEqual(channels(), []);
    world.thread.gone.clear();
    await world.steps.bindChannel(other, {}, ana);
    await world.work();

    assert.deepEqual(channels(), [other.channelId]);
  });

  it('loses none of a summary that it did not take', async () => {
    world.settings.foldAbove = 2;
    world.thread.gone.add(testChannel.channelId);
    for (const id of ['one', 'two', 'three', 'four']) await world.steps.receiveAlert(anAlert({ emails: [{ id }] }));
    await world.work();

    const [summary, ...more] = world.thread.summaries;
    assert.deepEqual(more, []);
    assert.equal(summary?.channel.channelId, other.channelId);
    assert.equal(summary.view.requests.length, 4);
  });

  it('takes a summary with it, and the requests of that are posted elsewhere', async () => {
    world.settings.foldAbove = 2;
    for (const id of ['one', 'two', 'three']) await world.steps.receiveAlert(anAlert({ emails: [{ id }] }));
    await world.work();
    await world.steps.forgetChannel(testChannel.channelId);
    await world.work();

    assert.deepEqual(
      world.thread.summaries.map(({ channel, view }) => [channel.channelId, view.requests.length]),
      [
        [testChannel.channelId, 3],
        [other.channelId, 3],
      ],
    );
  });
});

describe('ALERT_CHANNEL', () => {
  it('gets the cards of open requests again when the app comes back, and is not tried meanwhile', async () => {
    const world = await startStepWorld();
    const { teamId, tenantId, serviceUrl, channelId } = testChannel;
    await world.steps.learnInstallation({ teamId, tenantId, serviceUrl }, { arrived: true });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    world.thread.gone.add(channelId);
    await world.steps.forgetInstallation(teamId);
    for (let minute = 0; minute < 5; minute += 1) {
      await world.sweep(true);
      await world.work();
    }
    world.thread.gone.clear();
    await world.steps.learnInstallation({ teamId, tenantId, serviceUrl }, { arrived: true });
    await world.work();

    assert.deepEqual(
      world.thread.posts.map(({ view }) => view.requestId),
      [requestId, requestId],
    );
    await world.close();
  });
});

describe('ALERT_CHANNEL, deleted', () => {
  it('gets what was owed to it once Teams restored it, an outcome as well', async () => {
    const world = await startStepWorld();
    world.thread.gone.add(testChannel.channelId);
    await world.steps.forgetChannel(testChannel.channelId);
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    for (let minute = 0; minute < 5; minute += 1) {
      world.clock.advance(60_000);
      await world.sweep(true);
      await world.work();
    }
    world.thread.gone.clear();
    await world.steps.restoreChannel(testChannel.channelId);
    await world.work();

    assert.deepEqual(
      world.thread.posts.map(({ view }) => view.requestId),
      [requestId],
    );
    assert.deepEqual(
      world.thread.replies.map(({ kind }) => kind),
      ['submitted'],
    );
    await world.close();
  });
});

describe('a request decided while no channel was bound', () => {
  for (const [verb, outcome] of [
    ['approve', 'submitted'],
    ['reject', 'rejected'],
  ] as const) {
    it(`gets its card later (${outcome}), and its outcome is told there`, async () => {
      const world = await startStepWorld({}, { fixedChannel: false });
      const { requestId } = await world.steps.receiveAlert(anAlert());
      await world.work();
      await world.click(verb, ana, requestId, { reason: 'Seen it.' });
      await world.work();
      world.clock.advance(60_000);
      await world.sweep(true);
      await world.work();
      assert.equal(world.thread.posts.length, 0);

      const bound = await world.steps.bindChannel(testChannel, {}, ana);
      await world.work();
      await world.sweep(true);
      await world.work();

      assert.equal(bound.kind === 'done' && bound.waiting, 1);
      assert.deepEqual(
        world.thread.posts.map(({ view }) => view.state),
        [outcome === 'submitted' ? 'verifying' : outcome],
      );
      assert.deepEqual(
        world.thread.replies.map(({ kind }) => kind),
        verb === 'approve' ? ['submitted'] : [],
      );
      await world.close();
    });
  }

  it('gets none where its time ran out before anybody saw it', async () => {
    const world = await startStepWorld({}, { fixedChannel: false });
    await world.steps.receiveAlert(anAlert());
    await world.work();
    world.clock.advance(day);
    await world.work();
    const bound = await world.steps.bindChannel(testChannel, {}, ana);
    await world.work();

    assert.equal(bound.kind === 'done' && bound.waiting, 0);
    assert.deepEqual(world.thread.posts, []);
    await world.close();
  });
});
