import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { eventually, says, startFlow } from '../support/flow-world.ts';
import { sharedPostgres } from '../support/postgres.ts';

describe('the running service on PostgreSQL', () => {
  it('leads an alert to a card, an approval and a tracking link', async () => {
    const world = await startFlow({ env: { DATABASE_URL: await (await sharedPostgres()).url() } });
    try {
      const { tenant } = world;
      const { body } = await tenant.pushAlert(tenant.sampleAlert(0));
      const { requestId } = body as { requestId: string };
      await eventually(world, () => tenant.teams.posts().some((post) => says(post.card, requestId)));

      await tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
      await eventually(world, () => world.card(requestId).replies.length > 0);

      const [reply] = world.card(requestId).replies;
      assert.ok(says(reply?.card, 'https://security.microsoft.com/action-center/history'));
      assert.equal(tenant.graph.remediations.length, 1);
      assert.equal(await world.service.stop(), 0);
    } finally {
      await world.close();
    }
  });
});
