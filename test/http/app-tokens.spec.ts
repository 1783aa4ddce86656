import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type Fixture, plainAlert, startFixture } from './http-fixture.ts';
import { speak } from './speak.ts';

const tenantId = '7b1f0a54-2d3c-4f5e-8a6b-9c0d1e2f3a4b';
const clientId = 'c0ffee00-1111-4222-8333-444455556666';
const audience = 'api://countersign';
const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** Stands for Entra ID: a metadata document and its keys. */
async function startKeyService(keys: Keys) {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const calls: string[] = [];
  let isDown = false;
  const server: Server = createServer((request, response) => {
    calls.push(request.url ?? '');
    const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const document = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: jwksUri };
    response.statusCode = isDown ? 503 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    calls,
    metadataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`,
    goDown: (down: boolean) => {
      isDown = down;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface TokenOptions {
  /** A function where they depend on the time of the test, in seconds. */
  readonly claims?: JWTPayload | ((seconds: number) => JWTPayload);
  readonly without?: string;
  readonly key?: Keys['privateKey'];
  readonly kid?: string;
  readonly alg?: string;
}

describe('an app token of Entra ID', () => {
  let keys: Keys;
  let foreign: Keys;
  let pss: Keys;
  let service: Awaited<ReturnType<typeof startKeyService>>;
  let fixture: Fixture;
  let now = Date.now();

  before(async () => {
    [keys, foreign, pss] = await Promise.all([
      generateKeyPair('RS256'),
      generateKeyPair('RS256'),
      generateKeyPair('PS256'),
    ]);
  });
  beforeEach(async () => {
    now = Date.now();
    service = await startKeyService(keys);
    fixture = await startFixture({
      clock: { now: () => now },
      sources: {
        webhookSecrets: [],
        appTokens: {
          issuer,
          audience,
          metadataUrl: service.metadataUrl,
          clients: [{ clientId: clientId.toUpperCase(), source: 'defender' }],
        },
      },
    });
  });
  afterEach(async () => {
    await fixture.close();
    await service.close();
  });

  function token({ claims = {}, without, key = keys.privateKey, kid = 'key-1', alg = 'RS256' }: TokenOptions = {}) {
    const seconds = Math.floor(now / 1_000);
    const payload: JWTPayload = {
      iss: issuer,
      aud: audience,
      azp: clientId,
      roles: ['Alerts.Push'],
      iat: seconds,
      nbf: seconds,
      exp: seconds + 3_600,
      ...(typeof claims === 'function' ? claims(seconds) : claims),
    };
    const kept = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== without));
    return new SignJWT(kept).setProtectedHeader({ alg, kid }).sign(key);
  }
  const push = (bearer: string) =>
    fixture.send({
      body: JSON.stringify(plainAlert()),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    });

  const taken: Readonly<Record<string, TokenOptions>> = {
    'with the role of our list': {},
    'with appid instead of azp': { claims: { appid: clientId.toUpperCase() }, without: 'azp' },
    'with more roles': { claims: { roles: ['Other', 'Alerts.Push'] } },
    'expired for less than five minutes': { claims: (seconds) => ({ exp: seconds - 240 }) },
  };
  for (const [what, options] of Object.entries(taken)) {
    it(`is taken ${what}`, async () => {
      const reply = await push(await token(options));

      assert.equal(reply.status, 202, reply.text);
      assert.equal(fixture.alerts.length, 1);
    });
  }

  const refused: Readonly<Record<string, { options: TokenOptions; status: 401 | 403 }>> = {
    'of another tenant': {
      options: { claims: { iss: 'https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000/v2.0' } },
      status: 401,
    },
    'of version 1.0': { options: { claims: { iss: `https://sts.windows.net/${tenantId}/` } }, status: 401 },
    'for another audience': { options: { claims: { aud: 'https://graph.microsoft.com' } }, status: 401 },
    'without an audience': { options: { without: 'aud' }, status: 401 },
    'that is expired': { options: { claims: (seconds) => ({ exp: seconds - 600 }) }, status: 401 },
    'without an expiry': { options: { without: 'exp' }, status: 401 },
    'that is not valid yet': { options: { claims: (seconds) => ({ nbf: seconds + 600 }) }, status: 401 },
    'of an unknown key': { options: { kid: 'key-2' }, status: 401 },
    'of an app that is not listed': { options: { claims: { azp: tenantId } }, status: 401 },
    'without an app': { options: { without: 'azp' }, status: 401 },
    'without roles': { options: { without: 'roles' }, status: 403 },
    'with another role': { options: { claims: { roles: ['Alerts.Read'] } }, status: 403 },
    'with the role as text': { options: { claims: { roles: 'Alerts.Push' } }, status: 403 },
    'that a person passed on': { options: { claims: { scp: 'user_impersonation' } }, status: 403 },
  };
  for (const [what, { options, status }] of Object.entries(refused)) {
    it(`is refused with ${status} ${what}`, async () => {
      const reply = await push(await token(options));

      assert.equal(reply.status, status, reply.text);
      assert.deepEqual(fixture.alerts, []);
      const flaws = fixture.logged.map(({ fields }) => Reflect.get(Object(fields), 'flaw') as unknown);
      assert.deepEqual(flaws, [status === 401 ? 'token' : 'role']);
    });
  }

  it('is checked before anything of the body is read', async () => {
    const answer = await speak(
      fixture.http.port,
      `POST /api/alerts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await token({ key: foreign.privateKey })}\r\nContent-Length: 100\r\n\r\n{`,
      { hangUpOn: 'does not hold' },
    );

    assert.match(answer, /^HTTP\/1\.1 401 /);
  });

  it('is refused where another key signed it under the same name', async () => {
    const reply = await push(await token({ key: foreign.privateKey }));

    assert.equal(reply.status, 401);
  });

  it('is refused in any algorithm but RS256, without asking the key service', async () => {
    const unsigned = `${btoa(JSON.stringify({ alg: 'none' }))}.${btoa(JSON.stringify({ iss: issuer }))}.`;
    const replies = [
      await push(await token({ key: pss.privateKey, alg: 'PS256' })),
      await push(unsigned.replaceAll('=', '')),
    ];

    assert.deepEqual(
      replies.map(({ status }) => status),
      [401, 401],
    );
    assert.deepEqual(service.calls, []);
  });

  it('is refused as junk without asking the key service', async () => {
    for (const junk of ['x', 'a.b.c', 'e30.e30.e30', '..', 'x'.repeat(10_000)]) {
      const reply = await push(junk);

      assert.equal(reply.status, 401);
    }
    assert.deepEqual(service.calls, []);
  });

  it('is refused without asking the key service where it names another issuer', async () => {
    const reply = await push(await token({ claims: { iss: 'https://evil.example' }, key: foreign.privateKey }));

    assert.equal(reply.status, 401);
    assert.deepEqual(service.calls, []);
  });

  it('is checked with keys that are fetched once', async () => {
    await push(await token());
    await push(await token());

    assert.deepEqual(service.calls, ['/metadata', '/keys']);
  });

  it('is answered 503 while the key service is down, taken once it is back, and not asked for at every token', async () => {
    service.goDown(true);
    const first = await push(await token());
    const second = await push(await token());
    const callsWhileDown = service.calls.length;
    service.goDown(false);
    now += 5_000;
    const third = await push(await token());

    assert.deepEqual([first.status, second.status, third.status], [503, 503, 202]);
    assert.equal(first.headers['retry-after'], '5');
    assert.equal(callsWhileDown, 1);
  });

  it('is taken with the keys of yesterday while the key service is down, also behind tokens of unknown keys', async () => {
    const first = await push(await token());
    service.goDown(true);
    now += 25 * 60 * 60_000;
    const replies = [await push(await token()), await push(await token({ kid: 'key-2' })), await push(await token())];

    assert.equal(first.status, 202);
    assert.deepEqual(
      replies.map(({ status }) => status),
      [202, 401, 202],
    );
  });

  it('opens the status of requests too', async () => {
    const reply = await fixture.send({
      method: 'GET',
      path: '/api/requests/CS-7F3K2Q',
      headers: { authorization: `Bearer ${await token()}` },
    });

    assert.equal(reply.status, 404);
  });
});
