import assert from 'node:assert/strict';
import { createServiceUrls } from '../../src/teams/service-urls.ts';
import { startStepWorld } from '../support/step-world.ts';
import { type Edge, startEdge } from '../teams/support/start-edge.ts';
import { exchange, resign } from './forge-token.ts';

/** Tenants of Microsoft whose tokens the SDK takes for the Emulator's, when they name our own app. */
const emulatorTenants = ['d6d49420-f39b-4df7-a1dc-d59a935871db', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'];
const ownTenant = '11111111-1111-4111-8111-111111111111';

describe('A forged activity', () => {
  let edge: Edge;
  let botId: string;
  let activity: Record<string, unknown>;
  before(async () => {
    edge = await startEdge();
    botId = edge.tenant.environment()['BOT_ID'] ?? '';
    const { people, team, channel } = edge.tenant.teams;
    const { tenantId, serviceUrl } = edge.channel;
    activity = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:1',
      channelId: 'msteams',
      serviceUrl,
      from: { id: people.ana.teamsId, aadObjectId: people.ana.objectId },
      recipient: { id: `28:${botId}` },
      conversation: { id: `${channel.id};messageid=1`, tenantId, conversationType: 'channel' },
      channelData: { team: { id: team.id }, channel: { id: channel.id }, tenant: { id: tenantId } },
      value: { action: { type: 'Action.Execute', verb: 'approve', data: { requestId: 'CS-7F3K2Q', revision: 1 } } },
    };
  });
  beforeEach(() => edge.steps.reset());
  after(() => edge.close());

  async function isRefused(token: string, sent = activity): Promise<void> {
    assert.deepEqual(await edge.teams.receive(`Bearer ${token}`, sent), { status: 401 });
    assert.deepEqual(edge.steps.asked, []);
  }

  it('would count if its token held, so that these tests can fail', async () => {
    const { status } = await edge.teams.receive(`Bearer ${await edge.tenant.entra.botToken()}`, activity);
    assert.equal(status, 200);
    assert.equal(edge.steps.asked.filter(([step]) => step === 'click').length, 1);
  });

  it('is refused under a key of the forger’s own, by the name of a good one, offered in the header', async () => {
    await isRefused(await resign(await edge.tenant.entra.botToken()));
  });

  const headers: readonly Record<string, unknown>[] = [
    { alg: 'none' },
    { alg: 'HS256' },
    { alg: 'RS384' },
    { kid: 'stranger' },
    { kid: '__proto__' },
    { kid: ['bot-1'] },
    { jku: 'http://127.0.0.1:1/keys' },
    { x5u: 'http://127.0.0.1:1/certificate' },
    { crit: ['b64'], b64: false },
  ];
  for (const header of headers) {
    it(`is refused under a good signature whose header was changed to ${JSON.stringify(header)}`, async () => {
      await isRefused(exchange(await edge.tenant.entra.botToken(), { header }));
    });
  }

  const claims: readonly Record<string, unknown>[] = [
    { aud: 'x' },
    { exp: 4_000_000_000 },
    { serviceurl: 'https://evil.example/' },
    { extra: true },
  ];
  for (const claim of claims) {
    it(`is refused under a good signature whose claims were changed to ${JSON.stringify(claim)}`, async () => {
      await isRefused(exchange(await edge.tenant.entra.botToken(), { claims: claim }));
    });
  }

  const issuers = [...emulatorTenants, ownTenant].flatMap((tenant) => [
    `https://sts.windows.net/${tenant}/`,
    `https://login.microsoftonline.com/${tenant}/v2.0`,
    `https://login.microsoftonline.us/${tenant}/v2.0`,
  ]);
  for (const iss of issuers) {
    it(`is refused on the Emulator’s path, also with a key of the Bot Framework: ${iss}`, async () => {
      for (const ver of ['1.0', '2.0']) {
        const claims = { iss, ver, aud: botId, appid: botId, azp: botId, serviceurl: activity['serviceUrl'] };
        await isRefused(await edge.tenant.entra.botToken({ claims }));
      }
    });
  }

  it('is refused on the path of skills: a token for us in the name of another bot', async () => {
    const appid = '00000000-0000-4000-8000-000000000000';
    const claims = { iss: `https://sts.windows.net/${ownTenant}/`, ver: '1.0', appid, aud: botId };
    await isRefused(await edge.tenant.entra.botToken({ claims }));
  });

  it('is refused under a token that Entra ID signed for another purpose', async () => {
    await isRefused(await edge.tenant.entra.appToken({ claims: { aud: botId, appid: botId } }));
  });

  it('is refused under the bot’s own token, which Teams gets from us with every call', async () => {
    const settings = edge.tenant.environment();
    const url = new URL(settings['IDENTITY_ENDPOINT'] ?? '');
    url.search = `api-version=2019-08-01&resource=https://api.botframework.com&client_id=${botId}`;
    const answer = await fetch(url, { headers: { 'X-IDENTITY-HEADER': settings['IDENTITY_HEADER'] ?? '' } });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    assert.ok(token.length > 100);

    await isRefused(token);
  });

  for (const serviceUrl of [
    'https://evil.example/teams/',
    'http://127.0.0.1.evil.example/',
    'https://smba.trafficmanager.net/emea',
    undefined,
    null,
    7,
    [],
  ]) {
    it(`is refused with another service address than its token’s: ${JSON.stringify(serviceUrl)}`, async () => {
      await isRefused(await edge.tenant.entra.botToken(), { ...activity, serviceUrl });
    });
  }

  it('is not tried with a service address that only looks like the token’s', async () => {
    const { serviceUrl } = edge.channel;
    for (const near of [serviceUrl.toUpperCase(), `${serviceUrl} `, `${serviceUrl}/`, serviceUrl.slice(0, -1)]) {
      await isRefused(await edge.tenant.entra.botToken(), { ...activity, serviceUrl: near });
    }
  });

  it('leaves nobody’s address changed, and sends the bot’s token nowhere', async () => {
    assert.deepEqual(edge.steps.asked, []);
    assert.deepEqual(edge.tenant.violations, []);
    assert.deepEqual(edge.tenant.teams.figures().done, { post: 0, reply: 0, update: 0, member: 1 });
  });
});

describe('An activity that another allowed tenant sends', () => {
  const teamId = '19:team@thread.tacv2';
  const tenantId = ownTenant;
  const foreign = {
    tenantId: '22222222-2222-4222-8222-222222222222',
    teamId,
    serviceUrl: 'https://elsewhere.example/',
  };

  it('does not move the address of a team that is not its own', () => {
    const urls = createServiceUrls();
    urls.learn({ tenantId, teamId }, 'https://smba.example/');
    urls.learn(foreign, foreign.serviceUrl);

    assert.equal(urls.of({ tenantId, teamId }), 'https://smba.example/');
  });

  it('does not move the address that is kept of it either', async () => {
    const world = await startStepWorld({}, { fixedChannel: false });
    await world.steps.learnInstallation({ tenantId, teamId, serviceUrl: 'https://smba.example/' }, { arrived: true });

    for (const arrived of [true, false]) await world.steps.learnInstallation(foreign, { arrived });

    const kept = await world.store.installation(teamId);
    await world.close();
    assert.deepEqual(kept, { tenantId, teamId, serviceUrl: 'https://smba.example/' });
  });
});
