import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import { aPolicy, messageA, testChannel } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const hour = 60 * 60_000;
const email = { networkMessageId: messageA, recipientEmailAddress: 'mia@contoso.com' };
const other = { ...testChannel, channelId: '19:other@thread.tacv2' };

describe('a request that ends while there is no place for its card', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({}, { fixedChannel: false });
    world.changePolicy(aPolicy({ remindAfterMs: hour }));
    await world.steps.bindChannel(testChannel, {}, ana);
  });
  afterEach(() => world.close());

  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.sweep(true);
    await world.work();
  }

  it('waits for no channel with the reminder that could not be said', async () => {
    const by = { person: ana };
    const asked = await world.steps.requestRemoval({ emails: [email], action: 'softDelete' }, by);
    assert.ok(asked.kind === 'done');
    await world.work();
    world.thread.failNext(new ServiceError('teamsGone', undefined, { appGone: true }));
    await pass(hour);
    assert.equal((await world.steps.withdraw(asked.view.requestId, by)).kind, 'done');

    await pass(60_000);
    const bound = await world.steps.bindChannel(other, {}, ana);
    await world.work();

    assert.equal(bound.kind === 'done' && bound.waiting, 0);
    assert.deepEqual(await world.store.withoutCard(10), []);
    assert.ok(!world.thread.replies.some(({ kind }) => kind === 'reminded'));
  });
});
