import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clouds } from '../../../src/identity/clouds.ts';
import type { Connection } from '../../../src/teams/connection.ts';
import { connectSdk } from '../../../src/teams/sdk/adapter.ts';
import { createSdkAuthentication } from '../../../src/teams/sdk/authentication.ts';
import { startTenant } from '../../sandbox/tenant.ts';

const botId = '99999999-9999-4999-8999-999999999999';
const tenantId = '11111111-1111-4111-8111-111111111111';

describe('the SDK, as it reaches Teams', () => {
  let server: Server;
  let serviceUrl: string;
  let calls: { method: string | undefined; url: string | undefined; authorization: string | undefined; body: string }[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let teams: Connection;
  const options = (overrides: { botToken?: () => Promise<string>; timeoutMs?: number } = {}) => ({
    botId,
    botTenantId: tenantId,
    cloud: clouds.global.bot,
    openIdMetadataUrl: 'http://127.0.0.1:1/none',
    botToken: async () => 'the-bots-token',
    clock: { now: () => Date.now() },
    timeoutMs: 2_000,
    ...overrides,
  });
  const thread = () => ({ tenantId, serviceUrl, conversationId: '19:c@thread.tacv2;messageid=17', activityId: '17' });

  beforeEach(async () => {
    calls = [];
    answer = (_, response) => response.end('{"id":"42"}');
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, url, headers } = request;
      calls.push({ method, url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
      response.setHeader('content-type', 'application/json');
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/`;
    teams = connectSdk(options());
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('writes with the token it was handed, into the thread, in plain text', async () => {
    assert.equal(await teams.send(thread(), { text: '**bold** <at>everyone</at>' }), '42');
    const [call] = calls;
    assert.equal(call?.method, 'POST');
    assert.equal(
      decodeURIComponent(call?.url ?? ''),
      '/teams/v3/conversations/19:c@thread.tacv2;messageid=17/activities/17',
    );
    assert.equal(call?.authorization, 'Bearer the-bots-token');
    const { text, textFormat, attachments } = JSON.parse(call?.body ?? '');
    assert.deepEqual([text, textFormat, attachments], ['**bold** <at>everyone</at>', 'plain', undefined]);
  });

  it('sends a card as it was drawn, with a summary and no text beside it', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [], custom: { deep: [null, 0] } };
    await teams.update(thread(), { text: 'what it says', card });
    const [call] = calls;
    assert.equal(call?.method, 'PUT');
    const { text, summary, attachments } = JSON.parse(call?.body ?? '');
    assert.deepEqual([text, summary], [undefined, 'what it says']);
    assert.deepEqual(attachments, [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }]);
  });

  for (const status of [429, 500, 502, 503]) {
    it(`makes a call once where Teams answers ${status}, even with Retry-After`, async () => {
      answer = (_, response) => {
        response.writeHead(status, { 'retry-after': '0' });
        response.end('{}');
      };
      await assert.rejects(teams.send(thread(), { text: 'x' }));
      assert.equal(calls.length, 1);
    });
  }

  it('does not follow a redirection, which would carry the token away', async () => {
    answer = (_, response) => {
      response.writeHead(307, { location: '/elsewhere' });
      response.end();
    };
    await assert.rejects(teams.send(thread(), { text: 'x' }), { code: 'teamsRefused' });
    assert.equal(calls.length, 1);
  });

  it('waits for an answer no longer than the time-out', async () => {
    answer = () => undefined;
    await assert.rejects(connectSdk(options({ timeoutMs: 50 })).send(thread(), { text: 'x' }), {
      code: 'teamsUnavailable',
      retryable: true,
      noEffect: false,
    });
  });

  it('cannot be reached where the connection breaks or nobody listens', async () => {
    answer = (request) => request.socket.destroy();
    await assert.rejects(teams.send(thread(), { text: 'x' }), { code: 'teamsUnavailable', noEffect: false });
    const nowhere = { ...thread(), serviceUrl: 'http://127.0.0.1:1/' };
    await assert.rejects(teams.send(nowhere, { text: 'x' }), { code: 'teamsUnavailable', noEffect: true });
  });

  it('makes no call without a token', async () => {
    const refusing = connectSdk(options({ botToken: () => Promise.reject(new Error('no identity')) }));
    await assert.rejects(refusing.send(thread(), { text: 'x' }), { code: 'tokenUnavailable', retryable: true });
    assert.deepEqual(calls, []);
  });
});

describe('the SDK, should it ever authenticate by itself', () => {
  it('keeps the emulator shut out, even with a key of the Bot Framework', async () => {
    const tenant = await startTenant();
    try {
      const settings = tenant.environment();
      const authentication = createSdkAuthentication({
        botId: settings['BOT_ID'] ?? '',
        botTenantId: settings['BOT_TENANT_ID'] ?? '',
        cloud: clouds.global.bot,
        openIdMetadataUrl: settings['BOT_OPENID_METADATA_URL'] ?? '',
        botToken: async () => 'x',
        clock: { now: () => Date.now() },
        timeoutMs: 1_000,
      });
      type Activity = Parameters<typeof authentication.authenticateRequest>[0];
      const activity = { channelId: 'msteams', serviceUrl: settings['TEAMS_SERVICE_URL'] } as Activity;
      const authenticate = async (claims: Record<string, unknown>) =>
        authentication.authenticateRequest(activity, `Bearer ${await tenant.entra.botToken({ claims })}`);
      const emulator = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
      await assert.rejects(authenticate({ iss: emulator, ver: '1.0', appid: settings['BOT_ID'] }), {
        code: 'teamsRefused',
      });
      assert.ok(await authenticate({}));
    } finally {
      await tenant.close();
    }
  });
});
