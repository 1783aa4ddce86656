import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

type Headers = Readonly<Record<string, string>>;

describe('Something captured on the way and sent again', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow();
  });
  after(() => world.close());

  function signed(body: string, id = 'msg_captured'): Headers {
    const at = new Date();
    return {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(world.tenant.alertSource.secret).sign(id, at, body),
    };
  }

  async function send(method: string, path: string, headers: Headers, body = '') {
    const call = request(new URL(path, world.service.origin), { method, headers });
    call.end(body);
    const [response] = await once(call, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode as number, json: JSON.parse(Buffer.concat(chunks).toString()) };
  }

  const cards = () => world.tenant.teams.posts().filter(({ card }) => card !== undefined);
  const alertOf = (alertId: string, sample: 0 | 1 | 2 = 0) =>
    JSON.stringify({ ...world.tenant.sampleAlert(sample), alertId });

  it('makes no second request of an alert: the very same call is answered as a duplicate', async () => {
    const body = alertOf('replayed');
    const headers = signed(body);
    const first = await send('POST', '/api/alerts', headers, body);
    await eventually(world, () => cards().length === 1);

    const again = await send('POST', '/api/alerts', headers, body);

    assert.deepEqual([first.status, again.status], [202, 202]);
    assert.deepEqual(again.json, { ...first.json, duplicate: true });
    assert.equal(cards().length, 1);
  });

  it('carries no other alert under the same webhook-id, nor under another id', async () => {
    const body = alertOf('captured');
    const headers = signed(body);
    const other = alertOf('smuggled', 1);

    const smuggled = await send('POST', '/api/alerts', headers, other);
    const renamed = await send('POST', '/api/alerts', { ...headers, 'webhook-id': 'msg_new' }, body);
    const redated = await send('POST', '/api/alerts', { ...headers, 'webhook-timestamp': '1700000000' }, body);

    assert.deepEqual([smuggled.status, renamed.status, redated.status], [401, 401, 401]);
  });

  it('changes nothing of an alert that was taken, also where its own source signs another body for it', async () => {
    const before = cards().length;
    const first = alertOf('rewritten', 2);
    const taken = await send('POST', '/api/alerts', signed(first, 'msg_1'), first);
    await eventually(world, () => cards().length === before + 1);
    const changed = JSON.stringify({ ...JSON.parse(first), recommendedAction: 'hardDelete', severity: 'low' });

    const again = await send('POST', '/api/alerts', signed(changed, 'msg_1'), changed);

    assert.deepEqual(again.json, { ...taken.json, duplicate: true });
    const status = await send('GET', taken.json.statusUrl, signed(''));
    assert.equal(status.json.action, 'softDelete');
    assert.equal(status.json.revision, 1);
  });

  it('opens nothing else: the signature of a question is none for an alert', async () => {
    const headers = signed('');

    const asked = await send('POST', '/api/alerts', headers, alertOf('under a question’s signature'));
    const empty = await send('POST', '/api/alerts', headers);

    assert.deepEqual([asked.status, empty.status], [401, 400]);
  });

  it('decides once: an approval that is delivered again, also after a restart, tells Graph nothing', async () => {
    const { graph, teams, entra } = world.tenant;
    const body = alertOf('approved once', 1);
    const { json } = await send('POST', '/api/alerts', signed(body, 'msg_2'), body);
    await eventually(world, () => cards().some(({ card }) => says(card, json.requestId)));
    const settings = world.tenant.environment();
    const tenantId = settings['BOT_TENANT_ID'];
    const captured = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:captured',
      channelId: 'msteams',
      serviceUrl: settings['TEAMS_SERVICE_URL'],
      from: { id: teams.people.ana.teamsId, aadObjectId: teams.people.ana.objectId },
      conversation: { id: world.card(json.requestId).conversationId, tenantId, conversationType: 'channel' },
      channelData: { team: { id: teams.team.id }, channel: { id: teams.channel.id }, tenant: { id: tenantId } },
      value: { action: { type: 'Action.Execute', verb: 'approve', data: { requestId: json.requestId, revision: 1 } } },
    };
    const token = await entra.botToken();
    await teams.deliver(captured, token);
    await eventually(world, () => graph.remediations.length === 1);
    await eventually(world, () => world.card(json.requestId).replies.length > 0);

    const again = [await teams.deliver(captured, token)];
    await world.crash();
    again.push(await teams.deliver(captured, token));

    for (const { status, body: answer } of again) {
      assert.equal(status, 200);
      assert.ok(says(answer, 'application/vnd.microsoft.card.adaptive'));
    }
    assert.equal(graph.remediations.length, 1);
  });
});
