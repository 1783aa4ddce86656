import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../../src/digest.ts';
import { createAuditReader } from '../sandbox/demo/audit-log.ts';
import { people } from '../sandbox/teams/people.ts';
import type { Post } from '../sandbox/tenant-types.ts';
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

  async function metrics(): Promise<string> {
    return (await fetch(`${world.service.origin}/metrics`)).text();
  }

  async function click(postId: string) {
    const [answer] = await world.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    return answer?.body;
  }

  function namesOnly({ card }: Post, named: 'ana' | 'ben'): boolean {
    const other = named === 'ana' ? people.ben : people.ana;
    return says(card, people[named].upn) && !says(card, other.upn);
  }

  it('is refused while it cannot be used, and decides from the next click on once it can', async () => {
    const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert(0));
    const { requestId } = body as { requestId: string };
    const post = await eventually(world, () => world.tenant.teams.posts().find(({ card }) => says(card, requestId)));
    assert.ok(namesOnly(post, 'ben'));
    assert.ok(says(await click(post.id), 'does not name you'));

    await replacePolicy('{"approvers":{"users":["ana"]}}');
    await world.logged('The policy file was changed to something that cannot be used: the policy in force stays');
    assert.ok(says(await click(post.id), 'does not name you'));
    await replacePolicy(JSON.stringify(byAna));
    await world.logged('A changed policy is in force');
    // Also for whoever does not click: the open card names who may approve by now.
    await eventually(world, () => namesOnly(world.card(requestId), 'ana'));
    await replacePolicy(JSON.stringify(Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, n]))));
    await eventually(world, async () =>
      (await metrics()).includes('countersign_policy_reloads_total{result="refused"} 2'),
    );
    await click(post.id);

    await eventually(world, () => world.tenant.graph.remediations.length === 1);
    assert.match(await metrics(), /^countersign_policy_reloads_total\{result="loaded"\} 1$/m);
    const entries = createAuditReader(join(world.dataDir, 'countersign.db'))();
    const documents = entries.flatMap(({ kind, data }) => (kind === 'policy.loaded' ? [data['policy']] : []));
    assert.deepEqual(documents, [byBen, byAna]);
    const told = entries.flatMap(({ kind, data }) =>
      kind === 'policy.loaded' || kind.startsWith('decision.') ? [[kind, data['policyHash']]] : [],
    );
    assert.deepEqual(told, [
      ['policy.loaded', digest(byBen)],
      // Both refusals: the same one within a minute stands there once.
      ['decision.refused', digest(byBen)],
      ['policy.loaded', digest(byAna)],
      ['decision.recorded', digest(byAna)],
    ]);
  });
});
