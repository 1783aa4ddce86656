import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { RequestId } from '../../src/approval/request.ts';
import { anAlert, aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const hour = 3_600_000;
const day = 24 * hour;
const hannah = { networkMessageId: messageA, recipientEmailAddress: 'hannah@contoso.com' };
const preston = { networkMessageId: messageA, recipientEmailAddress: 'preston@contoso.com' };
const other = { networkMessageId: messageB, recipientEmailAddress: 'other@contoso.com' };

describe('asking again', () => {
  let world: StepWorld;
  let expired: RequestId;
  beforeEach(async () => {
    world = await startStepWorld();
    expired = await open();
    await pass(day);
  });
  afterEach(() => world.close());

  async function open(over: Parameters<typeof anAlert>[0] = {}): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(anAlert(over));
    await world.work();
    return requestId;
  }
  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }
  const again = (by = ana, id = expired) => world.click('askAgain', by, id);
  async function askedAgainAs(id = expired): Promise<RequestId> {
    const request = await world.store.request(id);
    assert.ok(request?.state === 'expired' && request.askedAgain);
    return request.askedAgain.as;
  }

  it('opens a request with the same content, asked for by whoever clicked, that names the earlier one', async () => {
    const answer = await again();
    await world.work();

    const id = await askedAgainAs();
    const request = await world.store.request(id);
    assert.partialDeepStrictEqual(request, {
      state: 'pending',
      origin: { kind: 'command', by: ana },
      earlierRequestId: expired,
      expiresAt: world.clock.now() + day,
    });
    assert.deepEqual(await world.store.emails(id), [hannah, preston]);
    const posted = world.thread.posts.at(-1)?.view;
    assert.partialDeepStrictEqual(posted, { requestId: id, requestedBy: { upn: ana.upn } });
    assert.equal(posted?.facts?.subject, 'Your mailbox is full');
    assert.ok(answer.kind === 'card');
    assert.deepEqual(answer.view.askedAgain, { requestId: id, by: ana.upn });
    assert.deepEqual(world.thread.updates.at(-1)?.view.askedAgain, { requestId: id, by: ana.upn });
  });

  it('makes one request of two clicks at once, and answers both with it', async () => {
    const answers = await Promise.all([again(ana), again(ben)]);
    await world.work();

    const { total } = await world.store.openRequests({ limit: 10, offset: 0 });
    assert.equal(total, 1);
    const id = await askedAgainAs();
    for (const answer of answers) {
      assert.ok(answer.kind === 'card');
      assert.equal(answer.view.askedAgain?.requestId, id);
    }
    assert.equal((await world.audited()).filter((kind) => kind === 'request.askedAgain').length, 1);
  });

  it('is decided by others than who asked', async () => {
    await again();
    const id = await askedAgainAs();
    const own = await world.click('approve', ana, id);
    assert.ok(own.kind === 'refused' && own.reason === 'requesterMayNotApprove');
    await world.click('approve', ben, id);
    await world.work();

    assert.equal((await world.store.request(id))?.state, 'submitted');
  });

  it('is decided by none of those who asked for it before, however often it was asked for again', async () => {
    const typed = await world.steps.requestRemoval(
      { emails: [other], action: 'softDelete', because: 'Ana says so' },
      { person: ana, teamId: testChannel.teamId },
    );
    assert.ok(typed.kind === 'done');
    await pass(day);
    await again(eve, typed.view.requestId);
    const second = await askedAgainAs(typed.view.requestId);
    await pass(day);
    await again(ben, second);
    await world.work();

    const third = await askedAgainAs(second);
    assert.deepEqual((await world.store.request(third))?.origin, {
      kind: 'command',
      by: ben,
      factsOf: typed.view.requestId,
      askedBefore: [eve, ana],
    });
    for (const requester of [ana, ben]) {
      const own = await world.click('approve', requester, third);
      assert.partialDeepStrictEqual(own, { kind: 'refused', reason: 'requesterMayNotApprove' });
    }
    const posted = world.thread.posts.at(-1)?.view;
    assert.deepEqual(posted?.requestedBy, { upn: ben.upn });
    const named = [...(posted.quorum.approvers.users ?? []), ...(posted.waiting?.awaited.users ?? [])];
    assert.deepEqual(
      [ana, ben].filter(({ upn }) => named.includes(upn)),
      [],
    );
  });

  it('is taken back by whoever asked last, and by nobody who asked before', async () => {
    await again(ana);
    const second = await askedAgainAs();
    await pass(day);
    await again(ben, second);
    const third = await askedAgainAs(second);

    assert.deepEqual(await world.steps.withdraw(third, { person: ana, teamId: testChannel.teamId }), {
      kind: 'refused',
      reason: 'notTheRequester',
    });
    assert.equal((await world.steps.withdraw(third, { person: ben })).kind, 'done');
  });

  it('leaves out what was remediated since', async () => {
    const late = await open({ emails: [hannah] });
    await world.click('approve', ana, late);
    await world.work();
    await again();

    assert.deepEqual(await world.store.emails(await askedAgainAs()), [preston]);
  });

  it('is refused, naming the request, where all of it was remediated since', async () => {
    const late = await open({ emails: [hannah, preston] });
    await world.click('approve', ana, late);
    await world.work();
    const answer = await again();

    assert.deepEqual(answer, { kind: 'refused', reason: 'nothingNew', requestId: late });
  });

  it('leads to the open request that asks for all of it already', async () => {
    const late = await open({ emails: [hannah, preston, other] });
    const answer = await again();

    assert.ok(answer.kind === 'card');
    assert.equal(answer.view.askedAgain?.requestId, late);
    assert.equal((await world.store.openRequests({ limit: 10, offset: 0 })).total, 1);
  });

  it('can be done again when that expires as well, and still tells what is known of the mail', async () => {
    await again();
    const second = await askedAgainAs();
    await pass(day);
    await again(ben, second);
    await world.work();

    const third = await askedAgainAs(second);
    assert.equal((await world.store.request(third))?.earlierRequestId, second);
    assert.equal(world.thread.posts.at(-1)?.view.facts?.subject, 'Your mailbox is full');
  });

  it('does not forget how severe it was', async () => {
    const rules = [
      { when: { severity: ['high'] }, require: [{ from: 'approvers', count: 2 }], reasonRequired: false },
    ] as const;
    world.changePolicy(aPolicy({ rules }));
    const high = await open({ emails: [other], severity: 'high' });
    await world.click('approve', ana, high, { severity: 'low' });
    await pass(day);
    await again(ana, high);
    const id = await askedAgainAs(high);
    await world.click('approve', ben, id, { severity: 'low' });

    assert.equal((await world.store.request(id))?.state, 'partiallyApproved');
  });

  it('is for those who may ask for a removal', async () => {
    const asStranger = await world.steps.click({ verb: 'askAgain', requestId: expired, revision: 1 }, { person: eve });
    assert.partialDeepStrictEqual(asStranger, { kind: 'refused', reason: 'notAMember' });
    assert.partialDeepStrictEqual(await again(gus), { kind: 'refused', reason: 'guest' });
    const inTeam = { person: eve, teamId: testChannel.teamId };
    assert.equal((await world.steps.click({ verb: 'askAgain', requestId: expired, revision: 1 }, inTeam)).kind, 'card');
  });

  it('is for expired requests alone', async () => {
    const id = await open({ emails: [other] });
    assert.partialDeepStrictEqual(await again(ana, id), { kind: 'refused', reason: 'invalidTransition' });
    await world.click('reject', ana, id, { reason: 'Known' });
    assert.partialDeepStrictEqual(await again(ana, id), { kind: 'refused', reason: 'invalidTransition' });
    assert.partialDeepStrictEqual(await again(ana, 'CS-999999'), { kind: 'refused', reason: 'unknownRequest' });
  });
});
