import assert from 'node:assert/strict';
import { requestView } from './support/request-view.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

describe('an organization that speaks German', () => {
  let edge: Edge;
  let postId: string;
  before(async () => {
    edge = await startEdge({ style: { locale: 'de-AT', timeZone: 'UTC' } });
    edge.tenant.teams.limits = 'off';
    postId = (await edge.teams.thread.postCard(edge.channel, requestView())).activityId;
    edge.steps.answers.click = async () => ({ kind: 'card', view: requestView({ state: 'rejected' }) });
  });
  after(() => edge.close());

  /** What Teams sends of a click; `locale` is absent in some clients. */
  function clickIn(locale: string | undefined): Record<string, unknown> {
    const { tenantId, channelId, teamId, serviceUrl } = edge.channel;
    const { ana } = edge.tenant.teams.people;
    return {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:1',
      channelId: 'msteams',
      serviceUrl,
      ...(locale !== undefined && { locale }),
      from: { id: ana.teamsId, aadObjectId: ana.objectId },
      conversation: { id: `${channelId};messageid=${postId}`, conversationType: 'channel', tenantId },
      channelData: { team: { id: teamId }, channel: { id: channelId }, tenant: { id: tenantId } },
      value: {
        action: { type: 'Action.Execute', verb: 'refresh', data: { requestId: 'CS-7F3K2Q', revision: 1 } },
        trigger: 'manual',
      },
    };
  }

  it('reads it in the channel: card, notification and replies', async () => {
    const [post] = edge.tenant.teams.posts();
    assert.equal(post?.card?.['lang'], 'de');
    assert.match(post?.summary ?? '', /^Hoher Schweregrad: CS-7F3K2Q wartet auf eine Entscheidung$/);

    const reply = await edge.teams.thread.reply(
      { ...edge.channel, conversationId: post?.conversationId ?? '', activityId: postId },
      'expired',
      requestView({ state: 'expired' }),
    );

    const told = edge.tenant.teams.posts()[0]?.replies.find(({ id }) => id === reply.activityId);
    assert.match(JSON.stringify(told?.card), /Abgelaufen/);
  });

  for (const [locale, language, said] of [
    ['en-GB', 'en', /Rejected/],
    ['de-DE', 'de', /Abgelehnt/],
    ['fr-CA', 'fr', /Rejetée/],
    ['pt-BR', 'en', /Rejected/],
    [undefined, 'de', /Abgelehnt/],
  ] as const) {
    it(`answers a click in ${language} to somebody whose Teams says ${locale}`, async () => {
      const { status, body } = await edge.tenant.teams.deliver(clickIn(locale));

      assert.equal(status, 200);
      const { value } = body as { value: { lang: string } };
      assert.equal(value.lang, language);
      assert.match(JSON.stringify(value), said);
    });
  }

  it('draws the card for everyone in German again, whoever clicked', async () => {
    const [post] = edge.tenant.teams.posts();
    const address = { ...edge.channel, conversationId: post?.conversationId ?? '', activityId: postId };

    await edge.teams.thread.updateCard(address, requestView({ state: 'rejected' }));

    assert.equal(edge.tenant.teams.posts()[0]?.card?.['lang'], 'de');
  });

  it('answers what somebody types in their own language', async () => {
    await edge.tenant.teams.say('approve CS-7F3K2Q', { as: 'ana', where: 'personal' });

    assert.match(edge.tenant.teams.chat('ana').at(-1)?.text ?? '', /^A message never decides anything/);
  });
});
