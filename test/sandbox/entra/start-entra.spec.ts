import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, errors, type JWK, jwtVerify } from 'jose';
import { type Entra, startEntra } from './start-entra.ts';
import { createTls, type TlsMaterial } from './tls-material.ts';

describe("The sandbox's Entra ID", () => {
  const tenantId = randomUUID();
  const botId = randomUUID();
  const alerts = { audience: 'api://countersign', clientId: randomUUID() };
  let tls: TlsMaterial;
  let entra: Entra;
  before(async () => {
    tls = await createTls();
    entra = await startEntra({ tenantId, botId, serviceUrl: () => 'http://127.0.0.1:9/teams/', tls, alerts });
  });
  after(async () => {
    await entra.close();
    await tls.remove();
  });

  type Published = { keys: (JWK & { endorsements?: string[] })[] };
  async function keysOf(metadataUrl: string): Promise<Published> {
    const metadata = (await (await fetch(metadataUrl)).json()) as { jwks_uri: string };
    return (await (await fetch(metadata.jwks_uri)).json()) as Published;
  }
  const setting = (name: string) => entra.environment()[name] ?? '';

  it('signs bot tokens with a key that is published and endorsed for Teams', async () => {
    const keys = await keysOf(setting('BOT_OPENID_METADATA_URL'));
    const token = await entra.botToken();

    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys));

    assert.partialDeepStrictEqual(payload, {
      iss: 'https://api.botframework.com',
      aud: botId,
      serviceurl: 'http://127.0.0.1:9/teams/',
    });
    const key = keys.keys.find((candidate) => candidate.kid === protectedHeader.kid);
    assert.deepEqual(key?.endorsements, ['msteams']);
  });

  it('signs with a published key without endorsement, or a stranger’s, on request', async () => {
    const keys = await keysOf(setting('BOT_OPENID_METADATA_URL'));
    const unendorsed = await entra.botToken({ key: 'unendorsed' });

    await jwtVerify(unendorsed, createLocalJWKSet(keys));
    const { kid } = decodeProtectedHeader(unendorsed);
    assert.equal(keys.keys.find((key) => key.kid === kid)?.endorsements, undefined);
    const unknown = await entra.botToken({ key: 'unknown' });
    await assert.rejects(jwtVerify(unknown, createLocalJWKSet(keys)), errors.JWKSNoMatchingKey);
  });

  for (const algorithm of ['none', 'HS256', 'RS384', 'PS256']) {
    it(`makes a token that claims ${algorithm} on request`, async () => {
      const token = await entra.botToken({ algorithm });

      assert.equal(decodeProtectedHeader(token).alg, algorithm);
    });
  }

  it('sets and takes away claims on request', async () => {
    const keys = createLocalJWKSet(await keysOf(setting('BOT_OPENID_METADATA_URL')));

    const { payload } = await jwtVerify(await entra.botToken({ claims: { serviceurl: undefined, aud: 'x' } }), keys);

    assert.equal('serviceurl' in payload, false);
    assert.equal(payload.aud, 'x');
  });

  it('signs app tokens of alert sources as v2.0 of the tenant', async () => {
    const keys = createLocalJWKSet(await keysOf(setting('ALERTS_OPENID_METADATA_URL')));

    const { payload } = await jwtVerify(await entra.appToken(), keys, {
      issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      audience: setting('ALERTS_AUDIENCE'),
    });

    assert.deepEqual([payload['azp'], payload['roles'], payload['tid']], [alerts.clientId, ['Alerts.Push'], tenantId]);
    await assert.rejects(jwtVerify(await entra.appToken({ key: 'unknown' }), keys));
  });

  describe('managed identity endpoint', () => {
    async function ask(query: Record<string, string>, header = entra.identityHeader) {
      const url = `${setting('IDENTITY_ENDPOINT')}?${new URLSearchParams({ 'api-version': '2019-08-01', ...query })}`;
      const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': header } });
      const body = (await response.json()) as { access_token?: string };
      return { status: response.status, authorization: `Bearer ${body.access_token}` };
    }
    const graph = 'https://graph.microsoft.com';
    const connector = 'https://api.botframework.com';

    it('gives the bot a token that only the connector takes', async () => {
      const { authorization } = await ask({ resource: connector, client_id: botId });

      assert.equal((await entra.verifyConnectorToken(authorization)).kind, 'valid');
      assert.equal((await entra.verifyGraphToken(authorization)).kind, 'invalid');
    });

    it('gives the system-assigned identity a token that only Graph takes', async () => {
      const { authorization } = await ask({ resource: graph });

      const check = await entra.verifyGraphToken(authorization);
      assert.ok(check.kind === 'valid' && check.roles.includes('SecurityAnalyzedMessage.ReadWrite.All'));
      assert.equal((await entra.verifyConnectorToken(authorization)).kind, 'invalid');
    });

    it('gives the bot no roles at Graph, and another identity no way to the connector', async () => {
      const bot = await entra.verifyGraphToken((await ask({ resource: graph, client_id: botId })).authorization);
      const other = await entra.verifyConnectorToken((await ask({ resource: connector })).authorization);

      assert.deepEqual(bot.kind === 'valid' && bot.roles, []);
      assert.equal(other.kind, 'invalid');
    });

    it('says 401 about revoked tokens without calling it a mistake', async () => {
      const { authorization } = await ask({ resource: graph });
      entra.revokeGraphTokens();

      assert.deepEqual(await entra.verifyGraphToken(authorization), {
        kind: 'invalid',
        problem: 'revoked',
        expected: true,
      });
    });

    it('notes a wrong header, identity or resource as a violation', async () => {
      const before = entra.violations.length;

      const statuses = [
        (await ask({ resource: graph }, 'guess')).status,
        (await ask({ resource: graph, client_id: randomUUID() })).status,
        (await ask({ resource: 'https://vault.azure.net' })).status,
      ];

      assert.deepEqual(statuses, [401, 400, 400]);
      assert.equal(entra.violations.length - before, 3);
    });
  });

  it('notes unknown routes as violations', async () => {
    const before = entra.violations.length;

    const response = await fetch(`${entra.origin}/elsewhere`);

    assert.equal(response.status, 404);
    assert.equal(entra.violations.length - before, 1);
  });

  it('takes no forged or missing token for Graph or the connector', async () => {
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Basic x',
      'Bearer x.y.z',
      `Bearer ${await entra.appToken()}`,
    ]) {
      assert.equal((await entra.verifyGraphToken(authorization)).kind, 'invalid');
      assert.equal((await entra.verifyConnectorToken(authorization)).kind, 'invalid');
    }
  });
});
