import assert from 'node:assert/strict';
import { createTokenVerifier } from '../../../src/teams/door/verify-token.ts';
import { type Edge, startEdge } from '../support/start-edge.ts';

const seconds = () => Math.floor(Date.now() / 1000);

describe('the token of an activity', () => {
  let edge: Edge;
  let activity: Record<string, unknown>;
  before(async () => {
    edge = await startEdge();
    const { people, team, channel } = edge.tenant.teams;
    activity = {
      type: 'message',
      id: '1',
      text: 'help',
      channelId: 'msteams',
      serviceUrl: edge.channel.serviceUrl,
      from: { id: people.ana.teamsId, aadObjectId: people.ana.objectId },
      conversation: { id: `${channel.id};messageid=1`, tenantId: edge.channel.tenantId, conversationType: 'channel' },
      channelData: { team: { id: team.id }, channel: { id: channel.id }, tenant: { id: edge.channel.tenantId } },
    };
  });
  after(() => edge.close());

  type Overrides = Parameters<Edge['tenant']['entra']['botToken']>[0];
  // Made when the test runs: a moment taken while the file is loaded would be minutes old by then.
  const bad: readonly [what: string, overrides: Overrides | (() => Overrides)][] = [
    ['for another bot', { claims: { aud: '00000000-0000-4000-8000-000000000000' } }],
    ['for several bots, none of them us', { claims: { aud: ['a', 'b'] } }],
    ['without an audience', { claims: { aud: undefined } }],
    ['of another issuer', { claims: { iss: 'https://api.botframework.example' } }],
    ['of the government issuer in the global cloud', { claims: { iss: 'https://api.botframework.us' } }],
    [
      'of the emulator',
      { claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0' } },
    ],
    ['without an issuer', { claims: { iss: undefined } }],
    ['that expired six minutes ago', () => ({ claims: { exp: seconds() - 360 } })],
    ['without an end', { claims: { exp: undefined } }],
    ['that begins in six minutes', () => ({ claims: { nbf: seconds() + 360 } })],
    ['signed by an unknown key', { key: 'unknown' }],
    ['signed by a key that speaks for no channel', { key: 'unendorsed' }],
    ['without a signature', { algorithm: 'none' }],
    ['signed with the public key as a secret', { algorithm: 'HS256' }],
    ['signed by another algorithm', { algorithm: 'RS512' }],
    ['for another service address', { claims: { serviceurl: 'https://smba.trafficmanager.net/emea/' } }],
    ['for no service address', { claims: { serviceurl: undefined } }],
    ['for an empty service address', { claims: { serviceurl: '' } }],
  ];
  for (const [what, overrides] of bad) {
    it(`is refused ${what}`, async () => {
      const token = await edge.tenant.entra.botToken(typeof overrides === 'function' ? overrides() : overrides);
      const answer = await edge.teams.receive(`Bearer ${token}`, activity);
      assert.deepEqual(answer, { status: 401 });
      assert.deepEqual(edge.steps.asked, []);
    });
  }

  const headers: readonly (string | undefined)[] = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer a.b.c',
    'Bearer e30.e30.e30',
    'Bearer bnVsbA.bnVsbA.bnVsbA',
    'Basic dXNlcjpwYXNz',
    `Bearer ${'a'.repeat(100_000)}.b.c`,
    'Bearer {"alg":"none"}',
  ];
  for (const header of headers) {
    it(`is refused in the header ${JSON.stringify(header)?.slice(0, 40)}`, async () => {
      assert.equal((await edge.teams.receive(header, activity)).status, 401);
    });
  }

  it('is refused with a changed payload', async () => {
    const [head, , signature] = (await edge.tenant.entra.botToken()).split('.');
    const [, payload] = (await edge.tenant.entra.botToken({ claims: { extra: 1 } })).split('.');
    assert.equal((await edge.teams.receive(`Bearer ${head}.${payload}.${signature}`, activity)).status, 401);
  });

  it('is refused before the body is looked at', async () => {
    for (const body of [undefined, null, 'x', [], {}]) {
      assert.equal((await edge.teams.receive(undefined, body)).status, 401);
    }
  });

  it('never reaches the log, and nor does the activity', () => {
    assert.match(edge.logged(), /"flaw":"signature"/);
    assert.doesNotMatch(edge.logged(), /eyJ|help|29:|contoso/);
  });

  it('is taken within five minutes of its end and beginning, and without a beginning', async () => {
    for (const claims of [{ exp: seconds() - 240 }, { nbf: seconds() + 240 }, { nbf: undefined }]) {
      const token = await edge.tenant.entra.botToken({ claims });
      const other = { ...activity, type: 'typing' };
      assert.deepEqual(await edge.teams.receive(`Bearer ${token}`, other), { status: 200 });
    }
  });

  it('is taken where the bot id is written in other case', async () => {
    const token = await edge.tenant.entra.botToken({
      claims: { aud: edge.tenant.environment()['BOT_ID']?.toLowerCase() },
    });
    assert.equal((await edge.teams.receive(`bearer ${token}`, { ...activity, type: 'typing' })).status, 200);
  });
});

describe('the keys of the Bot Framework', () => {
  it('are not asked for because of a token of another issuer or algorithm', async () => {
    const asked: string[] = [];
    const verify = createTokenVerifier({
      botId: 'b',
      issuer: 'https://api.botframework.com',
      clock: { now: () => 0 },
      keys: {
        async find(keyId) {
          asked.push(keyId);
          return undefined;
        },
      },
    });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const foreign = `${part({ alg: 'RS256', kid: 'k' })}.${part({ iss: 'https://login.microsoftonline.com/x/v2.0' })}.c2ln`;
    const unsigned = `${part({ alg: 'none', kid: 'k' })}.${part({ iss: 'https://api.botframework.com' })}.c2ln`;
    assert.deepEqual(await verify(`Bearer ${foreign}`), { holds: false, flaw: 'issuer' });
    assert.deepEqual(await verify(`Bearer ${unsigned}`), { holds: false, flaw: 'signature' });
    assert.deepEqual(asked, []);
  });
});
