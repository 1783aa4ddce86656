import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { parseAlert } from '../../src/alerts/parse-alert.ts';
import { startTenant } from './tenant.ts';
import type { Tenant } from './tenant-types.ts';

describe('the sandbox tenant', () => {
  let tenant: Tenant;
  let service: Server;
  let received: { path: string | undefined; headers: Record<string, string>; body: string }[];
  before(async () => {
    tenant = await startTenant();
    service = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ path: request.url, headers, body: Buffer.concat(chunks).toString() });
      response.end('{"taken":true}');
    });
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    tenant.connect(`http://127.0.0.1:${(service.address() as AddressInfo).port}`);
  });
  beforeEach(() => {
    received = [];
  });
  after(async () => {
    service.closeAllConnections();
    service.close();
    await tenant.close();
  });

  for (const sample of [0, 1, 2] as const) {
    it(`tells story ${sample} as an alert that the service takes, with its mails in the mailboxes`, () => {
      const body = tenant.sampleAlert(sample);
      const parsed = parseAlert(body);
      assert.equal(parsed.kind, 'ok');
      for (const email of body['emails'] as { networkMessageId: string; recipientEmailAddress: string }[]) {
        const held = tenant.graph
          .mailboxes()
          .find(
            (mail) =>
              mail.networkMessageId === email.networkMessageId &&
              mail.recipientEmailAddress === email.recipientEmailAddress,
          );
        assert.equal(held?.location, 'inbox_folder');
        assert.equal(held?.subject, body['subject']);
      }
    });
  }

  it('tells each story anew', () => {
    assert.notEqual(tenant.sampleAlert(0)['alertId'], tenant.sampleAlert(0)['alertId']);
  });

  it('signs alerts as Standard Webhooks say', async () => {
    const delivery = await tenant.pushAlert({ a: 1 }, { id: 'msg_1', source: 'other' });
    assert.deepEqual([delivery.status, delivery.body], [200, { taken: true }]);
    const [request] = received;
    assert.equal(request?.path, '/api/alerts');
    const verified = new Webhook(tenant.alertSource.secret).verify(request?.body ?? '', request?.headers ?? {});
    assert.deepEqual(verified, { a: 1, source: 'other' });
    assert.equal(request?.headers['webhook-id'], 'msg_1');
  });

  it('types into the channel with a mention, and into a chat without', async () => {
    await tenant.teams.say('show <x>', { as: 'eve', where: 'channel' });
    await tenant.teams.say('show <x>', { as: 'eve', where: 'personal' });
    const [inChannel, inChat] = received.map(({ body }) => JSON.parse(body));
    assert.equal(inChannel.text, '<at>Countersign</at> show &lt;x&gt;\n');
    assert.equal(inChannel.conversation.id, tenant.teams.posts().at(-1)?.conversationId);
    assert.equal(inChat.text, 'show <x>');
    assert.equal(inChat.channelData.team, undefined);
    assert.equal(inChat.from.aadObjectId, tenant.teams.people.eve.objectId);
  });

  it('delivers a click as often as told, again or anew', async () => {
    const click = { as: 'ana', postId: '1', verb: 'approve', data: { requestId: 'CS-1' }, times: 3 } as const;
    await tenant.teams.click({ ...click, activityIds: 'same' });
    await tenant.teams.click({ ...click, activityIds: 'new' });
    const ids = received.map(({ body }) => JSON.parse(body).id as string);
    assert.deepEqual([new Set(ids.slice(0, 3)).size, new Set(ids.slice(3)).size], [1, 3]);
    assert.deepEqual(JSON.parse(received[0]?.body ?? '').value.action.data, { requestId: 'CS-1' });
  });

  it('does not click what is not on the card', async () => {
    await assert.rejects(tenant.teams.click({ as: 'ana', postId: '1', verb: 'approve' }), /verb approve/);
  });

  it('gives every setting that the service needs to talk to it alone', () => {
    const settings = tenant.environment();
    for (const [name, value] of Object.entries(settings)) {
      if (/^(https?):/.test(value)) assert.match(value, /^https?:\/\/(127\.0\.0\.1|localhost):\d+/, name);
    }
    assert.match(settings['BOT_ID'] ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(settings['BOT_TYPE'], 'UserAssignedMsi');
    assert.equal(settings['REMEDIATION_MODE'], 'live');
    assert.deepEqual(tenant.violations, []);
  });
});
