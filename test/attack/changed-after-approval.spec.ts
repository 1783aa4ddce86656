import assert from 'node:assert/strict';
import { anAlert } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

describe('What is stored of a request, changed between approval and call', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  it('is not sent: an email that nobody approved stops the whole order', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, requestId);
    const slippedIn = {
      networkMessageId: 'ffffffff-4a9b-4a3e-9d56-1f6a4be0a001',
      recipientEmailAddress: 'director@contoso.com',
    };
    await world.store.transaction((tx) => tx.addEmails(requestId, [slippedIn], 1));

    await world.work();

    assert.deepEqual(world.mailboxes.calls, []);
    assert.equal((await world.store.request(requestId))?.state, 'failed');
    assert.equal(world.thread.replies.at(-1)?.kind, 'failed');
  });

  it('is sent where nothing was changed, so that this can fail', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, requestId);

    await world.work();

    assert.equal(world.mailboxes.calls.length, 1);
  });
});
