import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Policy } from '../../src/approval/policy.ts';
import type { Alert, RequestId } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import { aPolicy, testChannel } from '../support/builders.ts';
import { ana, ben, gus } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { alerted, audits, failuresIn, loseWork, pass, said } from './as-time-passes.ts';

const minute = 60_000;
const hour = 60 * minute;
const leads = '55555555-0000-4000-8000-000000000000';
const reminding = aPolicy({ remindAfterMs: hour });

describe('a reminder', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  async function opened(policy: Policy, over: Partial<Alert> = {}): Promise<RequestId> {
    world = await startStepWorld({ policy });
    return alerted(world, over);
  }

  it('is said once, at its time, naming who has not approved', async () => {
    const rules = [{ when: {}, require: [{ from: 'approvers', count: 2 }], reasonRequired: false }] as const;
    const requestId = await opened(aPolicy({ remindAfterMs: hour, rules }));
    await world.click('approve', ben, requestId);
    await pass(world, hour - 1);
    assert.equal(said(world, 'reminded').length, 0);
    await pass(world, 1);
    for (let hours = 0; hours < 5; hours += 1) await pass(world, hour);

    assert.deepEqual(
      said(world, 'reminded').map(({ view }) => view.waiting?.awaited),
      [{ users: [ana.upn, gus.upn], groups: [] }],
    );
    assert.equal(await audits(world, 'request.reminded'), 1);
  });

  it('is not said of what was decided meanwhile', async () => {
    const requestId = await opened(reminding);
    const failures = failuresIn(world);
    await world.click('reject', ana, requestId, { reason: 'Known' });
    await pass(world, 2 * hour);

    assert.deepEqual(said(world, 'reminded'), []);
    assert.equal(await audits(world, 'request.reminded'), 0);
    assert.deepEqual(failures, []);
  });

  it('is not said any more once nobody can decide, although its time had come before', async () => {
    await opened(reminding);
    const failures = failuresIn(world);
    await pass(world, 25 * hour);

    assert.deepEqual(
      world.thread.replies.map(({ kind }) => kind),
      ['expired'],
    );
    assert.equal(await audits(world, 'request.reminded'), 0);
    assert.deepEqual(failures, []);
  });

  it('is said once, also where its work comes twice', async () => {
    const requestId = await opened(reminding);
    const failures = failuresIn(world);
    await pass(world, hour);
    await world.store.transaction((tx) => tx.schedule({ kind: 'remindRequest', requestId }, world.clock.now()));
    await world.work();

    assert.equal(said(world, 'reminded').length, 1);
    assert.equal(await audits(world, 'request.reminded'), 1);
    assert.deepEqual(failures, []);
  });

  it('is not said any more where the decision came while it waited to be said', async () => {
    const requestId = await opened(reminding);
    world.clock.advance(hour);
    world.thread.failNext(new ServiceError('teamsThrottled', undefined, { retryable: true }));
    await world.work();
    await world.click('reject', ana, requestId, { reason: 'Known' });
    await pass(world, hour);

    assert.deepEqual(said(world, 'reminded'), []);
  });

  for (const [what, fault] of [
    ['took none', new ServiceError('teamsUnavailable', undefined, { retryable: true, noEffect: true })],
    ['asked to wait', new ServiceError('teamsThrottled', undefined, { retryable: true })],
    ['knew no token', new ServiceError('tokenUnavailable', undefined, { retryable: true })],
  ] as const) {
    it(`is tried again where Teams ${what}, and said once`, async () => {
      await opened(reminding);
      world.clock.advance(hour);
      world.thread.failNext(fault);
      await world.work();
      await pass(world, 10 * minute);

      assert.equal(said(world, 'reminded').length, 1);
    });
  }

  it('is said once where the answer to it was lost', async () => {
    const requestId = await opened(reminding);
    const say = world.thread.reply;
    let lost = 0;
    world.thread.reply = async (card, kind, view) => {
      const address = await say(card, kind, view);
      if (kind !== 'reminded') return address;
      lost += 1;
      throw new ServiceError('teamsUnavailable', undefined, { retryable: true });
    };
    for (let passed = 0; passed < 5; passed += 1) await pass(world, hour);

    assert.equal(lost, 1);
    assert.equal((await world.store.message(`reply:${requestId}:reminded:1`))?.state, 'gone');
  });

  it('is not said a second time after a crash while it was being said', async () => {
    const requestId = await opened(reminding);
    const key = `reply:${requestId}:reminded:1`;
    await loseWork(world, 'sendReply');
    world.clock.advance(hour);
    const [item] = await world.shelf.take(['remindRequest'], 1, world.clock.now(), world.clock.now() + minute);
    assert.ok(item);
    await world.shelf.putBack(item, world.clock.now(), 'teamsUnavailable');
    world.failNextTransaction(new ServiceError('storeUnavailable', undefined, { retryable: true }));
    await world.work();
    await pass(world, minute);
    assert.equal(said(world, 'reminded').length, 1);
    // Said, and then the process died before it could note so.
    const row = await world.store.message(key);
    assert.ok(row);
    await world.store.transaction(async (tx) => {
      await tx.moveMessage('sent', { ...row, state: 'sending', at: world.clock.now() });
    });
    await pass(world, 2 * minute);
    await world.sweep(true);
    await world.work();

    assert.equal(said(world, 'reminded').length, 1);
    assert.equal((await world.store.message(key))?.state, 'gone');
    await world.click('reject', ana, requestId, { reason: 'Known' });
    await world.work();
    assert.equal((await world.store.request(requestId))?.state, 'rejected');
  });

  it('comes back with the sweep where its work was lost', async () => {
    await opened(reminding);
    await loseWork(world, 'remindRequest');
    await pass(world, hour + minute);
    assert.equal(said(world, 'reminded').length, 0);
    await world.sweep(true);
    await world.work();
    await world.sweep(true);
    await world.work();

    assert.equal(said(world, 'reminded').length, 1);
  });

  it('follows a policy that was changed meanwhile', async () => {
    await opened(reminding);
    world.changePolicy(aPolicy({ remindAfterMs: 3 * hour }));
    await pass(world, hour);
    assert.equal(said(world, 'reminded').length, 0);
    await pass(world, 2 * hour);
    assert.equal(said(world, 'reminded').length, 1);
  });

  it('is said soon where a policy asks for it that did not before, and not where it does not any more', async () => {
    await opened(aPolicy());
    const failures = failuresIn(world);
    await pass(world, 2 * hour);
    world.changePolicy(reminding);
    await world.sweep(true);
    await world.work();
    assert.equal(said(world, 'reminded').length, 1);

    await alerted(world, { emails: [{ networkMessageId: leads, recipientEmailAddress: 'x@contoso.com' }] });
    world.changePolicy(aPolicy());
    await pass(world, 2 * hour);
    await world.sweep(true);
    await world.work();
    assert.equal(said(world, 'reminded').length, 1);
    assert.deepEqual(failures, []);
  });

  it('waits for the card: before it is up, nobody was asked', async () => {
    world = await startStepWorld({ policy: reminding }, { fixedChannel: false });
    await alerted(world);
    await pass(world, 3 * hour);
    assert.equal(await audits(world, 'request.reminded'), 0);

    await world.steps.bindChannel(testChannel, {}, ana);
    await world.work();
    assert.deepEqual(said(world, 'reminded'), []);
    await pass(world, minute);
    assert.equal(said(world, 'reminded').length, 1);
  });

  it('never comes where the request expires first', async () => {
    await opened(aPolicy({ remindAfterMs: hour, expiresAfterMs: hour }));
    await pass(world, 2 * hour);

    assert.deepEqual(
      world.thread.replies.map(({ kind }) => kind),
      ['expired'],
    );
  });

  it('names groups, by the names that Entra has for them', async () => {
    const approvers = { users: [], groups: [leads, leads.replaceAll('5', '6')] };
    world = await startStepWorld({ policy: aPolicy({ approvers, remindAfterMs: hour }) });
    world.directory.groups.set(leads, { name: 'SOC leads', members: [] });
    await alerted(world);
    await pass(world, hour);

    assert.deepEqual(said(world, 'reminded')[0]?.view.waiting?.awaited, {
      users: [],
      groups: [{ id: leads, name: 'SOC leads' }, { id: leads.replaceAll('5', '6') }],
    });
  });
});
