import assert from 'node:assert/strict';
import { anAlert, aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { acceptedAnswer } from '../support/fakes.ts';
import { ana, ben, eve, gus } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

describe('the main path, step by step', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  it('leads from an alert to the tracking link in the thread', async () => {
    const alert = anAlert();

    const taken = await world.steps.receiveAlert(alert);
    await world.work();
    const answer = await world.click('approve', ana, taken.requestId);
    await world.work();

    assert.equal(taken.state, 'pending');
    assert.equal(world.thread.posts.length, 1);
    assert.equal(answer.kind, 'card');
    assert.equal(world.mailboxes.calls.length, 1);
    const body = world.mailboxes.calls[0]?.body;
    assert.equal(body?.approverUpn, ana.upn);
    assert.equal(body?.remediateSendersCopy, false);
    assert.equal(body?.analyzedEmails.length, 2);
    assert.match(body?.displayName ?? '', new RegExp(taken.requestId));
    assert.match(body?.description ?? '', /ana@contoso\.com/);
    const [reply] = world.thread.replies;
    assert.equal(reply?.kind, 'submitted');
    assert.equal(
      reply?.view.batches[0]?.trackingLink,
      'trackingLink' in acceptedAnswer ? acceptedAnswer.trackingLink : '',
    );
    assert.equal(world.thread.updates.at(-1)?.view.state, 'submitted');
    assert.deepEqual(await world.audited(), [
      'request.created',
      'alert.received',
      'card.posted',
      'decision.recorded',
      'remediation.sent',
      'remediation.accepted',
    ]);
  });

  it('answers the same alert again without changing anything', async () => {
    const alert = anAlert();
    const first = await world.steps.receiveAlert(alert);

    const again = await world.steps.receiveAlert({ ...alert, severity: 'high', emails: anAlert().emails });

    assert.deepEqual(again, { ...first, duplicate: true });
    assert.equal((await world.store.request(first.requestId))?.revision.severity, 'medium');
  });

  it('counts fifty clicks of two approvers once', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();

    const clicks = Array.from({ length: 50 }, (_, index) => world.click('approve', index % 2 ? ana : ben, requestId));
    const answers = await Promise.all(clicks);
    await world.work();

    assert.equal(answers.filter((answer) => answer.kind === 'card').length, 50);
    assert.equal((await world.store.decisions(requestId)).length, 1);
    assert.equal(world.mailboxes.calls.length, 1);
  });

  it('refuses an outsider and a guest, and records that it did', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());

    const outsider = await world.click('approve', eve, requestId);
    const guest = await world.click('approve', gus, requestId);

    assert.deepEqual(outsider, { kind: 'refused', reason: 'notAnApprover', requestId });
    assert.deepEqual(guest, { kind: 'refused', reason: 'guest', requestId });
    assert.equal((await world.audited()).filter((kind) => kind === 'decision.refused').length, 2);
    assert.equal(world.mailboxes.calls.length, 0);
  });

  it('wants a reason to reject, and ends the request with it', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();

    const without = await world.click('reject', ana, requestId);
    const rejected = await world.click('reject', ana, requestId, { reason: 'A newsletter.' });
    const late = await world.click('approve', ben, requestId);

    assert.deepEqual(without, { kind: 'refused', reason: 'reasonRequired', requestId });
    assert.equal(rejected.kind === 'card' && rejected.view.state, 'rejected');
    assert.equal(late.kind === 'card' && late.view.notice, 'alreadyDecided');
    assert.equal(world.mailboxes.calls.length, 0);
  });

  it('approves a changed action as a new revision in one click', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());

    const answer = await world.click('approve', ana, requestId, { action: 'hardDelete' });
    await world.work();

    assert.equal(answer.kind === 'card' && answer.view.revision, 2);
    assert.equal(world.mailboxes.calls[0]?.body.action, 'hardDelete');
    assert.equal((await world.store.decisions(requestId))[0]?.revision, 2);
  });

  it('answers a stale card with the card as it stands, and decides nothing', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    const more = anAlert({ emails: [{ networkMessageId: messageA, recipientEmailAddress: 'third@contoso.com' }] });
    await world.steps.receiveAlert(more);

    const answer = await world.click('approve', ana, requestId, { revision: 1 });

    assert.equal(answer.kind === 'card' && answer.view.notice, 'staleRevision');
    assert.equal(answer.kind === 'card' && answer.view.emailCount, 3);
    assert.equal((await world.store.request(requestId))?.state, 'pending');
  });

  it('refuses a decision after the deadline and says so in the thread', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    world.clock.advance(24 * 60 * 60_000);

    const answer = await world.click('approve', ana, requestId);
    await world.work();

    assert.deepEqual(answer, { kind: 'refused', reason: 'expired', requestId });
    assert.equal((await world.store.request(requestId))?.state, 'expired');
    assert.equal(world.thread.replies[0]?.kind, 'expired');
  });

  it('sends nothing in a dry run, yet says what it would have done', async () => {
    const dry = await startStepWorld({ dryRun: true });
    const { requestId } = await dry.steps.receiveAlert(anAlert());
    await dry.work();
    await dry.click('approve', ana, requestId);
    await dry.work();

    assert.equal(dry.mailboxes.calls.length, 0);
    assert.equal(dry.thread.replies[0]?.kind, 'submitted');
    assert.equal(dry.thread.replies[0]?.view.dryRun, true);
    assert.equal((await dry.audited()).includes('remediation.sent'), false);
    await dry.close();
  });

  it('keeps requests without a channel, and posts them once one is bound', async () => {
    const unbound = await startStepWorld({}, { fixedChannel: false });
    const { requestId } = await unbound.steps.receiveAlert(anAlert());
    await unbound.work();
    assert.equal(unbound.thread.posts.length, 0);
    const refused = await unbound.steps.bindChannel(testChannel, {}, eve);
    const bound = await unbound.steps.bindChannel(testChannel, {}, ana);
    await unbound.work();

    assert.deepEqual(refused, { kind: 'refused', reason: 'notAnApprover' });
    assert.deepEqual(bound, { kind: 'done', waiting: 1, elsewhere: { chosen: 0 } });
    assert.equal(unbound.thread.posts[0]?.view.requestId, requestId);
    await unbound.close();
  });

  it('needs two different people where a rule says so', async () => {
    const rules = [{ when: {}, require: [{ from: 'approvers' as const, count: 2 }], reasonRequired: false }];
    const strict = await startStepWorld({ policy: aPolicy({ rules }) });
    const { requestId } = await strict.steps.receiveAlert(anAlert());

    const first = await strict.click('approve', ana, requestId);
    const twice = await strict.click('approve', ana, requestId);
    const second = await strict.click('approve', ben, requestId);
    await strict.work();

    assert.equal(first.kind === 'card' && first.view.state, 'partiallyApproved');
    assert.equal(twice.kind === 'card' && twice.view.notice, 'alreadyApprovedByYou');
    assert.equal(second.kind === 'card' && second.view.state, 'submitting');
    assert.equal(strict.mailboxes.calls[0]?.body.approverUpn, ben.upn);
    assert.match(strict.mailboxes.calls[0]?.body.description ?? '', /ana@contoso\.com, ben@contoso\.com/);
    await strict.close();
  });

  it('opens a request that names the earlier one when mail comes back after a decision', async () => {
    const first = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, first.requestId);
    await world.work();

    const same = await world.steps.receiveAlert(anAlert());
    const more = await world.steps.receiveAlert(
      anAlert({
        emails: [
          { networkMessageId: messageA, recipientEmailAddress: 'HANNAH@contoso.com' },
          { networkMessageId: messageA, recipientEmailAddress: 'new@contoso.com' },
        ],
      }),
    );

    assert.equal(same.requestId, first.requestId);
    assert.notEqual(more.requestId, first.requestId);
    const opened = await world.store.request(more.requestId);
    assert.equal(opened?.earlierRequestId, first.requestId);
    assert.equal(opened?.revision.emailCount, 1);
  });

  it('gathers what joins within REVISE_EVERY into one revision', async () => {
    const gathering = await startStepWorld({ reviseEveryMs: 30_000 });
    const { requestId } = await gathering.steps.receiveAlert(anAlert());
    for (const name of ['one', 'two', 'three']) {
      const emails = [{ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` }] as const;
      await gathering.steps.receiveAlert(anAlert({ emails, severity: 'high' }));
    }
    await gathering.work();
    assert.equal((await gathering.store.request(requestId))?.revision.number, 1);
    gathering.clock.advance(30_000);
    await gathering.work();

    const request = await gathering.store.request(requestId);
    assert.equal(request?.revision.number, 2);
    assert.equal(request?.revision.emailCount, 5);
    assert.equal(request?.revision.severity, 'high');
    await gathering.close();
  });

  it('asks anew for what gathered while the request was being decided', async () => {
    const gathering = await startStepWorld({ reviseEveryMs: 30_000 });
    const first = await gathering.steps.receiveAlert(anAlert());
    const emails = [{ networkMessageId: messageA, recipientEmailAddress: 'late@contoso.com' }] as const;
    await gathering.steps.receiveAlert(anAlert({ emails, alertId: 'late' }));
    await gathering.click('approve', ana, first.requestId);
    gathering.clock.advance(30_000);
    await gathering.work();

    const late = await gathering.store.alertReceipt('mailgate', 'late');
    assert.ok(late);
    assert.notEqual(late.requestId, first.requestId);
    assert.equal((await gathering.store.request(late.requestId))?.revision.emailCount, 1);
    assert.equal(gathering.mailboxes.calls[0]?.body.analyzedEmails.length, 2);
    await gathering.close();
  });

  it('reads emails that were named by id before it posts the card', async () => {
    world.mailboxes.known.set('id-1', { networkMessageId: messageB, recipientEmailAddress: 'hannah@contoso.com' });
    const { requestId } = await world.steps.receiveAlert(
      anAlert({ emails: [{ id: 'id-1' }, { id: 'gone' }, { id: 'unreachable' }] }),
    );
    await world.work();

    const view = world.thread.posts[0]?.view;
    assert.deepEqual(view?.recipients, ['hannah@contoso.com', 'gone', 'unreachable']);
    assert.equal(view?.revision, 2);
    assert.equal(view?.requestId, requestId);
  });

  it('lists what waits, told apart by subject or requester', async () => {
    const asker = { person: ben, teamId: testChannel.teamId };
    await world.steps.receiveAlert(anAlert());
    world.clock.advance(1);
    const email = { networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' };
    await world.steps.requestRemoval({ emails: [email], action: 'softDelete' }, asker);

    const list = await world.steps.listPending({ limit: 10, offset: 0 }, asker);

    assert.ok(list.kind === 'done');
    assert.deepEqual(
      list.requests.map(({ subject, requestedBy }) => ({ subject, requestedBy })),
      [
        { subject: 'Your mailbox is full', requestedBy: undefined },
        { subject: undefined, requestedBy: ben.upn },
      ],
    );
  });
});
