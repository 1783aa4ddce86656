import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import type { ChannelFilter } from '../../src/approval/routing.ts';
import { anAlert, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const channel = (name: string, team = 'team') => ({
  ...testChannel,
  teamId: `19:${team}@thread.tacv2`,
  channelId: `19:${name}@thread.tacv2`,
});

describe('alerts in several channels', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({}, { fixedChannel: false });
  });
  afterEach(() => world.close());

  async function bind(name: string, takes: ChannelFilter = {}) {
    world.clock.advance(1);
    return world.steps.bindChannel(channel(name), takes, ana);
  }
  const placed = (requestId: RequestId) =>
    world.thread.posts.filter(({ view }) => view.requestId === requestId).map((post) => post.channel.channelId);
  const placeOf = (name: string) => channel(name).channelId;

  it('go where they are routed, and the request keeps its channel', async () => {
    await bind('all');
    await bind('defender', { source: 'defender', minSeverity: 'high' });
    const other = await world.steps.receiveAlert(anAlert({ severity: 'high' }));
    const low = await world.steps.receiveAlert(anAlert({ source: 'defender', emails: [{ id: 'one' }] }));
    const high = await world.steps.receiveAlert(
      anAlert({ source: 'defender', severity: 'high', emails: [{ id: 'two' }] }),
    );
    await world.work();

    assert.deepEqual(placed(other.requestId), [placeOf('all')]);
    assert.deepEqual(placed(low.requestId), [placeOf('all')]);
    assert.deepEqual(placed(high.requestId), [placeOf('defender')]);
    assert.equal((await world.store.request(high.requestId))?.channelId, placeOf('defender'));
  });

  it('join what is open in their own channel, and open their own request where they are routed elsewhere', async () => {
    await bind('all');
    await bind('defender', { source: 'defender' });
    const first = await world.steps.receiveAlert(anAlert());
    const again = await world.steps.receiveAlert(anAlert({ source: 'sublime' }));
    const elsewhere = await world.steps.receiveAlert(anAlert({ source: 'defender' }));
    const joined = await world.steps.receiveAlert(anAlert({ source: 'defender', severity: 'high' }));
    await world.work();

    assert.equal(again.requestId, first.requestId);
    assert.notEqual(elsewhere.requestId, first.requestId);
    assert.equal(joined.requestId, elsewhere.requestId);
    assert.deepEqual(placed(elsewhere.requestId), [placeOf('defender')]);
  });

  it('that came before any channel was bound are joined by what comes after, and get the channel with their card', async () => {
    const first = await world.steps.receiveAlert(anAlert());
    await world.work();
    assert.equal((await world.store.request(first.requestId))?.channelId, undefined);
    await bind('all');
    const again = await world.steps.receiveAlert(anAlert());
    await world.work();

    assert.equal(again.requestId, first.requestId);
    assert.deepEqual(placed(first.requestId), [placeOf('all')]);
    assert.equal((await world.store.request(first.requestId))?.channelId, placeOf('all'));
  });

  it('wait where no channel takes them, and only those', async () => {
    const waiting = await world.steps.receiveAlert(anAlert());
    const high = await world.steps.receiveAlert(anAlert({ severity: 'high', emails: [{ id: 'one' }] }));
    await world.work();
    const bound = await bind('high', { minSeverity: 'high' });
    await world.work();
    await world.sweep(true);
    await world.work();

    assert.deepEqual(bound, { kind: 'done', waiting: 1, elsewhere: { chosen: 0 } });
    assert.deepEqual(placed(high.requestId), [placeOf('high')]);
    assert.deepEqual(placed(waiting.requestId), []);

    await bind('all');
    await world.work();

    assert.deepEqual(placed(waiting.requestId), [placeOf('all')]);
  });

  it('are routed anew where their channel was unbound before the card was posted', async () => {
    await bind('defender', { source: 'defender' });
    const { requestId } = await world.steps.receiveAlert(anAlert({ source: 'defender' }));
    await world.steps.unbindChannel(channel('defender'), ana);
    await bind('all');
    await world.work();

    assert.deepEqual(placed(requestId), [placeOf('all')]);
    assert.equal((await world.store.request(requestId))?.channelId, placeOf('all'));
  });

  it('stay where they are when another channel is bound for them', async () => {
    await bind('all');
    const first = await world.steps.receiveAlert(anAlert({ source: 'defender' }));
    await world.work();
    await bind('defender', { source: 'defender' });
    await world.work();

    assert.deepEqual(placed(first.requestId), [placeOf('all')]);
  });

  it('that somebody asks for as severe go to a channel for severe ones where there is no plain one', async () => {
    await bind('high', { minSeverity: 'high' });
    const asked = async (networkMessageId: string, severity: 'low' | 'high') => {
      const emails = [{ networkMessageId, recipientEmailAddress: 'mia@contoso.com' }] as const;
      const answer = await world.steps.requestRemoval({ emails, action: 'softDelete', severity }, { person: ana });
      assert.ok(answer.kind === 'done');
      return answer.view.requestId;
    };
    const [low, high] = [await asked(messageA, 'low'), await asked(messageB, 'high')];
    await world.work();

    assert.deepEqual([placed(low), placed(high)], [[], [placeOf('high')]]);
  });

  it('that are typed in chat go to the plain channel, and without one nowhere that wants a source', async () => {
    const asker = { person: ana };
    const asked = (networkMessageId: string) =>
      world.steps.requestRemoval(
        { emails: [{ networkMessageId, recipientEmailAddress: 'mia@contoso.com' }], action: 'softDelete' },
        asker,
      );
    await bind('defender', { source: 'defender' });
    const homeless = await asked(messageA);
    await bind('medium', { minSeverity: 'medium' });
    await bind('all');
    const plain = await asked(messageB);
    await world.steps.unbindChannel(channel('all'), ana);
    const mid = await asked('11111111-58d8-43d0-a890-08dc18c52e6d');

    assert.ok(homeless.kind === 'done' && plain.kind === 'done' && mid.kind === 'done');
    assert.equal(homeless.channelBound, false);
    assert.equal(plain.channelBound, true);
    assert.equal((await world.store.request(plain.view.requestId))?.channelId, placeOf('all'));
    assert.equal((await world.store.request(mid.view.requestId))?.channelId, placeOf('medium'));
  });

  it('are bound once a channel: the same words in it again replace what it took', async () => {
    await bind('one', { source: 'defender' });
    await bind('one', { minSeverity: 'high' });

    const [bound, ...others] = await world.store.boundChannels();
    assert.deepEqual(others, []);
    assert.equal(bound?.source, undefined);
    assert.equal(bound?.minSeverity, 'high');
  });

  it('say who bound the channel that gets the rest, and what other channels take', async () => {
    await world.steps.bindChannel(channel('all'), {}, ben);
    const second = await bind('defender', { source: 'defender' });
    const off = await world.steps.unbindChannel(channel('all'), ana);
    const last = await world.steps.unbindChannel(channel('defender'), ana);

    assert.ok(second.kind === 'done' && off.kind === 'done' && last.kind === 'done');
    assert.deepEqual(second.elsewhere, { restBoundBy: ben.upn, chosen: 0 });
    assert.deepEqual(off.elsewhere, { chosen: 1 });
    assert.deepEqual(last.elsewhere, { chosen: 0 });
  });

  it('leave in the audit log what a channel takes from now on', async () => {
    await bind('one', { source: 'defender', minSeverity: 'high' });
    await bind('one');
    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 10 });

    const told = entries.filter(({ kind }) => kind === 'channel.bound').map(({ data }) => data);
    const { teamId, channelId } = channel('one');
    assert.deepEqual(told, [
      { teamId, channelId, source: 'defender', severity: 'high' },
      { teamId, channelId, source: null, severity: null },
    ]);
  });

  it('may be read by members of every team that has a bound channel, and of no other', async () => {
    await world.steps.bindChannel(channel('all', 'first'), {}, ana);
    await world.steps.bindChannel(channel('defender', 'second'), { source: 'defender' }, ana);
    const { requestId } = await world.steps.receiveAlert(anAlert());
    const look = async (by: object) => (await world.steps.showRequest(requestId, { person: eve, ...by })).kind;
    const memberOf = (team: string) => ({ isMemberOf: async (id: string) => id === channel('', team).teamId });

    assert.equal(await look({ teamId: channel('', 'first').teamId }), 'done');
    assert.equal(await look({ teamId: channel('', 'second').teamId }), 'done');
    assert.equal(await look({ teamId: channel('', 'third').teamId }), 'refused');
    assert.equal(await look(memberOf('first')), 'done');
    assert.equal(await look(memberOf('second')), 'done');
    assert.equal(await look(memberOf('third')), 'refused');
    assert.equal(await look({}), 'refused');
  });

  it('all go to ALERT_CHANNEL where that is set, and no command changes it', async () => {
    const fixed = await startStepWorld();
    const refused = await fixed.steps.bindChannel(channel('one'), { source: 'mailgate' }, ana);
    const { requestId } = await fixed.steps.receiveAlert(anAlert());
    await fixed.work();

    assert.deepEqual(refused, { kind: 'refused', reason: 'channelIsFixed' });
    assert.equal(fixed.thread.posts[0]?.channel.channelId, testChannel.channelId);
    assert.equal((await fixed.store.request(requestId))?.channelId, testChannel.channelId);
    await fixed.close();
  });
});
