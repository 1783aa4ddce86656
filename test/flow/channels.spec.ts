import assert from 'node:assert/strict';
import type { Post } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

describe('several channels, through the running service', () => {
  let world: FlowWorld;
  beforeEach(async () => {
    world = await startFlow({ fixedChannel: false });
  });
  afterEach(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  const first = () => world.tenant.teams.channel.id;
  const second = () => world.tenant.teams.secondChannel.id;

  async function pushed(sample: 0 | 1 | 2): Promise<string> {
    const { status, body } = await world.tenant.pushAlert(world.tenant.sampleAlert(sample));
    assert.equal(status, 202);
    return (body as { requestId: string }).requestId;
  }
  const cards = (requestId: string, channelId: string): Post[] =>
    world.tenant.teams
      .posts(channelId)
      .filter((post) => post.from === 'bot' && post.card !== undefined && says(post.card, requestId));
  const card = (requestId: string, channelId: string) => eventually(world, () => cards(requestId, channelId).at(-1));

  async function say(text: string, inChannel: string): Promise<string> {
    const { teams } = world.tenant;
    await teams.say(text, { as: 'ana', where: 'channel', inChannel });
    return teams.posts(inChannel).at(-1)?.replies.at(-1)?.text ?? '';
  }
  async function gone(what: string): Promise<number> {
    const text = await (await fetch(`${world.service.origin}/metrics`)).text();
    return Number(new RegExp(`^countersign_gone_total\\{what="${what}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  }

  it('get what is routed to them; a deleted one hands its cards on, once, with what is still to be said', async () => {
    const { teams, graph } = world.tenant;
    assert.match(await say('alerts here severity high', second()), /^High severity alerts now .* no channel yet/);
    assert.match(await say('alerts here', first()), /no other channel takes/);
    const high = await pushed(0);
    const medium = await pushed(1);
    await card(high, second());
    await card(medium, first());
    assert.equal(cards(high, first()).length, 0);

    await teams.deleteChannel(second());
    const moved = await card(high, first());
    await teams.click({ as: 'ana', postId: moved.id, verb: 'approve' });
    await eventually(world, () => moved.replies.length > 0);

    assert.ok(says(moved.replies[0]?.card, 'action-center'));
    assert.equal(cards(high, first()).length, 1);
    assert.equal(cards(high, second()).length, 1);
    assert.equal(cards(high, second())[0]?.replies.length, 0);
    assert.equal(graph.remediations.length, 1);
    assert.equal(await gone('channel'), 1);
    const next = await pushed(2);
    await card(next, first());
  });

  it('get a card anew that somebody deleted by hand, with the outcome under it', async () => {
    const { teams } = world.tenant;
    await say('alerts here', first());
    const requestId = await pushed(0);
    teams.deletePost((await card(requestId, first())).id);
    await teams.say(`show ${requestId}`, { as: 'ana', where: 'personal' });
    const shown = teams.chat('ana').find((post) => post.from === 'bot' && says(post.card, requestId));
    await teams.click({ as: 'ana', postId: shown?.id ?? '', verb: 'approve' });

    const anew = await card(requestId, first());
    await eventually(world, () => anew.replies.length > 0);

    assert.ok(says(anew.replies[0]?.card, 'action-center'));
    assert.equal(cards(requestId, first()).length, 1);
    assert.ok((await gone('card')) >= 1);
  });

  it('hand on what cannot be written there any more, though nobody told so', async () => {
    const { teams } = world.tenant;
    await say('alerts here', first());
    await say('alerts here severity medium', second());
    teams.blocked.add(second());
    const requestId = await pushed(0);
    await card(requestId, first());
    teams.blocked.delete(second());
    const later = await pushed(1);
    await card(later, first());

    assert.equal(await gone('app'), 1);
    assert.match(await say('alerts here severity medium', second()), /now go to this channel/);
    const third = await pushed(2);
    await card(third, second());
  });

  it('get their open requests back when the app is, also after the service was started again', async () => {
    const { teams } = world.tenant;
    await say('alerts here', first());
    const open = await pushed(0);
    await card(open, first());
    await teams.removeApp();
    const meanwhile = await pushed(1);
    await world.crash();
    assert.equal(cards(meanwhile, first()).length, 0);

    await teams.installApp();
    await card(meanwhile, first());
    await eventually(world, () => cards(open, first()).length === 2);

    const [, anew] = cards(open, first());
    await teams.click({ as: 'ana', postId: anew?.id ?? '', verb: 'approve' });
    await eventually(world, () => (anew?.replies.length ?? 0) > 0);
    assert.equal(cards(open, first())[0]?.replies.length, 0);
  }).timeout(40_000);
});
