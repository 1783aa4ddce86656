import assert from 'node:assert/strict';
import { type Connector, startConnector } from './connector.ts';
import { people } from './people.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const botId = '99999999-9999-4999-8999-999999999999';
const channel = { id: '19:c@thread.tacv2', name: 'Phishing alerts' };
const other = { id: '19:d@thread.tacv2', name: 'Defender alerts' };
const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
const cardMessage = (content: object = card) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});
const rootPost = (activity: unknown = cardMessage()) => ({
  isGroup: true,
  tenantId,
  bot: { id: `28:${botId}` },
  channelData: { channel: { id: channel.id } },
  activity,
});

describe('the sandbox connector', () => {
  let connector: Connector;
  let violations: string[];
  beforeEach(async () => {
    violations = [];
    connector = await startConnector({
      tenantId,
      botId,
      team: { id: '19:t@thread.tacv2', name: 'Security' },
      channel,
      otherChannels: [other],
      violations,
      onCall() {},
      verifyToken: async (authorization) =>
        authorization === 'Bearer good'
          ? { kind: 'valid', roles: [], clientId: botId }
          : { kind: 'invalid', problem: 'a bad token' },
    });
  });
  afterEach(() => connector.close());

  async function call(method: string, path: string, body?: unknown, token = 'good') {
    const response = await fetch(new URL(`v3/${path}`, connector.serviceUrl), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, retryAfter: headers.get('retry-after'), body: (await response.json()) as Record<string, string> };
  }
  const path = (conversationId: string, rest = 'activities') =>
    `conversations/${encodeURIComponent(conversationId)}/${rest}`;

  it('keeps a root post, its replies and its redrawings', async () => {
    const created = await call('POST', 'conversations', rootPost());
    const { id = '', activityId = '' } = created.body;
    assert.equal(created.status, 201);
    assert.equal(id, `${channel.id};messageid=${activityId}`);
    assert.equal((await call('POST', path(id, 'activities/any-id'), cardMessage())).status, 201);
    const redrawn = { ...card, body: [{ type: 'TextBlock', text: 'new' }] };
    assert.equal((await call('PUT', path(id, `activities/${activityId}`), cardMessage(redrawn))).status, 200);
    const [post] = connector.board.roots;
    assert.deepEqual(post?.card, redrawn);
    assert.equal(post?.replies.length, 1);
    assert.deepEqual(violations, []);
  });

  it('keeps chats, one for each person', async () => {
    const create = { tenantId, bot: { id: `28:${botId}` }, members: [{ id: people.eve.teamsId }] };
    const first = await call('POST', 'conversations', create);
    const second = await call('POST', 'conversations', create);
    assert.equal(first.body['id'], second.body['id']);
    assert.equal((await call('POST', path(first.body['id'] ?? ''), { type: 'message', text: 'psst' })).status, 201);
    assert.equal(connector.board.chat('eve')[0]?.text, 'psst');
  });

  it('knows its people by Teams id, Entra id and UPN', async () => {
    const { ana, gus } = people;
    for (const id of [ana.teamsId, ana.objectId, ana.upn, ana.objectId.toUpperCase()]) {
      const { body } = await call('GET', path(channel.id, `members/${encodeURIComponent(id)}`));
      assert.equal(body['userPrincipalName'], 'ana@contoso.com');
    }
    const guest = await call('GET', path(channel.id, `members/${encodeURIComponent(gus.upn)}`));
    assert.equal(guest.body['userRole'], 'guest');
    assert.equal((await call('GET', path(channel.id, 'members/29:nobody'))).status, 404);
  });

  const refused: readonly [what: string, method: string, path: string, body: unknown, status: number][] = [
    ['an unknown route', 'GET', 'attachments/1', undefined, 404],
    ['a body that is not JSON', 'POST', 'conversations', '{', 400],
    ['another bot', 'POST', 'conversations', { ...rootPost(), bot: { id: '28:x' } }, 400],
    ['another tenant', 'POST', 'conversations', { ...rootPost(), tenantId: 'x' }, 400],
    ['an empty message', 'POST', 'conversations', rootPost({ type: 'message', text: ' ' }), 400],
    ['a typing activity', 'POST', 'conversations', rootPost({ type: 'typing' }), 400],
    ['a card of a newer version', 'POST', 'conversations', rootPost(cardMessage({ ...card, version: '1.6' })), 400],
    ['a card that is too big', 'POST', 'conversations', rootPost(cardMessage({ ...card, x: 'x'.repeat(28_672) })), 413],
  ];
  for (const [what, method, route, body, status] of refused) {
    it(`notes ${what} as a violation`, async () => {
      assert.equal((await call(method, route, body)).status, status);
      assert.equal(violations.length, 1);
    });
  }

  it('notes a token that does not hold', async () => {
    assert.equal((await call('POST', 'conversations', rootPost(), 'bad')).status, 401);
    assert.deepEqual(violations, ['teams: a bad token']);
  });

  it('answers 404 for what is not there, which is no violation', async () => {
    assert.equal((await call('POST', path(`${channel.id};messageid=1`), cardMessage())).status, 404);
    assert.equal((await call('PUT', path(channel.id, 'activities/1'), cardMessage())).status, 404);
    assert.deepEqual(violations, []);
  });

  it('turns the bot away where the app is not in the team', async () => {
    connector.installed = false;
    const answer = await call('POST', 'conversations', rootPost());
    assert.equal(answer.status, 403);
    assert.deepEqual(violations, []);
  });

  it('keeps channels apart, and answers for one that was deleted or closed to the bot as Teams does', async () => {
    const inOther = { ...rootPost(), channelData: { channel: { id: other.id } } };
    const { id = '', activityId = '' } = (await call('POST', 'conversations', inOther)).body;
    assert.equal(id, `${other.id};messageid=${activityId}`);
    assert.deepEqual([connector.board.roots.length, connector.board.rootsOf(other.id).length], [0, 1]);

    connector.blocked.add(other.id);
    const blocked = await call('POST', path(id), cardMessage());
    connector.blocked.clear();
    connector.deleted.add(other.id);
    const deleted = await call('PUT', path(id, `activities/${activityId}`), cardMessage());

    assert.deepEqual([blocked.status, deleted.status], [403, 404]);
    assert.equal((await call('POST', 'conversations', inOther)).status, 404);
    assert.equal((await call('POST', 'conversations', rootPost())).status, 201);
    assert.deepEqual(violations, []);
  });

  it('answers 404 below a card that somebody deleted by hand', async () => {
    const { id = '', activityId = '' } = (await call('POST', 'conversations', rootPost())).body;
    connector.board.remove(activityId);
    assert.equal((await call('POST', path(id), cardMessage())).status, 404);
    assert.equal((await call('PUT', path(id, `activities/${activityId}`), cardMessage())).status, 404);
    assert.deepEqual(violations, []);
  });

  it('keeps the published limits, with and without Retry-After', async () => {
    const answers = [];
    for (let sent = 0; sent < 9; sent += 1) answers.push(await call('POST', 'conversations', rootPost()));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201, 201, 201, 201, 201, 201, 429, 429],
    );
    assert.deepEqual([answers[7]?.retryAfter, answers[8]?.retryAfter], ['1', null]);
    connector.limits = 'off';
    assert.equal((await call('POST', 'conversations', rootPost())).status, 201);
  });

  it('fails on purpose as often as it was told', async () => {
    connector.fail({ on: 'post', status: 503, retryAfter: '7', times: 2 });
    const first = await call('POST', 'conversations', rootPost());
    assert.deepEqual([first.status, first.retryAfter], [503, '7']);
    assert.equal((await call('POST', 'conversations', rootPost())).status, 503);
    assert.equal((await call('POST', 'conversations', rootPost())).status, 201);
  });
});
