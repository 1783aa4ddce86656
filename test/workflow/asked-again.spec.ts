/** The request that *Ask again* opens, and where it opens none. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Alert, RequestId } from '../../src/approval/request.ts';
import { aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { alerted, pass } from './as-time-passes.ts';
import { removedMail, undoOf } from './removed-mail.ts';

const day = 86_400_000;
const to = (name: string, networkMessageId = messageA) => ({
  networkMessageId,
  recipientEmailAddress: `${name}@contoso.com`,
});
const channel = (name: string) => ({ ...testChannel, channelId: `19:${name}@thread.tacv2` });

describe('what is asked for again', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function expired(over: Partial<Alert> = {}): Promise<RequestId> {
    const requestId = await alerted(world, over);
    await pass(world, day);
    assert.equal((await world.store.request(requestId))?.state, 'expired');
    return requestId;
  }
  async function againAs(requestId: RequestId): Promise<RequestId> {
    const answer = await world.click('askAgain', ben, requestId);
    assert.ok(answer.kind === 'card' && answer.view.askedAgain, answer.kind === 'refused' ? answer.reason : '');
    await world.work();
    return answer.view.askedAgain.requestId;
  }

  it('is told to whoever clicked', async () => {
    const answer = await world.click('askAgain', ben, await expired());

    assert.equal(answer.kind === 'card' && answer.view.notice, 'askedAgain');
  });

  it('is never an undo, which is asked for on the card of what it takes back', async () => {
    const removal = await removedMail(world);
    const undo = await undoOf(world, removal);
    assert.ok(undo);
    await pass(world, day);
    const answer = await world.click('askAgain', ben, undo.id);
    await world.work();

    assert.deepEqual(answer, { kind: 'refused', reason: 'invalidTransition', requestId: undo.id });
    assert.equal((await world.store.openRequests({ limit: 10, offset: 0 })).total, 0);
    assert.deepEqual(await world.store.undosOf(removal), [undo.id]);
  });

  it('belongs to the campaign that it was of: what comes later of it joins', async () => {
    const again = await againAs(await expired({ campaignId: 'cluster' }));
    const later = await alerted(world, { campaignId: 'cluster', emails: [to('zoe', messageB)] });

    assert.equal(later, again);
  });

  it('is what another request asks for already, where everything else is removed', async () => {
    const asked = await expired({ emails: [to('mia'), to('noa')] });
    await removedMail(world, { emails: [to('mia')] });
    const open = await alerted(world, { emails: [to('noa')] });

    assert.equal(await againAs(asked), open);
    assert.equal((await world.store.openRequests({ limit: 10, offset: 0 })).total, 1);
  });

  it('follows the rules for every severity that it had', async () => {
    const two = { when: { severity: ['low'] }, require: [{ from: 'approvers', count: 2 }], reasonRequired: false };
    const asked = await alerted(world, { severity: 'low' });
    await alerted(world, { severity: 'high' });
    world.changePolicy(aPolicy({ rules: [two as never] }));
    await pass(world, day);
    const again = await againAs(asked);
    await world.click('approve', ana, again);

    assert.equal((await world.store.request(again))?.state, 'partiallyApproved');
  });

  describe('in several channels', () => {
    beforeEach(async () => {
      await world.close();
      world = await startStepWorld({}, { fixedChannel: false });
    });
    async function bind(name: string): Promise<void> {
      // Of two channels that take everything the newer one gets what is new.
      world.clock.advance(1);
      await world.steps.bindChannel(channel(name), {}, ana);
    }
    const channelOf = async (requestId: RequestId) => (await world.store.request(requestId))?.channelId;

    it('stays where it was asked for first, although new alerts go elsewhere now', async () => {
      await bind('first');
      const asked = await expired();
      await bind('second');
      const again = await againAs(asked);

      assert.equal(await channelOf(again), channel('first').channelId);
      assert.equal(world.thread.posts.at(-1)?.channel.channelId, channel('first').channelId);
    });

    it('goes where it is routed, where it never had a channel', async () => {
      const asked = await expired();
      await bind('late');
      const answer = await world.click('askAgain', ben, asked);
      assert.ok(answer.kind === 'card' && answer.view.askedAgain);

      assert.equal(await channelOf(asked), undefined);
      assert.equal(await channelOf(answer.view.askedAgain.requestId), channel('late').channelId);
    });
  });
});
