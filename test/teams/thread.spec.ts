import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { CardAddress } from '../../src/workflow/store-port.ts';
import { listedWith } from '../cards/gallery.ts';
import { requestView } from './support/request-view.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

describe('the thread of a request', () => {
  let edge: Edge;
  let address: CardAddress;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
    address = await edge.teams.thread.postCard(edge.channel, requestView());
  });
  after(() => edge.close());

  it('begins with a root post that says in a notification what is asked, and nothing of the mail', () => {
    const [post] = edge.tenant.teams.posts();
    assert.equal(post?.id, address.activityId);
    assert.equal(post?.conversationId, address.conversationId);
    assert.match(address.conversationId, /^19:.*;messageid=\d+$/);
    assert.match(post?.summary ?? '', /CS-7F3K2Q/);
    assert.doesNotMatch(post?.summary ?? '', /mailbox is full/);
    assert.equal(post?.text, undefined);
    assert.equal(post?.card?.['type'], 'AdaptiveCard');
    assert.deepEqual(edge.tenant.violations, []);
  });

  it('is redrawn in place for everyone', async () => {
    await edge.teams.thread.updateCard(address, requestView({ state: 'expired' }));
    const posts = edge.tenant.teams.posts();
    assert.equal(posts.length, 1);
    assert.ok(posts[0]?.editedAt);
    assert.match(JSON.stringify(posts[0]?.card), /Expired/);
  });

  it('takes replies under the card', async () => {
    const reply = await edge.teams.thread.reply(address, 'expired', requestView({ state: 'expired' }));
    const [post] = edge.tenant.teams.posts();
    assert.equal(post?.replies[0]?.id, reply.activityId);
    assert.equal(reply.conversationId, address.conversationId);
    assert.match(post?.replies[0]?.summary ?? '', /CS-7F3K2Q: expired/);
    assert.deepEqual(edge.tenant.violations, []);
  });

  it('begins with a summary where many requests came at once, which is redrawn in place', async () => {
    const requests = [listedWith(), listedWith({ requestId: 'CS-9XW4M0' })];
    const summary = await edge.teams.thread.postSummary(edge.channel, { requests });
    const post = () => edge.tenant.teams.posts().find(({ id }) => id === summary.activityId);
    assert.equal(post()?.conversationId, summary.conversationId);
    assert.equal(post()?.summary, '2 requests wait for a decision');
    assert.match(JSON.stringify(post()?.card), /CS-9XW4M0/);
    await edge.teams.thread.updateSummary(summary, { requests: [listedWith({ state: 'expired' })] });
    assert.match(JSON.stringify(post()?.card), /Expired/);
    assert.equal(await edge.teams.thread.pauseBefore(edge.channel), 0);
    edge.tenant.teams.deletePost(summary.activityId);
  });

  it('follows the address from which the team was last heard', async () => {
    await edge.tenant.teams.installApp();
    const old = { ...address, serviceUrl: 'http://127.0.0.1:1/old/' };
    const reply = await edge.teams.thread.reply(old, 'expired', requestView());
    assert.equal(reply.serviceUrl, edge.channel.serviceUrl);
  });

  const faults: readonly [status: number, code: string, retryable: boolean][] = [
    [429, 'teamsThrottled', true],
    [412, 'teamsUnavailable', true],
    [500, 'teamsUnavailable', true],
    [502, 'teamsUnavailable', true],
    [503, 'teamsUnavailable', true],
    [504, 'teamsUnavailable', true],
    [403, 'teamsGone', false],
    [404, 'teamsGone', false],
    [400, 'teamsRefused', false],
    [413, 'teamsRefused', false],
    [401, 'tokenUnavailable', true],
  ];
  for (const [status, code, retryable] of faults) {
    it(`passes on ${status} as ${code} at every kind of call, each made once`, async () => {
      const replies = edge.tenant.teams.posts()[0]?.replies.length;
      const calls = {
        post: () => edge.teams.thread.postCard(edge.channel, requestView()),
        update: () => edge.teams.thread.updateCard(address, requestView()),
        reply: () => edge.teams.thread.reply(address, 'expired', requestView()),
      };
      for (const [on, call] of Object.entries(calls) as [keyof typeof calls, () => Promise<unknown>][]) {
        edge.tenant.teams.fail({ on, status });
        await assert.rejects(call(), (fault: unknown) => {
          assert.ok(fault instanceof ServiceError);
          assert.deepEqual([fault.code, fault.retryable], [code, retryable]);
          return true;
        });
      }
      // Not repeated by the SDK: one card stands there, and no more replies than before.
      assert.equal(edge.tenant.teams.posts().length, 1);
      assert.equal(edge.tenant.teams.posts()[0]?.replies.length, replies);
    });
  }

  it('passes on how long Teams wants us to wait', async () => {
    edge.tenant.teams.fail({ on: 'reply', status: 429, retryAfter: '17' });
    await assert.rejects(edge.teams.thread.reply(address, 'expired', requestView()), { retryAfterMs: 17_000 });
    edge.tenant.teams.fail({ on: 'reply', status: 503, retryAfter: new Date(Date.now() + 60_000).toUTCString() });
    await assert.rejects(
      edge.teams.thread.reply(address, 'expired', requestView()),
      (fault: unknown) => fault instanceof ServiceError && Math.abs(Number(fault.retryAfterMs) - 60_000) < 2_000,
    );
  });

  it('is gone where the app was removed from the team', async () => {
    await edge.tenant.teams.removeApp();
    const appGone = { code: 'teamsGone', appGone: true };
    await assert.rejects(edge.teams.thread.postCard(edge.channel, requestView()), appGone);
    await assert.rejects(edge.teams.thread.updateCard(address, requestView()), appGone);
    await edge.tenant.teams.installApp();
  });

  it('is gone where the channel was deleted, or its card by hand', async () => {
    const gone = { code: 'teamsGone', appGone: false };
    const { teams } = edge.tenant;
    const second = { ...edge.channel, channelId: teams.secondChannel.id };
    const card = await edge.teams.thread.postCard(second, requestView());
    teams.deletePost(card.activityId);
    await assert.rejects(edge.teams.thread.updateCard(card, requestView()), gone);
    await assert.rejects(edge.teams.thread.reply(card, 'expired', requestView()), gone);
    await teams.deleteChannel(second.channelId, { silently: true });
    await assert.rejects(edge.teams.thread.postCard(second, requestView()), gone);
  });

  it('is not reachable where nobody listens', async () => {
    await edge.tenant.close();
    // Its token cannot be had either.
    await assert.rejects(edge.teams.thread.reply(address, 'expired', requestView()), {
      code: 'tokenUnavailable',
    });
  });
});

describe('the thread of a request, within Teams’ published limits', () => {
  it('posts a burst of cards without Teams having to say stop, and hands back what would wait for long', async () => {
    const edge = await startEdge({ rateLimits: 'published' });
    try {
      const posts = await Promise.all(
        Array.from({ length: 8 }, () => edge.teams.thread.postCard(edge.channel, requestView())),
      );
      assert.equal(new Set(posts.map(({ activityId }) => activityId)).size, 8);
      const more = await Promise.allSettled(
        Array.from({ length: 24 }, () => edge.teams.thread.postCard(edge.channel, requestView())),
      );
      const turnedBack = more.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
      assert.ok(turnedBack.length > 0);
      for (const fault of turnedBack) {
        assert.deepEqual([fault.code, fault.retryable, fault.retryAfterMs > 0], ['teamsThrottled', true, true]);
      }
    } finally {
      await edge.close();
    }
  });
});
