import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestId } from '../../src/approval/request.ts';
import { type RunningService, startService } from '../sandbox/service.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { says } from '../support/flow-world.ts';
import type { FaultPlan } from './plan.ts';
import { type PreparedStore, prepareStore } from './stores.ts';

interface Crowd {
  readonly tenant: Tenant;
  readonly prepared: PreparedStore;
  stopServices(): Promise<unknown>;
  close(): Promise<void>;
}

async function startCrowd(store: FaultPlan['store']): Promise<Crowd> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-fifty-'));
  const prepared = await prepareStore(store, directory);
  const tenant = await startTenant({ limits: 'off' });
  const services: RunningService[] = [];
  const stopServices = () => Promise.all(services.map((service) => service.stop()));
  const close = async () => {
    await stopServices();
    await tenant.close();
    await prepared.remove();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const { people, team, channel } = tenant.teams;
    const policyFile = join(directory, 'policy.json');
    await writeFile(policyFile, JSON.stringify({ approvers: { users: [people.ana.upn, people.ben.upn] } }));
    const starting = Array.from({ length: prepared.instances }, async () => {
      services.push(
        await startService({
          tenant,
          policyFile,
          dataDir: prepared.dataDir,
          oneOfSeveral: true,
          env: { ALERT_CHANNEL: `${team.id}/${channel.id}`, TEAMS_RATE_LIMITS: 'off' },
          ...(prepared.databaseUrl === undefined ? {} : { databaseUrl: prepared.databaseUrl }),
        }),
      );
    });
    await Promise.all(starting);
    tenant.connect(...services.map(({ origin }) => origin));
    await tenant.teams.installApp();
    return { tenant, prepared, stopServices, close };
  } catch (error) {
    await close();
    throw error;
  }
}

describe('fifty deliveries of one click at once', () => {
  for (const store of ['embedded', 'postgres'] as const) {
    describe(`on ${store === 'embedded' ? 'one instance' : 'two instances'} (${store})`, () => {
      let crowd: Crowd;
      before(async () => {
        crowd = await startCrowd(store);
      });
      after(() => crowd.close());

      it('make one decision and one call of Graph, and are all answered', async () => {
        const { teams, graph, pushAlert, sampleAlert } = crowd.tenant;
        await pushAlert(sampleAlert(0));
        const card = await teams.until(() => teams.posts().find((post) => says(post.card, 'approve')), 15_000);

        const answers = await Promise.all([
          teams.click({ as: 'ana', postId: card.id, verb: 'approve', times: 13, activityIds: 'same' }),
          teams.click({ as: 'ana', postId: card.id, verb: 'approve', times: 12, activityIds: 'new' }),
          teams.click({ as: 'ben', postId: card.id, verb: 'approve', times: 13, activityIds: 'same' }),
          teams.click({ as: 'ben', postId: card.id, verb: 'approve', times: 12, activityIds: 'new' }),
        ]);
        await teams.until(() => card.replies.length > 0, 15_000);

        const statuses = answers.flat().map(({ status }) => status);
        assert.deepEqual(
          statuses,
          Array.from({ length: 50 }, () => 200),
        );
        assert.equal(graph.remediations.length, 1);
        assert.deepEqual(graph.figures().toldTwice, []);
        assert.equal(card.replies.length, 1);
        assert.deepEqual(crowd.tenant.violations, []);
        const requestId = /CS-[0-9A-Z]{6}/.exec(JSON.stringify(card.card))?.[0] ?? '';
        await crowd.stopServices();
        const recorded = await crowd.prepared.afterwards((kept) => kept.decisions(requestId as RequestId));
        assert.equal(recorded.length, 1);
      });
    });
  }
});
