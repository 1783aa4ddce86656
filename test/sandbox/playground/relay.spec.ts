import assert from 'node:assert/strict';
import { answerJson, type Loopback, listen, readBody } from '../entra/loopback.ts';
import { people } from '../teams/people.ts';
import { startRelay } from './start-relay.ts';
import { createTranslation } from './translate.ts';

const tenantId = '0a0a0a0a-1111-4111-8111-000000000002';
const botId = '0a0a0a0a-1111-4111-8111-000000000001';
/** As Agents Playground 0.2.28 sends it. */
const activity = {
  type: 'message',
  text: '<at>Test Bot</at> alerts here',
  from: { id: 'user-id-0', name: 'Alex Wilber', aadObjectId: '00000000-0000-0000-0000-0000000000020' },
  conversation: { conversationType: 'channel', tenantId: '00000000-0000-0000-0000-0000000000001', id: 'team-id' },
  recipient: { id: '00000000-0000-0000-0000-00000000000011', name: 'Test Bot' },
  channelData: { tenant: { id: '00000000-0000-0000-0000-0000000000001' } },
  channelId: 'msteams',
};

interface Seen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

describe('the relay to Agents Playground', () => {
  const servers: Loopback[] = [];
  const toService: Seen[] = [];
  const toPlayground: Seen[] = [];
  let relay: Loopback & { readonly origin: string };

  async function recorder(seen: Seen[], answer: object): Promise<string> {
    const server = await listen(async (request, response) => {
      const text = await readBody(request);
      const { url: path = '', headers } = request;
      seen.push({ path, authorization: headers.authorization, body: text === '' ? {} : JSON.parse(text) });
      answerJson(response, 201, answer);
    });
    servers.push(server);
    return `http://127.0.0.1:${server.port}`;
  }

  before(async () => {
    const service = await recorder(toService, { to: people.ana.objectId });
    const playground = await recorder(toPlayground, { id: 'post-1', tenant: activity.conversation.tenantId });
    relay = await startRelay({
      tenantId,
      translation: createTranslation(tenantId, botId),
      service: () => service,
      token: async (serviceUrl) => `token for ${serviceUrl}`,
    });
    servers.push(relay);
    const answer = await post('/api/messages', { ...activity, serviceUrl: `${playground}/_connector` });
    assert.deepEqual(answer, { to: activity.from.aadObjectId });
  });
  after(() => Promise.all(servers.map((server) => server.close())));

  async function post(path: string, body: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${relay.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal(response.status, 201);
    return response.json();
  }

  it('brings the service an activity as Teams would: with a token, and with ids that are ids', () => {
    const [{ path, authorization, body } = assert.fail()] = toService;
    assert.deepEqual([path, authorization], ['/api/messages', `Bearer token for ${relay.origin}/`]);
    assert.deepEqual(body, {
      ...activity,
      from: { ...activity.from, aadObjectId: people.ana.objectId },
      conversation: { ...activity.conversation, tenantId },
      recipient: { ...activity.recipient, id: `28:${botId}` },
      channelData: { tenant: { id: tenantId } },
      serviceUrl: `${relay.origin}/`,
    });
  });

  it('brings the Playground what the service says, in the Playground’s words', async () => {
    const answer = await post(`/v3/conversations/team-id/activities`, { from: { id: `28:${botId}` }, tenantId });
    const [{ path, body, authorization } = assert.fail()] = toPlayground;
    assert.equal(path, '/_connector/v3/conversations/team-id/activities');
    assert.deepEqual(body, { from: { id: activity.recipient.id }, tenantId: activity.conversation.tenantId });
    // The token is for a connector; the Playground is none of ours.
    assert.equal(authorization, undefined);
    assert.deepEqual(answer, { id: 'post-1', tenant: tenantId });
  });

  it('says itself who somebody is, by either id, for the Playground knows no UPNs of this tenant', async () => {
    for (const id of ['user-id-0', people.ana.objectId]) {
      const response = await fetch(`${relay.origin}/v3/conversations/team-id/members/${id}`);
      const { userPrincipalName, aadObjectId, tenantId: of } = (await response.json()) as Record<string, string>;
      assert.deepEqual([userPrincipalName, aadObjectId, of], [people.ana.upn, people.ana.objectId, tenantId]);
    }
    assert.equal((await fetch(`${relay.origin}/v3/conversations/team-id/members/nobody`)).status, 404);
  });

  it('never calls an address that is not on this machine', async () => {
    const before = toPlayground.length;
    await post('/api/messages', { ...activity, serviceUrl: 'https://elsewhere.example/_connector' });
    await post('/v3/conversations/team-id/activities', {});
    assert.equal(toPlayground.length, before + 1);
  });
});
