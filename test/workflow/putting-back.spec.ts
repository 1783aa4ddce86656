import assert from 'node:assert/strict';
import { emailKey, type RequestId } from '../../src/approval/request.ts';
import { anAlert, aPolicy, messageA } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const zoe = { networkMessageId: messageA, recipientEmailAddress: 'zoe@contoso.com' };

describe('an alert about mail that somebody wants to put back', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({ reviseEveryMs: 30_000 });
  });
  afterEach(() => world.close());

  const actionOf = async (id: RequestId) => (await world.store.request(id))?.revision.action;

  it('opens a request of its own: what joined would be put back into inboxes as well', async () => {
    const back = await world.steps.receiveAlert(anAlert({ recommendedAction: 'moveToInbox' }));
    await world.work();

    const phish = await world.steps.receiveAlert(anAlert({ emails: [zoe] }));

    assert.notEqual(phish.requestId, back.requestId);
    assert.deepEqual([await actionOf(back.requestId), await actionOf(phish.requestId)], ['moveToInbox', 'softDelete']);
  });

  it('joins where it recommends to put back as well', async () => {
    const back = await world.steps.receiveAlert(anAlert({ recommendedAction: 'moveToInbox' }));
    const more = await world.steps.receiveAlert(anAlert({ recommendedAction: 'moveToInbox', emails: [zoe] }));

    assert.equal(more.requestId, back.requestId);
  });

  it('leaves a request that was turned into putting back while the alert waited to join', async () => {
    const rules = [
      { when: { action: ['moveToInbox'] }, require: [{ from: 'approvers', count: 2 }], reasonRequired: false },
    ] as const;
    world.changePolicy(aPolicy({ rules }));
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.steps.receiveAlert(anAlert({ emails: [zoe] }));
    await world.click('approve', ana, requestId, { action: 'moveToInbox' });
    world.clock.advance(30_000);
    await world.work();

    assert.equal(await actionOf(requestId), 'moveToInbox');
    const stays = (await world.store.emails(requestId)).map(emailKey);
    assert.ok(!stays.includes(emailKey(zoe)));
    const { requests } = await world.store.openRequests({ limit: 10, offset: 0 });
    assert.equal(requests.filter(({ id }) => id !== requestId).length, 1);
  });
});
