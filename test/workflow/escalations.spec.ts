import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Policy } from '../../src/approval/policy.ts';
import type { Alert, RequestId } from '../../src/approval/request.ts';
import { anAlert, aPolicy, testChannel } from '../support/builders.ts';
import { ana, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { alerted, audits, failuresIn, loseWork, pass, refusalOf, said } from './as-time-passes.ts';

const minute = 60_000;
const hour = 60 * minute;
const leads = '55555555-0000-4000-8000-000000000000';
const escalating = aPolicy({ escalateAfterMs: 4 * hour, escalateTo: { users: [eve.upn], groups: [] } });

describe('an escalation', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  async function opened(policy: Policy, over: Partial<Alert> = {}): Promise<RequestId> {
    world = await startStepWorld({ policy });
    return alerted(world, over);
  }

  it('is told once, redraws the card, and stands in the audit log', async () => {
    await opened(escalating);
    await pass(world, 4 * hour - 1);
    assert.deepEqual(said(world, 'escalated'), []);
    await pass(world, 1);
    await pass(world, hour);

    const [reply] = said(world, 'escalated');
    assert.deepEqual(reply?.view.waiting?.escalated?.to, { users: [eve.upn], groups: [] });
    assert.equal(said(world, 'escalated').length, 1);
    assert.equal(world.thread.updates.at(-1)?.view.waiting?.escalated?.at, world.clock.now() - hour);
    assert.equal(await audits(world, 'request.escalated'), 1);
  });

  it('lets the people decide whom it names, and not before', async () => {
    const requestId = await opened(escalating);
    assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'notAnApprover');
    assert.equal(await refusalOf(world.click('reject', eve, requestId, { reason: 'x' })), 'notAnApprover');
    await pass(world, 4 * hour);
    await world.click('approve', eve, requestId);
    await world.work();

    assert.equal((await world.store.request(requestId))?.state, 'submitted');
    assert.equal(world.mailboxes.calls[0]?.body.approverUpn, eve.upn);
  });

  it('has one winner where somebody clicks at that moment', async () => {
    const requestId = await opened(escalating);
    await pass(world, 4 * hour - 1);
    world.clock.advance(1);
    const [answer] = await Promise.all([world.click('approve', eve, requestId), world.work()]);
    const state = (await world.store.request(requestId))?.state;

    assert.equal(answer.kind === 'refused' ? 'pending' : 'submitting', state === 'pending' ? 'pending' : 'submitting');
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
    const requestId = await alerted(world);
    assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'notAnApprover');
    assert.deepEqual(world.directory.asked, []);
    await pass(world, hour);

    assert.deepEqual(said(world, 'escalated')[0]?.view.waiting?.escalated?.to, {
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
    const requestId = await alerted(world);
    await world.click('approve', eve, requestId);
    await pass(world, hour);
    await world.click('approve', eve, requestId);
    await world.work();
    assert.equal((await world.store.request(requestId))?.state, 'partiallyApproved');

    await world.click('approve', ana, requestId);
    await world.work();
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('comes back with the sweep, and not where the policy dropped it', async () => {
    await opened(escalating);
    await loseWork(world, 'escalateRequest');
    await pass(world, 5 * hour);
    world.changePolicy(aPolicy());
    await world.sweep(true);
    await world.work();
    assert.equal(said(world, 'escalated').length, 0);
    world.changePolicy(escalating);
    await world.sweep(true);
    await world.work();
    assert.equal(said(world, 'escalated').length, 1);
  });

  it('is told again after a crash while it was being told: whom it calls must hear of it', async () => {
    const requestId = await opened(escalating);
    await pass(world, 4 * hour);
    const row = await world.store.message(`reply:${requestId}:escalated:1`);
    assert.ok(row);
    await world.store.transaction(async (tx) => {
      await tx.moveMessage('sent', { ...row, state: 'sending', at: world.clock.now() });
    });
    await pass(world, 2 * minute);
    await world.sweep(true);
    await world.work();

    assert.equal(said(world, 'escalated').length, 2);
  });

  it('gives nobody a say any more once the policy drops it, and a click is answered all the same', async () => {
    const requestId = await opened(escalating);
    await pass(world, 4 * hour);
    world.changePolicy(aPolicy());

    assert.equal(await refusalOf(world.click('approve', eve, requestId)), 'notAnApprover');
    assert.equal(await refusalOf(world.click('approve', ana, requestId)), 'card');
  });

  it('stays with the request when its content changes', async () => {
    const requestId = await opened(escalating);
    await pass(world, 4 * hour);
    await alerted(world, {
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
    const requestId = await alerted(world);
    const asked = async () => (await world.steps.showRequest(requestId, { person: eve })).kind;
    assert.equal(await asked(), 'refused');
    await pass(world, hour);
    assert.equal(await asked(), 'done');
  });

  it('lets the people decide whom it names also where the approvers are a group, which goes on deciding', async () => {
    const group = leads.replaceAll('5', '6');
    world = await startStepWorld({
      policy: aPolicy({
        approvers: { users: [], groups: [group] },
        escalateAfterMs: hour,
        escalateTo: { users: [eve.upn], groups: [] },
        rules: [{ when: {}, require: [{ from: 'approvers', count: 2 }], reasonRequired: false }],
      }),
    });
    world.directory.groups.set(group, { name: 'SOC', members: [ana.objectId] });
    const requestId = await alerted(world);
    await pass(world, hour);
    await world.click('approve', ana, requestId);
    await world.click('approve', eve, requestId);
    await world.work();

    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });

  it('is not told of what was decided meanwhile', async () => {
    const requestId = await opened(escalating);
    const failures = failuresIn(world);
    await world.click('reject', ana, requestId, { reason: 'Known' });
    await pass(world, 5 * hour);

    assert.deepEqual(said(world, 'escalated'), []);
    assert.deepEqual(failures, []);
  });

  it('does not come any more once nobody can decide, although its time had come before', async () => {
    await opened(escalating);
    const failures = failuresIn(world);
    await pass(world, 25 * hour);

    assert.equal(await audits(world, 'request.escalated'), 0);
    assert.deepEqual(said(world, 'escalated'), []);
    assert.deepEqual(failures, []);
  });

  it('comes once, also where its work comes twice', async () => {
    const requestId = await opened(escalating);
    const failures = failuresIn(world);
    await pass(world, 4 * hour);
    const { escalatedAt } = (await world.store.request(requestId)) ?? {};
    world.clock.advance(minute);
    await world.store.transaction((tx) => tx.schedule({ kind: 'escalateRequest', requestId }, world.clock.now()));
    await world.work();

    assert.equal((await world.store.request(requestId))?.escalatedAt, escalatedAt);
    assert.equal(await audits(world, 'request.escalated'), 1);
    assert.deepEqual(failures, []);
  });

  it('comes later, where the policy says so meanwhile', async () => {
    await opened(escalating);
    world.changePolicy({ ...escalating, escalateAfterMs: 6 * hour });
    await pass(world, 4 * hour);
    assert.equal(await audits(world, 'request.escalated'), 0);
    await pass(world, 2 * hour);

    assert.equal(await audits(world, 'request.escalated'), 1);
    assert.equal(said(world, 'escalated').length, 1);
  });

  it('stands on the card alone, where the card came up after it', async () => {
    world = await startStepWorld({ policy: escalating }, { fixedChannel: false });
    await alerted(world);
    await pass(world, 4 * hour);
    assert.equal(await audits(world, 'request.escalated'), 1);
    await world.steps.bindChannel(testChannel, {}, ana);
    await world.work();

    assert.deepEqual(world.thread.posts.at(-1)?.view.waiting?.escalated?.to, { users: [eve.upn], groups: [] });
    assert.deepEqual(said(world, 'escalated'), []);
  });
});
