import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Person, RequestId } from '../../src/approval/request.ts';
import { anAlert, aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const emails = [{ networkMessageId: messageA, recipientEmailAddress: 'hannah@contoso.com' }] as const;

describe('withdrawing a request', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function asked(by: Person = ana): Promise<RequestId> {
    const answer = await world.steps.requestRemoval({ emails, action: 'softDelete' }, { person: by });
    assert.ok(answer.kind === 'done');
    await world.work();
    return answer.view.requestId;
  }
  const withdraw = (id: RequestId, by: Person = ana) =>
    world.steps.withdraw(id, { person: by, teamId: testChannel.teamId });
  const state = async (id: RequestId) => (await world.store.request(id))?.state;

  it('ends it, shows by whom on its card, and stands in the audit log', async () => {
    const id = await asked();
    assert.deepEqual(await withdraw(id), { kind: 'done' });
    await world.work();

    assert.equal(await state(id), 'withdrawn');
    assert.partialDeepStrictEqual(world.thread.updates.at(-1)?.view, { state: 'withdrawn', withdrawnBy: ana.upn });
    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 100 });
    assert.partialDeepStrictEqual(
      entries.find(({ kind }) => kind === 'request.withdrawn'),
      { requestId: id, actor: { upn: ana.upn, objectId: ana.objectId } },
    );
  });

  it('leaves nothing to decide, to remind of or to expire', async () => {
    world.changePolicy(aPolicy({ remindAfterMs: 60_000 }));
    const id = await asked();
    await withdraw(id);
    const click = await world.click('approve', ben, id);
    world.clock.advance(2 * 86_400_000);
    await world.work();

    assert.ok(click.kind === 'card' && click.view.notice === 'alreadyDecided');
    assert.equal(await state(id), 'withdrawn');
    assert.deepEqual(world.thread.replies, []);
    assert.deepEqual(world.mailboxes.calls, []);
  });

  it('is for whoever asked, by object id, whatever their UPN is now', async () => {
    const id = await asked();
    assert.deepEqual(await withdraw(id, { ...ben, upn: ana.upn }), { kind: 'refused', reason: 'notTheRequester' });
    const renamed = { ...ana, upn: 'ana.married@contoso.com', objectId: ana.objectId.toUpperCase() };
    assert.deepEqual(await withdraw(id, renamed), { kind: 'done' });
  });

  it('stays with whoever asked when the policy does not name them any more', async () => {
    const id = await asked();
    world.changePolicy(aPolicy({ approvers: { users: [ben.upn], groups: [] } }));

    assert.deepEqual(await world.steps.withdraw(id, { person: ana }), { kind: 'done' });
  });

  it('also works while some approved, and while it has no card', async () => {
    const rules = [{ when: {}, require: [{ from: 'approvers', count: 2 }], reasonRequired: false }] as const;
    world.changePolicy(aPolicy({ rules }));
    const id = await asked();
    await world.click('approve', ben, id);
    assert.deepEqual(await withdraw(id), { kind: 'done' });

    await world.close();
    world = await startStepWorld({}, { fixedChannel: false });
    const cardless = await asked();
    assert.deepEqual(await withdraw(cardless), { kind: 'done' });
    await world.work();
    const bound = await world.steps.bindChannel(testChannel, {}, ana);
    await world.work();

    assert.deepEqual(bound, { kind: 'done', waiting: 0, elsewhere: { chosen: 0 } });
    assert.deepEqual(world.thread.posts, []);
  });

  it('is not shown in another channel, where its card was lost and only a reminder was still to be said under it', async () => {
    await world.close();
    world = await startStepWorld({ policy: aPolicy({ remindAfterMs: 60_000 }) }, { fixedChannel: false });
    await world.steps.bindChannel(testChannel, {}, ana);
    const id = await asked();
    world.thread.gone.add((await world.store.message(`card:${id}`))?.address?.activityId ?? '');
    await world.steps.unbindChannel(testChannel, ana);
    world.clock.advance(60_000);
    await world.work();
    await withdraw(id);
    const other = { ...testChannel, channelId: '19:other@thread.tacv2' };
    await world.steps.bindChannel(other, {}, ana);
    await world.work();

    assert.equal(world.thread.posts.length, 1);
    assert.deepEqual(world.thread.replies, []);
    assert.deepEqual(await world.store.withoutCard(10), []);
  });

  it('is refused where an alert asked', async () => {
    const { requestId } = await world.steps.receiveAlert(
      anAlert({ emails: [{ networkMessageId: messageB, recipientEmailAddress: 'x@contoso.com' }] }),
    );
    assert.deepEqual(await withdraw(requestId), { kind: 'refused', reason: 'noRequester' });

    await world.click('reject', ben, requestId, { reason: 'Fine' });
    assert.deepEqual(await withdraw(requestId), { kind: 'refused', reason: 'alreadyDecided' });
  });

  it('is refused once it was decided, or has expired', async () => {
    const decided = await asked();
    await world.click('reject', ben, decided, { reason: 'Fine' });
    assert.deepEqual(await withdraw(decided), { kind: 'refused', reason: 'alreadyDecided' });
    assert.deepEqual(await withdraw(decided, ben), { kind: 'refused', reason: 'alreadyDecided' });

    const late = await asked();
    world.clock.advance(86_400_000);
    assert.deepEqual(await withdraw(late), { kind: 'refused', reason: 'expired' });
    await world.work();
    assert.deepEqual(await withdraw(late), { kind: 'refused', reason: 'expired' });
  });

  it('tells strangers nothing, not even whether there is such a request', async () => {
    const id = await asked();
    for (const about of [id, 'CS-999999'] as const) {
      const answer = await world.steps.withdraw(about, { person: eve });
      assert.deepEqual(answer, { kind: 'refused', reason: 'notAMember' });
    }
    assert.deepEqual(await withdraw('CS-999999'), { kind: 'refused', reason: 'unknownRequest' });
  });
});
