import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RunningService, startService } from '../sandbox/service.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { says } from '../support/flow-world.ts';

const graphClientId = randomUUID();
const secrets = {
  bot: 'what only the bot knows',
  graph: { clientId: graphClientId, secret: 'what only the app knows' },
};

/** The sandbox's token endpoint takes its own certificate as everybody's. */
function keyAndCertificate(tenant: Tenant): string {
  return join(dirname(tenant.environment()['NODE_EXTRA_CA_CERTS'] ?? ''), 'key-and-certificate.pem');
}

const identities: Readonly<Record<string, (tenant: Tenant) => Record<string, string>>> = {
  'with secrets': () => ({
    BOT_PASSWORD: secrets.bot,
    GRAPH_AUTH: 'clientSecret',
    AZURE_CLIENT_SECRET: secrets.graph.secret,
  }),
  'with certificates': (tenant) => ({
    BOT_CERTIFICATE_PATH: keyAndCertificate(tenant),
    GRAPH_AUTH: 'certificate',
    AZURE_CLIENT_CERTIFICATE_PATH: keyAndCertificate(tenant),
  }),
};

describe('a SingleTenant bot and a Graph app of its own', () => {
  for (const [what, identity] of Object.entries(identities)) {
    it(`walk from alert to tracking link ${what}, each with its own tokens`, async () => {
      const directory = await mkdtemp(join(tmpdir(), 'countersign-flow-'));
      const tenant = await startTenant({ secrets });
      let service: RunningService | undefined;
      try {
        const { teams, graph } = tenant;
        const policyFile = join(directory, 'policy.json');
        await writeFile(policyFile, JSON.stringify({ approvers: { users: [teams.people.ana.upn] } }));
        service = await startService({
          tenant,
          dataDir: join(directory, 'data'),
          policyFile,
          env: {
            BOT_TYPE: 'SingleTenant',
            AZURE_TENANT_ID: tenant.environment()['BOT_TENANT_ID'] ?? '',
            AZURE_CLIENT_ID: graphClientId,
            ALERT_CHANNEL: `${teams.team.id}/${teams.channel.id}`,
            REVISE_EVERY: 'PT0S',
            // No managed identity could help out.
            IDENTITY_ENDPOINT: '',
            IDENTITY_HEADER: '',
            ...identity(tenant),
          },
        });
        await teams.installApp();

        await tenant.pushAlert(tenant.sampleAlert(0));
        const card = await teams.until(() => teams.posts().find((post) => post.card), 15_000);
        const [click] = await teams.click({ as: 'ana', postId: card.id, verb: 'approve' });
        const reply = await teams.until(() => teams.posts().find(({ id }) => id === card.id)?.replies[0], 15_000);

        assert.ok(says(click?.body, 'application/vnd.microsoft.card.adaptive'));
        assert.ok(says(reply.card, 'action-center'));
        assert.equal(graph.remediations[0]?.answered, 202);
        const logged = service.logs.join('\n');
        for (const secret of [secrets.bot, secrets.graph.secret]) assert.ok(!logged.includes(secret));
        assert.deepEqual(tenant.violations, []);
      } finally {
        await service?.stop();
        await tenant.close();
        await rm(directory, { recursive: true, force: true });
      }
    }).timeout(40_000);
  }
});
