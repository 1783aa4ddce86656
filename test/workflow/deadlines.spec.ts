import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Policy } from '../../src/approval/policy.ts';
import type { RequestId } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import type { ReplyKind } from '../../src/workflow/reply-kind.ts';
import { anAlert, aPolicy } from '../support/builders.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const leads = '55555555-0000-4000-8000-000000000000';

const reminding = aPolicy({ remindAfterMs: hour });
const escalating = aPolicy({ escalateAfterMs: 4 * hour, escalateTo: { users: [eve.upn], groups: [] } });

describe('deadlines', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  async function opened(policy: Policy, over: Parameters<typeof anAlert>[0] = {}): Promise<RequestId> {
    world = await startStepWorld({ policy });
    return another(over);
  }
  async function another(over: Parameters<typeof anAlert>[0] = {}): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(anAlert(over));
    await world.work();
    return requestId;
  }
  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }
  const said = (kind: ReplyKind) => world.thread.replies.filter((reply) => reply.kind === kind);
  const audits = async (kind: string) => (await world.audited()).filter((one) => one === kind).length;
  async function refusalOf(click: ReturnType<StepWorld['click']>): Promise<string> {
    const answer = await click;
    return answer.kind === 'refused' ? answer.reason : answer.kind;
  }
  /** As if a queue had lost everything of these kinds. */
  async function loseWork(...kinds: Parameters<StepWorld['shelf']['take']>[0]): Promise<void> {
    for (const item of await world.shelf.take(kinds, 100, Number.MAX_SAFE_INTEGER, 0)) await world.shelf.done(item);
  }

  describe('a reminder', () => {
    it('is said once, at its time, naming who has not approved', async () => {
      const rules = [{ when: {}, require: [{ from: 'approvers', count: 2 }], reasonRequired: false }] as const;
      const requestId = await opened(aPolicy({ remindAfterMs: hour, rules }));
      await world.click('approve', ben, requestId);
      await pass(hour - 1);
      assert.equal(said('reminded').length, 0);
      await pass(1);
      for (let hours = 0; hours < 5; hours += 1) await pass(hour);

      assert.deepEqual(
        said('reminded').map(({ view }) => view.waiting?.awaited),
        [{ users: [ana.upn, gus.upn], groups: [] }],
      );
      assert.equal(await audits('request.reminded'), 1);
    });

    it('is not said of what was decided meanwhile', async () => {
      const requestId = await opened(reminding);
      await world.click('reject', ana, requestId, { reason: 'Known' });
      await pass(2 * hour);

      assert.deepEqual(said('reminded'), []);
      assert.equal(await audits('request.reminded'), 0);
    });

    it('is not said any more where the decision came while it waited to be said', async () => {
      const requestId = await opened(reminding);
      world.clock.advance(hour);
      world.thread.failNext(new ServiceError('teamsThrottled', undefined, { retryable: true }));
      await world.work();
      await world.click('reject', ana, requestId, { reason: 'Known' });
      await pass(hour);

      assert.deepEqual(said('reminded'), []);
    });

    it('is tried again where Teams took none, and said once', async () => {
      await opened(reminding);
      world.clock.advance(hour);
      world.thread.failNext(new ServiceError('teamsUnavailable', undefined, { retryable: true }));
      await world.work();
      await pass(10 * minute);

      assert.equal(said('reminded').length, 1);
    });

    it('is not said a second time after a crash while it was being said', async () => {
      const requestId = await opened(reminding);
      const key = `reply:${requestId}:reminded:1`;
      await loseWork('sendReply');
      world.clock.advance(hour);
      const [item] = await world.shelf.take(['remindRequest'], 1, world.clock.now(), world.clock.now() + minute);
      assert.ok(item);
      await world.shelf.putBack(item, world.clock.now(), 'teamsUnavailable');
      world.failNextTransaction(new ServiceError('storeUnavailable', undefined, { retryable: true }));
      await world.work();
      await pass(minute);
      assert.equal(said('reminded').length, 1);
      // Said, and then the process died before it could note so.
      const row = await world.store.message(key);
      assert.ok(row);
      await world.store.transaction(async (tx) => {
        await tx.moveMessage('sent', { ...row, state: 'sending', at: world.clock.now() });
      });
      await pass(2 * minute);
      await world.sweep(true);
      await world.work();

      assert.equal(said('reminded').length, 1);
      assert.equal((await world.store.message(key))?.state, 'gone');
      await world.click('reject', ana, requestId, { reason: 'Known' });
      await world.work();
      assert.equal((await world.store.request(requestId))?.state, 'rejected');
    });

    it('comes back with the sweep where its work was lost', async () => {
      await opened(reminding);
      await loseWork('remindRequest');
      await pass(hour + minute);
      assert.equal(said('reminded').length, 0);
      await world.sweep(true);
      await world.work();
      await world.sweep(true);
      await world.work();

      assert.equal(said('reminded').length, 1);
    });

    it('follows a policy that was changed meanwhile', async () => {
      await opened(reminding);
      world.changePolicy(aPolicy({ remindAfterMs: 3 * hour }));
      await pass(hour);
      assert.equal(said('reminded').length, 0);
      await pass(2 * hour);
      assert.equal(said('reminded').length, 1);
    });

    it('is said soon where a policy asks for it that did not before, and not where it does not any more', async () => {
      await opened(aPolicy());
      await pass(2 * hour);
      world.changePolicy(reminding);
      await world.sweep(true);
      await world.work();
      assert.equal(said('reminded').length, 1);

      await another({ emails: [{ networkMessageId: leads, recipientEmailAddress: 'x@contoso.com' }] });
      world.changePolicy(aPolicy());
      await pass(2 * hour);
      await world.sweep(true);
      await world.work();
      assert.equal(said('reminded').length, 1);
    });

    it('waits for the card: before it is up, nobody was asked', async () => {
      world = await startStepWorld({ policy: reminding }, { fixedChannel: false });
      await another();
      await pass(hour);
      assert.equal(await audits('request.reminded'), 0);
    });

    it('never comes where the request expires first', async () => {
      await opened(aPolicy({ remindAfterMs: hour, expiresAfterMs: hour }));
      await pass(2 * hour);

      assert.deepEqual(
        world.thread.replies.map(({ kind }) => kind),
        ['expired'],
      );
    });

    it('names groups, by the names that Entra has for them', async () => {
      const approvers = { users: [], groups: [leads, leads.replaceAll('5', '6')] };
      world = await startStepWorld({ policy: aPolicy({ approvers, remindAfterMs: hour }) });
      world.directory.groups.set(leads, { name: 'SOC leads', members: [] });
      await another();
      await pass(hour);

      assert.deepEqual(said('reminded')[0]?.view.waiting?.awaited, {
        users: [],
        groups: [{ id: leads, name: 'SOC leads' }, { id: leads.replaceAll('5', '6') }],
      });
    });
  });

  describe('an escalation', () => {
    it('is told once, redraws the card, and stands in the audit log', async () => {
      await opened(escalating);
      await pass(4 * hour - 1);
      assert.deepEqual(said('escalated'), []);
      await pass(1);
      await pass(hour);

      const [reply] = said('escalated');
      assert.deepEqual(reply?.view.waiting?.escalated?.to, { users: [eve.upn], groups: [] });
      assert.equal(said('escalated').length, 1);
      assert.equal(world.thread.updates.at(-1)?.view.waiting?.escalated?.at, world.clock.now() - hour);
      assert.equal(await audits('request.escalated'), 1);
    });

    it('lets the people decide whom it names, and not before', async () => {
      const requestId = await opened(escalating);
      assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'notAnApprover');
      assert.equal(await refusalOf(world.click('reject', eve, requestId, { reason: 'x' })), 'notAnApprover');
      await pass(4 * hour);
      await world.click('approve', eve, requestId);
      await world.work();

      assert.equal((await world.store.request(requestId))?.state, 'submitted');
      assert.equal(world.mailboxes.calls[0]?.body.approverUpn, eve.upn);
    });

    it('has one winner where somebody clicks at that moment', async () => {
      const requestId = await opened(escalating);
      await pass(4 * hour - 1);
      world.clock.advance(1);
      const [answer] = await Promise.all([world.click('approve', eve, requestId), world.work()]);
      const state = (await world.store.request(requestId))?.state;

      assert.equal(
        answer.kind === 'refused' ? 'pending' : 'submitting',
        state === 'pending' ? 'pending' : 'submitting',
      );
      await world.work();
      await world.click('approve', eve, requestId);
      await world.work();
      assert.equal((await world.store.request(requestId))?.state, 'submitted');
    });

    it('counts for a click that was on its way when it came', async () => {
      const policy = aPolicy({
        approvers: { users: [ana.upn], groups: [leads.replaceAll('5', '6')] },
        escalateAfterMs: hour,
        escalateTo: { users: [eve.upn], groups: [] },
      });
      const requestId = await opened(policy);
      world.clock.advance(hour);
      const { memberOf } = world.directory;
      // The policy was looked at, and only then it is escalated.
      Object.assign(world.directory, {
        memberOf: async (user: string, groups: readonly string[]) => {
          Object.assign(world.directory, { memberOf });
          await world.work();
          return memberOf(user, groups);
        },
      });

      assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'card');
      assert.equal((await world.store.request(requestId))?.state, 'submitting');
    });

    it('asks Entra for the groups it names only once it is escalated', async () => {
      const policy = aPolicy({ escalateAfterMs: hour, escalateTo: { users: [], groups: [leads] } });
      world = await startStepWorld({ policy });
      world.directory.groups.set(leads, { name: 'SOC leads', members: [eve.objectId] });
      const requestId = await another();
      assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'notAnApprover');
      assert.deepEqual(world.directory.asked, []);
      await pass(hour);

      assert.deepEqual(said('escalated')[0]?.view.waiting?.escalated?.to, {
        users: [],
        groups: [{ id: leads, name: 'SOC leads' }],
      });
      assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'card');
      assert.equal((await world.store.request(requestId))?.state, 'submitting');
      assert.ok(world.directory.asked.length > 0);
    });

    it('never lets one person do what two had to', async () => {
      world = await startStepWorld({
        policy: aPolicy({
          escalateAfterMs: hour,
          escalateTo: { users: [eve.upn], groups: [] },
          rules: [
            { when: {}, require: [{ from: 'approvers', count: 1 }], reasonRequired: false },
            { when: {}, require: [{ from: { users: [eve.upn], groups: [] }, count: 1 }], reasonRequired: false },
          ],
        }),
      });
      const requestId = await another();
      await world.click('approve', eve, requestId);
      await pass(hour);
      await world.click('approve', eve, requestId);
      await world.work();
      assert.equal((await world.store.request(requestId))?.state, 'partiallyApproved');

      await world.click('approve', ana, requestId);
      await world.work();
      assert.equal((await world.store.request(requestId))?.state, 'submitted');
    });

    it('comes back with the sweep, and not where the policy dropped it', async () => {
      await opened(escalating);
      await loseWork('escalateRequest');
      await pass(5 * hour);
      world.changePolicy(aPolicy());
      await world.sweep(true);
      await world.work();
      assert.equal(said('escalated').length, 0);
      world.changePolicy(escalating);
      await world.sweep(true);
      await world.work();
      assert.equal(said('escalated').length, 1);
    });

    it('is told again after a crash while it was being told: whom it calls must hear of it', async () => {
      const requestId = await opened(escalating);
      await pass(4 * hour);
      const row = await world.store.message(`reply:${requestId}:escalated:1`);
      assert.ok(row);
      await world.store.transaction(async (tx) => {
        await tx.moveMessage('sent', { ...row, state: 'sending', at: world.clock.now() });
      });
      await pass(2 * minute);
      await world.sweep(true);
      await world.work();

      assert.equal(said('escalated').length, 2);
    });

    it('gives nobody a say any more once the policy drops it, and a click is answered all the same', async () => {
      const requestId = await opened(escalating);
      await pass(4 * hour);
      world.changePolicy(aPolicy());

      assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'notAnApprover');
      assert.equal(await refusalOf(world.click('approve', ana, requestId)), 'card');
    });

    it('stays with the request when its content changes', async () => {
      const requestId = await opened(escalating);
      await pass(4 * hour);
      await another({
        emails: [...anAlert().emails, { networkMessageId: leads, recipientEmailAddress: 'x@contoso.com' }],
      });
      assert.equal((await world.store.request(requestId))?.revision.number, 2);

      await world.click('approve', eve, requestId);
      assert.equal((await world.store.request(requestId))?.state, 'submitting');
    });

    it('shows the request to those it names, also in their own chat', async () => {
      const policy = aPolicy({ escalateAfterMs: hour, escalateTo: { users: [], groups: [leads] } });
      world = await startStepWorld({ policy });
      world.directory.groups.set(leads, { members: [eve.objectId] });
      const requestId = await another();
      const asked = async () => (await world.steps.showRequest(requestId, { person: eve })).kind;
      assert.equal(await asked(), 'refused');
      await pass(hour);
      assert.equal(await asked(), 'done');
    });
  });

  describe('the countdown', () => {
    it('redraws the card at half the time, an hour and a quarter of an hour before the end', async () => {
      await opened(aPolicy());
      const steps: unknown[] = [];
      for (let quarters = 0; quarters < 96; quarters += 1) {
        const before = world.thread.updates.length;
        await pass(15 * minute);
        const drawn = world.thread.updates.slice(before);
        steps.push(...drawn.map(({ view }) => view.waiting?.timeLeft ?? view.state));
      }

      assert.deepEqual(steps, [
        { unit: 'hours', value: 12 },
        { unit: 'minutes', value: 60 },
        { unit: 'minutes', value: 15 },
        'expired',
      ]);
    });
  });
});
