import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

/** An old copy of the store is put in place of the store: by an administrator in need, or by somebody who wants a decision forgotten. */
describe('A backup of the store, restored after decisions were made', () => {
  let world: FlowWorld;
  let backup: string;
  before(async () => {
    world = await startFlow();
    backup = `${world.dataDir}-backup`;
  });
  after(() => world.close());

  async function pushed(sample: 0 | 1): Promise<string> {
    const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert(sample));
    const { requestId } = body as { requestId: string };
    await eventually(world, () => world.tenant.teams.posts().some(({ card }) => says(card, requestId)));
    return requestId;
  }

  async function clicked(verb: 'approve' | 'reject', requestId: string): Promise<string> {
    const { data, inputs } = { data: { requestId, revision: 1 }, inputs: { reason: 'As agreed' } };
    const [answer] = await world.tenant.teams.click({
      as: 'ana',
      postId: world.card(requestId).id,
      verb,
      data,
      inputs,
    });
    return JSON.stringify(answer?.body);
  }

  it('tells Graph nothing by itself, and asks again for what had been decided', async () => {
    const { graph } = world.tenant;
    const [approved, rejected] = [await pushed(0), await pushed(1)];
    await world.service.stop();
    await cp(world.dataDir, backup, { recursive: true });
    await world.start();
    await clicked('approve', approved);
    await eventually(world, () => world.card(approved).replies.length > 0);
    await clicked('reject', rejected);
    await eventually(world, () => says(world.card(rejected).card, 'As agreed'));
    assert.equal(graph.remediations.length, 1);

    await world.service.stop();
    await rm(world.dataDir, { recursive: true });
    await cp(backup, world.dataDir, { recursive: true });
    await world.start();

    // The rejection is forgotten, and nobody but a person can bring the request any further.
    assert.equal(graph.remediations.length, 1);
    assert.match(await clicked('approve', rejected), /vnd\.microsoft\.card\.adaptive/);
    await eventually(world, () => world.card(rejected).replies.length > 0);
    assert.equal(graph.remediations.length, 2);
  });
});
