import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createCallbacks } from '../../src/callbacks/create-callbacks.ts';
import { ask } from '../../src/doctor/probes/ask.ts';
import { clouds } from '../../src/identity/clouds.ts';
import { createSigningKeys } from '../../src/signing-keys.ts';
import type { Connection } from '../../src/teams/connection.ts';
import { connectSdk } from '../../src/teams/sdk/adapter.ts';
import { type GraphWorld, startGraphWorld } from '../graph/graph-world.ts';
import { bodyFor, soon } from '../graph/sample-order.ts';
import { answerJson, type Loopback, listen } from '../sandbox/entra/loopback.ts';
import { createTls, type TlsMaterial } from '../sandbox/entra/tls-material.ts';
import { trust } from '../support/trust.ts';

const redirects = [301, 302, 303, 307, 308] as const;
const tenantId = '11111111-1111-4111-8111-111111111111';

/** A host that an answer points to: nobody named it in the settings, no authenticated activity came from it. */
async function startElsewhere(tls?: TlsMaterial) {
  const heard: { path: string | undefined; authorization: string | undefined }[] = [];
  const server = await listen(async ({ url, headers }, response) => {
    heard.push({ path: url, authorization: headers.authorization });
    answerJson(response, 200, { id: '1', jwks_uri: `http://127.0.0.1:${server.port}/keys`, keys: [] });
  }, tls);
  return { heard, server };
}

describe('A redirection by Teams', () => {
  let elsewhere: Awaited<ReturnType<typeof startElsewhere>>;
  let connector: Loopback;
  let status: number = 302;
  let asked = 0;
  let teams: Connection;
  const address = () => ({
    tenantId,
    serviceUrl: `http://127.0.0.1:${connector.port}/teams/`,
    conversationId: '19:c@thread.tacv2;messageid=17',
    activityId: '17',
  });
  before(async () => {
    elsewhere = await startElsewhere();
    connector = await listen(async (request, response) => {
      asked += 1;
      // localhost and 127.0.0.1 are two hosts to whoever compares names.
      response.writeHead(status, { location: `http://localhost:${elsewhere.server.port}${request.url}` });
      response.end();
    });
    teams = connectSdk({
      botId: '99999999-9999-4999-8999-999999999999',
      botTenantId: tenantId,
      cloud: clouds.global.bot,
      openIdMetadataUrl: 'http://127.0.0.1:1/none',
      botToken: async () => 'the-bots-token',
      clock: { now: () => Date.now() },
      timeoutMs: 2_000,
    });
  });
  after(() => Promise.all([connector.close(), elsewhere.server.close()]));

  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    'a new post': () => teams.create({ ...address(), channelId: '19:c@thread.tacv2' }, { text: 'x' }),
    'a reply': () => teams.send(address(), { text: 'x' }),
    'a redrawn card': () => teams.update(address(), { text: 'x' }),
  };
  for (const code of redirects) {
    for (const [what, call] of Object.entries(calls)) {
      it(`carries the bot’s token to no other host: ${what}, ${code}`, async () => {
        [status, asked] = [code, 0];

        await assert.rejects(call(), { code: 'teamsRefused' });

        assert.equal(asked, 1);
        assert.deepEqual(elsewhere.heard, []);
      });
    }
  }
});

describe('A redirection by Graph', () => {
  let world: GraphWorld;
  let elsewhere: Awaited<ReturnType<typeof startElsewhere>>;
  let tls: TlsMaterial;
  let distrust: () => void;
  before(async () => {
    world = await startGraphWorld();
    // Trusted, so that nothing but our own refusal keeps the call away.
    tls = await createTls();
    distrust = trust(tls.cert);
    elsewhere = await startElsewhere(tls);
  });
  after(async () => {
    await Promise.all([world.close(), elsewhere.server.close()]);
    distrust();
    await tls.remove();
  });

  for (const status of redirects) {
    it(`carries Graph’s token and the order to no other host: ${status}`, async () => {
      const Location = `https://localhost:${elsewhere.server.port}/beta/security/collaboration/analyzedEmails/remediate`;
      world.graph.lie({ status, headers: { Location } });
      const mailboxes = world.mailboxes();

      const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());

      assert.equal(answer.kind, 'unclear');
      assert.deepEqual(elsewhere.heard, []);
    });
  }

  it('is a host that would have been heard, so that these tests can fail', async () => {
    const other = await startElsewhere(tls);
    await fetch(`https://localhost:${other.server.port}/`);
    await other.server.close();
    assert.equal(other.heard.length, 1);
  });
});

/** Whatever it is asked, it points elsewhere. */
async function startPointing(status: number, port: number) {
  return listen(async ({ url }, response) => {
    response.writeHead(status, { location: `http://localhost:${port}${url}` });
    response.end();
  });
}

describe('A redirection by whoever the doctor asks', () => {
  for (const status of redirects) {
    it(`is told, and carries the bot’s token to no other host (${status})`, async () => {
      const elsewhere = await startElsewhere();
      const pointing = await startPointing(status, elsewhere.server.port);

      const asked = await ask(`http://127.0.0.1:${pointing.port}/v3`, { authorization: 'Bearer the-bots-token' });

      await Promise.all([pointing.close(), elsewhere.server.close()]);
      assert.partialDeepStrictEqual(asked, { kind: 'answered', status });
      assert.deepEqual(elsewhere.heard, []);
    });
  }
});

describe('A redirection by a receiver of callbacks', () => {
  for (const status of redirects) {
    it(`is not followed: the outcome goes to the address of the settings alone (${status})`, async () => {
      const elsewhere = await startElsewhere();
      const pointing = await startPointing(status, elsewhere.server.port);
      const url = `http://127.0.0.1:${pointing.port}/hook`;
      const receivers = [{ source: 'mailgate', url, secrets: [`whsec_${Buffer.alloc(24).toString('base64')}`] }];
      const callbacks = createCallbacks({
        receivers,
        clock: { now: () => Date.now() },
        steady: { now: () => performance.now() },
      });

      const answer = await callbacks.tell('mailgate', { id: 'outcome_1', body: '{}' });

      await Promise.all([pointing.close(), elsewhere.server.close()]);
      assert.deepEqual(answer, { kind: 'notTaken', status });
      assert.deepEqual(elsewhere.heard, []);
    });
  }
});

describe('A redirection by the key service', () => {
  for (const status of redirects) {
    it(`is not followed: keys come from the host that the settings name (${status})`, async () => {
      const elsewhere = await startElsewhere();
      const metadata = await listen(async (_, response) => {
        response.writeHead(status, { location: `http://localhost:${elsewhere.server.port}/` });
        response.end();
      });
      const metadataUrl = `http://127.0.0.1:${metadata.port}/`;

      const found = createSigningKeys({ metadataUrl, clock: { now: () => 0 } }).find('any');

      await assert.rejects(found, { code: 'keysUnavailable' });
      await Promise.all([metadata.close(), elsewhere.server.close()]);
      assert.deepEqual(elsewhere.heard, []);
    });
  }
});
