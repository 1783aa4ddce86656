/** The request that an undo opens: what it takes over from the one that it takes back. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Rule } from '../../src/approval/policy.ts';
import { aPolicy, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { alerted, pass } from './as-time-passes.ts';
import { askUndo, removedMail, seenMoved, undoOf } from './removed-mail.ts';

const day = 86_400_000;
const approvers = { users: [ana.upn, ben.upn, eve.upn], groups: [] };
const twoFor = (severity: 'low' | 'medium' | 'high'): Rule => ({
  when: { severity: [severity] },
  require: [{ from: 'approvers', count: 2 }],
  reasonRequired: false,
});
const channel = (name: string) => ({ ...testChannel, channelId: `19:${name}@thread.tacv2` });

describe('the request that an undo opens', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  it('is as severe as the removal ever was, whatever its approver made of it', async () => {
    world = await startStepWorld({ policy: aPolicy({ approvers }) });
    const removal = await alerted(world, { severity: 'high' });
    await world.click('approve', ana, removal, { severity: 'low' });
    await seenMoved(world);
    world.changePolicy(aPolicy({ approvers, rules: [twoFor('high')] }));
    const undo = await undoOf(world, removal);
    assert.ok(undo);
    await world.click('approve', ben, undo.id, { severity: 'low' });

    assert.equal((await world.store.request(removal))?.revision.severity, 'low');
    assert.equal(undo.revision.severity, 'high');
    assert.equal((await world.store.request(undo.id))?.state, 'partiallyApproved');
  });

  it('follows the rules for every severity that the removal had', async () => {
    world = await startStepWorld({ policy: aPolicy({ approvers, rules: [twoFor('medium')] }) });
    const removal = await alerted(world, { severity: 'medium' });
    await world.click('approve', ana, removal, { severity: 'high' });
    await world.click('approve', ben, removal);
    await seenMoved(world);
    const undo = await undoOf(world, removal);
    assert.ok(undo);
    await world.click('approve', ben, undo.id);

    assert.equal(undo.revision.severity, 'high');
    assert.equal((await world.store.request(undo.id))?.state, 'partiallyApproved');
  });

  it('leaves the sender’s copy alone, of which nobody has seen where it went', async () => {
    world = await startStepWorld();
    const removal = await removedMail(world, { remediateSendersCopy: true });
    const calls = world.mailboxes.calls.length;
    assert.equal(world.mailboxes.calls[0]?.body.remediateSendersCopy, true);
    const undo = await undoOf(world, removal);
    assert.ok(undo);
    await world.click('approve', ben, undo.id);
    await world.work();

    assert.equal(undo.revision.remediateSendersCopy, false);
    assert.deepEqual(
      world.mailboxes.calls.slice(calls).map(({ body }) => body.remediateSendersCopy),
      [false],
    );
  });

  it('shows the mail facts of the first alert, also where the removal was asked for again', async () => {
    world = await startStepWorld();
    const expired = await alerted(world, { facts: { subject: 'Pay now', sender: { address: 'it@evil.example' } } });
    await pass(world, day);
    await world.click('askAgain', ana, expired);
    await world.work();
    const again = await world.store.request(expired);
    assert.ok(again?.state === 'expired' && again.askedAgain);
    await world.click('approve', ben, again.askedAgain.as);
    await seenMoved(world);
    const undo = await undoOf(world, again.askedAgain.as);

    const card = world.thread.posts.find(({ view }) => view.requestId === undo?.id);
    assert.equal(card?.view.facts?.subject, 'Pay now');
  });

  it('on a click about a request that there is not is refused, naming it', async () => {
    world = await startStepWorld();

    assert.deepEqual(await world.click('undo', ana, 'CS-ZZZZZZ'), {
      kind: 'refused',
      reason: 'unknownRequest',
      requestId: 'CS-ZZZZZZ',
    });
  });

  describe('in several channels', () => {
    beforeEach(async () => {
      world = await startStepWorld({}, { fixedChannel: false });
    });
    async function bind(name: string): Promise<void> {
      // Of two channels that take everything the newer one gets what is new.
      world.clock.advance(1);
      await world.steps.bindChannel(channel(name), {}, ana);
    }

    it('goes where the removal was decided, although new alerts go elsewhere now', async () => {
      await bind('first');
      const removal = await removedMail(world);
      await bind('second');
      const undo = await undoOf(world, removal);

      assert.equal(undo?.channelId, channel('first').channelId);
      assert.equal(world.thread.posts.at(-1)?.channel.channelId, channel('first').channelId);
    });

    it('goes where it is routed, where the removal never had a channel', async () => {
      const removal = await removedMail(world);
      await bind('late');
      const answer = await askUndo(world, removal);
      assert.ok(answer.kind === 'done');

      assert.equal((await world.store.request(removal))?.channelId, undefined);
      assert.equal((await world.store.request(answer.undoId))?.channelId, channel('late').channelId);
      assert.equal(answer.channelBound, true);
    });

    it('waits for a channel, and says so, where there is none', async () => {
      const answer = await askUndo(world, await removedMail(world));

      assert.ok(answer.kind === 'done');
      assert.equal(answer.channelBound, false);
    });
  });
});
