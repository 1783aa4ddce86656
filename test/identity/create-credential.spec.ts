import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { decodeJwt } from 'jose';
import { useFakeTimers } from 'sinon';
import { ServiceError } from '../../src/errors.ts';
import { createCredential } from '../../src/identity/create-credential.ts';
import type { CredentialSettings } from '../../src/identity/credential-settings.ts';
import { listen } from '../sandbox/entra/loopback.ts';
import { createTls, type TlsMaterial } from '../sandbox/entra/tls-material.ts';
import { type IdentityWorld, startIdentityWorld } from './identity-world.ts';

const graph = 'https://graph.microsoft.com/.default';
const connector = 'https://api.botframework.com/.default';

describe('A credential', () => {
  let world: IdentityWorld;
  let stranger: TlsMaterial;
  let inTenant: { tenantId: string; clientId: string; authorityHost: string };
  before(async () => {
    world = await startIdentityWorld();
    stranger = await createTls();
    inTenant = { tenantId: world.tenantId, clientId: world.graphClientId, authorityHost: world.entra.authority };
  });
  after(async () => {
    await world.close();
    await stranger.remove();
  });

  function withSecret(clientSecret = world.secret): CredentialSettings {
    return { kind: 'clientSecret', ...inTenant, clientSecret };
  }

  async function fileWith(text: string): Promise<string> {
    const path = join(world.tls.directory, randomUUID());
    await writeFile(path, text);
    return path;
  }

  async function roles(token: string): Promise<readonly string[]> {
    const check = await world.entra.verifyGraphToken(`Bearer ${token}`);
    assert.equal(check.kind, 'valid');
    return check.roles;
  }

  const mayRemediate = 'SecurityAnalyzedMessage.ReadWrite.All';

  it('with a client secret gets a Graph token', async () => {
    const token = await createCredential(withSecret())(graph);

    assert.ok((await roles(token)).includes(mayRemediate));
    assert.partialDeepStrictEqual(world.entra.tokenCalls.at(-1), { proof: 'secret', clientId: world.graphClientId });
  });

  it('with a certificate gets a Graph token', async () => {
    const certificatePath = world.tls.keyAndCertificatePath;

    const token = await createCredential({ kind: 'certificate', ...inTenant, certificatePath })(graph);

    assert.ok((await roles(token)).includes(mayRemediate));
    assert.equal(world.entra.tokenCalls.at(-1)?.proof, 'certificate');
  });

  it('of a workload gets a Graph token with the cluster’s token', async () => {
    const tokenFilePath = await fileWith(world.entra.federatedToken);

    const token = await createCredential({ kind: 'workloadIdentity', ...inTenant, tokenFilePath })(graph);

    assert.ok((await roles(token)).includes(mayRemediate));
    assert.equal(world.entra.tokenCalls.at(-1)?.proof, 'federated');
  });

  it('of the system-assigned identity asks without a client id', async () => {
    const { tokens } = await world.askElsewhere({ kind: 'managedIdentity' }, [graph]);

    assert.equal(tokens?.length, 1);
    assert.deepEqual(world.entra.identityCalls.at(-1), { resource: 'https://graph.microsoft.com', answered: 200 });
  });

  it('of a user-assigned identity asks for that one, and once for each resource', async () => {
    const before = world.entra.identityCalls.length;

    const { tokens = [] } = await world.askElsewhere({ kind: 'managedIdentity', clientId: world.botId }, [
      connector,
      graph,
      connector,
    ]);

    assert.equal((await world.entra.verifyConnectorToken(`Bearer ${tokens[0]}`)).kind, 'valid');
    assert.deepEqual(await roles(tokens[1] ?? ''), []);
    assert.equal(tokens[2], tokens[0]);
    assert.deepEqual(
      world.entra.identityCalls.slice(before).map((call) => [call.resource, call.clientId]),
      [
        ['https://api.botframework.com', world.botId],
        ['https://graph.microsoft.com', world.botId],
      ],
    );
  });

  it('is the one named, whatever AZURE_… variables say', async () => {
    const misleading = {
      AZURE_TENANT_ID: world.tenantId,
      AZURE_CLIENT_ID: world.graphClientId,
      AZURE_CLIENT_SECRET: world.secret,
    };

    const asked = await world.askElsewhere({ kind: 'managedIdentity', clientId: world.botId }, [connector], misleading);

    assert.equal(decodeJwt(asked.tokens?.[0] ?? '')['appid'], world.botId);
  });

  describe('that is refused', () => {
    const wrong: [what: string, settings: () => Promise<CredentialSettings> | CredentialSettings, code: RegExp][] = [
      ['a wrong secret', () => withSecret('hunter2-hunter2'), /AADSTS7000215/],
      [
        'a certificate that nobody registered',
        () => ({ kind: 'certificate', ...inTenant, certificatePath: stranger.keyAndCertificatePath }),
        /AADSTS700027/,
      ],
      [
        'no certificate file',
        () => ({ kind: 'certificate', ...inTenant, certificatePath: '/nowhere/x.pem' }),
        /ENOENT/,
      ],
      [
        'a wrong cluster token',
        async () => ({ kind: 'workloadIdentity', ...inTenant, tokenFilePath: await fileWith('hunter2.x.y') }),
        /AADSTS700027/,
      ],
    ];
    for (const [what, settings, code] of wrong) {
      it(`because of ${what} fails for good, and tells the code only`, async () => {
        const source = createCredential(await settings());

        const fault: unknown = await source(graph).catch((thrown: unknown) => thrown);

        assert.ok(fault instanceof ServiceError);
        assert.deepEqual([fault.code, fault.retryable], ['tokenUnavailable', false]);
        assert.match(String(fault), code);
        const everything = inspect(fault, { depth: 20, showHidden: true });
        assert.doesNotMatch(everything, /hunter2|secret~|PRIVATE KEY|client_assertion|eyJ|nowhere/);
      });
    }

    it('because the identity does not exist fails, and the header stays secret', async () => {
      const { fault } = await world.askElsewhere({ kind: 'managedIdentity', clientId: randomUUID() }, [graph]);

      assert.equal(fault?.code, 'tokenUnavailable');
      assert.ok(!JSON.stringify(fault).includes(world.entra.identityHeader));
    });
  });

  describe('while Entra is in trouble', () => {
    it('fails to be tried again', async () => {
      world.entra.failTokens(503, 2);

      await assert.rejects(createCredential(withSecret())(graph), { code: 'tokenUnavailable', retryable: true });
    });

    it('recovers with the next call', async () => {
      const source = createCredential(withSecret());
      world.entra.failTokens(400);

      await assert.rejects(source(graph), { code: 'tokenUnavailable' });
      assert.ok((await roles(await source(graph))).includes(mayRemediate));
    });

    it('does not wait for a silent endpoint without end', async () => {
      const silent = await listen(() => new Promise(() => undefined), world.tls);
      const authorityHost = `https://localhost:${silent.port}`;
      const source = createCredential({ ...withSecret(), authorityHost } as CredentialSettings, { timeoutMs: 100 });

      await assert.rejects(source(graph), { code: 'tokenUnavailable', retryable: true, message: /in time/ });
      await silent.close();
    });

    it('never speaks plain http to an authority', async () => {
      let asked = 0;
      const server = createServer((_request, response) => {
        asked += 1;
        response.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const authorityHost = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const source = createCredential({ ...withSecret(), authorityHost } as CredentialSettings);

      await assert.rejects(source(graph), { code: 'tokenUnavailable' });
      server.close();
      assert.equal(asked, 0);
    });
  });

  describe('in use', () => {
    it('asks Entra once for calls that run side by side', async () => {
      const source = createCredential(withSecret());
      const before = world.entra.tokenCalls.length;

      const tokens = await Promise.all(Array.from({ length: 20 }, () => source(graph)));

      assert.equal(new Set(tokens).size, 1);
      assert.equal(world.entra.tokenCalls.length - before, 1);
    });

    it('keeps the tokens of two scopes apart', async () => {
      const source = createCredential(withSecret());

      assert.notEqual(await source(graph), await source(connector));
    });

    it('renews a refused token once, however many were refused', async () => {
      const source = createCredential(withSecret());
      const refused = await source(graph);
      const before = world.entra.tokenCalls.length;

      const renewed = await Promise.all(Array.from({ length: 5 }, () => source(graph, refused)));
      const late = await source(graph, refused);

      assert.equal(new Set([...renewed, late]).size, 1);
      assert.notEqual(late, refused);
      assert.equal(world.entra.tokenCalls.length - before, 1);
    });

    it('renews a token five minutes before it ends, and lives on the old one while Entra is away', async () => {
      const source = createCredential(withSecret());
      const first = await source(graph);
      const clock = useFakeTimers({ now: Date.now(), toFake: ['Date'] });
      try {
        clock.tick(54 * 60_000);
        assert.equal(await source(graph), first);
        clock.tick(2 * 60_000);
        world.entra.failTokens(400);
        assert.equal(await source(graph), first);
        assert.notEqual(await source(graph), first);
      } finally {
        clock.restore();
      }
    });
  });
});
