import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../../src/digest.ts';
import { createAuditReader } from '../sandbox/demo/audit-log.ts';
import { people } from '../sandbox/teams/people.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const byBen = { approvers: { users: [people.ben.upn] } };
const byAna = { approvers: { users: [people.ana.upn] } };

describe('a policy that is changed under the running service', () => {
  let world: FlowWorld;
  beforeEach(async () => {
    world = await startFlow({ policy: byBen });
  });
  afterEach(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  /** As editors do it: the new file in the place of the old one. */
  async function replacePolicy(text: string): Promise<void> {
    const path = world.environment()['POLICY_FILE'] ?? '';
    await writeFile(`${path}~`, text);
    await rename(`${path}~`, path);
  }

  async function click(postId: string) {
    const [answer] = await world.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    return answer?.body;
  }

  it('is refused while it cannot be used, and decides from the next click on once it can', async () => {
    const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert(0));
    const { requestId } = body as { requestId: string };
    const post = await eventually(world, () => world.tenant.teams.posts().find(({ card }) => says(card, requestId)));
    assert.ok(says(await click(post.id), 'does not name you'));

    await replacePolicy('{"approvers":{"users":["ana"]}}');
    await world.logged('The policy file was changed to something that cannot be used: the policy in force stays');
    assert.ok(says(await click(post.id), 'does not name you'));
    await replacePolicy(JSON.stringify(byAna));
    await world.logged('A changed policy is in force');
    await click(post.id);

    await eventually(world, () => world.tenant.graph.remediations.length === 1);
    const metrics = await (await fetch(`${world.service.origin}/metrics`)).text();
    assert.match(metrics, /^countersign_policy_reloads_total\{result="loaded"\} 1$/m);
    assert.match(metrics, /^countersign_policy_reloads_total\{result="refused"\} 1$/m);
    const told = createAuditReader(join(world.dataDir, 'countersign.db'))().flatMap(({ kind, data }) =>
      kind === 'policy.loaded' || kind.startsWith('decision.') ? [[kind, data['policyHash']]] : [],
    );
    assert.deepEqual(told, [
      ['policy.loaded', digest(byBen)],
      ['decision.refused', digest(byBen)],
      ['decision.refused', digest(byBen)],
      ['policy.loaded', digest(byAna)],
      ['decision.recorded', digest(byAna)],
    ]);
  });
});
