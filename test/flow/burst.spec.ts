import assert from 'node:assert/strict';
import type { Post } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const burst = 120;

describe('a burst of alerts, through the running service, within Teams’ published limits', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow();
  });
  after(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  const isSummary = (post: Post) => says(post.card, 'came in at once');
  const roots = () => world.tenant.teams.posts();
  /** The card that this request has for itself. */
  const cardOf = (id: string) => roots().find((post) => !isSummary(post) && says(post.card, id));

  it('loses none, asks Teams for few messages, and each can be opened and decided', async () => {
    const { teams } = world.tenant;
    const taken = await Promise.all(
      Array.from({ length: burst }, () => world.tenant.pushAlert(world.tenant.sampleAlert())),
    );
    const ids = taken.map(({ body }) => (body as { requestId: string }).requestId);
    assert.equal(new Set(ids).size, burst);

    await teams.until(() => ids.every((id) => roots().some((post) => says(post.card, id))), 45_000);

    assert.ok(roots().length <= 40, `${roots().length} posts`);
    const folded = ids.filter((id) => cardOf(id) === undefined);
    assert.ok(folded.length >= burst / 2, `${folded.length} folded`);
    for (const id of folded) assert.equal(roots().filter((post) => says(post.card, id)).length, 1, id);

    const [id = ''] = folded;
    const summary = roots().find((post) => says(post.card, id));
    const open = { as: 'ana', postId: summary?.id ?? '', verb: 'open', data: { requestId: id, revision: 1 } } as const;
    const [opened] = await teams.click(open);
    assert.equal(opened?.status, 200);
    assert.ok(says(opened?.body, 'Remove this email?'));

    const own = await teams.until(() => cardOf(id), 45_000);
    await teams.click({ as: 'ana', postId: own.id, verb: 'approve' });
    await eventually(world, () => (cardOf(id)?.replies.length ?? 0) > 0);
    assert.ok(says(cardOf(id)?.replies[0]?.card, 'https://security.microsoft.com/action-center/history'));
    assert.equal(teams.figures().rateViolations, 0);
  }).timeout(120_000);
});
