import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery, Persona } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const analysts = 'a0000000-5c1d-4f0e-9b55-3d1f7c2a9e01';
const shift = 'a0000000-5c1d-4f0e-9b55-3d1f7c2a9e02';
const deleted = 'a0000000-5c1d-4f0e-9b55-3d1f7c2a9e03';

describe('a policy that names Entra groups, through the running service', () => {
  let world: FlowWorld;
  beforeEach(async () => {
    world = await startFlow({ policy: { approvers: { groups: [analysts.toUpperCase(), deleted] } } });
    const { graph, teams } = world.tenant;
    graph.groups.set(shift, { name: 'Night shift', members: [teams.people.ana.objectId] });
    graph.groups.set(analysts, { name: 'SOC analysts', members: [shift, teams.people.ben.objectId] });
    graph.directory.unknownGroups = 'notFound';
  });
  afterEach(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  async function pushed() {
    const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert());
    const { requestId } = body as { requestId: string };
    await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, requestId)));
    return requestId;
  }

  async function approve(as: Persona['key'], requestId: string): Promise<Delivery | undefined> {
    const [click] = await world.tenant.teams.click({ as, postId: world.card(requestId).id, verb: 'approve' });
    assert.equal(click?.status, 200);
    return click;
  }

  function isRefusal(click: Delivery | undefined): boolean {
    return says(click?.body, 'application/vnd.microsoft.activity.message');
  }

  it('lets a member of a group within the group approve, and tells others in a sentence', async () => {
    const requestId = await pushed();
    const { graph } = world.tenant;

    const outsider = await approve('eve', requestId);
    const before = graph.remediations.length;
    const member = await approve('ana', requestId);
    await eventually(world, () => world.card(requestId).replies.length > 0);

    assert.ok(isRefusal(outsider));
    assert.ok(says(outsider?.body, 'the approver policy does not name you for it'));
    assert.equal(before, 0);
    assert.ok(!isRefusal(member));
    assert.partialDeepStrictEqual(graph.remediations[0]?.body, { approverUpn: 'ana@contoso.com' });
    assert.ok(
      world.service.logs.some((line) => line.includes(deleted)),
      'the deleted group is named in the log',
    );
  });

  it('changes nothing while groups cannot be looked up, says so, and goes on once they can', async () => {
    const requestId = await pushed();
    const { graph } = world.tenant;
    graph.directory.standing = { kind: 'status', status: 503 };

    const refused = await approve('ben', requestId);

    assert.ok(isRefusal(refused));
    assert.ok(!says(refused?.body, 'the approver policy does not name you'));
    assert.match(JSON.stringify(refused?.body), /group/i);
    assert.equal(graph.remediations.length, 0);
    assert.equal(world.card(requestId).replies.length, 0);
    graph.directory.standing = undefined;
    // It asks again a second later, however often somebody clicks.
    const deadline = Date.now() + 10_000;
    while (isRefusal(await approve('ben', requestId)) && Date.now() < deadline) await delay(100);
    await eventually(world, () => world.card(requestId).replies.length > 0);
    assert.equal(graph.remediations.length, 1);
  });

  it('names the missing permission in the log, and nobody', async () => {
    const requestId = await pushed();
    world.tenant.graph.directory.standing = { kind: 'status', status: 403 };

    assert.ok(isRefusal(await approve('ben', requestId)));

    const line = world.service.logs.find((one) => one.includes('GroupMember.Read.All')) ?? '';
    assert.equal((JSON.parse(line) as { level: string }).level, 'error');
    assert.ok(!world.service.logs.some((one) => one.includes('ben@contoso.com')));
    assert.equal(world.tenant.graph.remediations.length, 0);
  });
});
