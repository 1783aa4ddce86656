import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type AnalyzedEmail, emailKey, type RemediationAction, type RequestId } from '../../src/approval/request.ts';
import type { Asker, UndoAnswer } from '../../src/workflow/steps.ts';
import { anAlert, aPolicy, messageA, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { forbidden } from './audit-expected.ts';

const minute = 60_000;
const other = '1b1b1b1b-58d8-43d0-a890-08dc18c52e6d';
const day = 24 * 60 * minute;
const names = ['adele', 'bert', 'carla', 'dora', 'emil'];
const emailOf = (name: string) => ({ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` });
const keyOf = (name: string) => emailKey(emailOf(name));
const others = names.filter((name) => name !== 'carla');
const asker = (person: Asker['person']): Asker => ({ person, teamId: testChannel.teamId });

describe('undo', () => {
  let world: StepWorld;
  let removal: RequestId;
  beforeEach(async () => {
    world = await startStepWorld({ batchSize: 2 });
    world.mailboxes.delivered = 'inbox_folder';
    world.mailboxes.locations.set(keyOf('carla'), 'onprem_external');
  });
  afterEach(() => world.close());

  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }

  /** All five alerted, approved and submitted; nothing is looked at yet. */
  async function submitted(action: RemediationAction = 'softDelete', over = {}): Promise<RequestId> {
    const [first, ...rest] = names.map(emailOf);
    assert.ok(first);
    const alert = anAlert({ emails: [first, ...rest], recommendedAction: action, ...over });
    const { requestId } = await world.steps.receiveAlert(alert);
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
    return requestId;
  }
  async function removed(action: RemediationAction = 'softDelete'): Promise<RequestId> {
    removal = await submitted(action);
    world.mailboxes.otherwise = 'others';
    await pass(minute);
    return removal;
  }
  const ask = (id = removal, by = asker(ana)) => world.steps.requestUndo(id, by);
  async function asked(id = removal): Promise<RequestId> {
    const answer = await ask(id);
    assert.equal(answer.kind, 'done');
    await world.work();
    return answer.kind === 'done' ? answer.undoId : id;
  }
  const reasonOf = (answer: UndoAnswer) => (answer.kind === 'refused' ? answer.reason : answer.kind);
  const request = (id: RequestId) => world.store.request(id);
  const told = (from: number) =>
    world.mailboxes.calls.slice(from).flatMap(({ body }) => body.analyzedEmails as readonly AnalyzedEmail[]);
  const card = (id: RequestId) =>
    [...world.thread.posts, ...world.thread.updates].filter(({ view }) => view.requestId === id).at(-1)?.view;

  it('brings back exactly what was proven moved, by an approval of its own, and tells the proof', async () => {
    await removed();
    assert.equal((await request(removal))?.state, 'partlyVerified');
    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 4 });
    const calls = world.mailboxes.calls.length;

    const undo = await asked();
    assert.equal(world.mailboxes.calls.length, calls, 'nothing moves before it is approved');
    const opened = await request(undo);
    assert.equal(opened?.revision.action, 'moveToInbox');
    assert.equal(opened?.undoes, removal);
    assert.equal(opened?.channelId, (await request(removal))?.channelId);
    assert.deepEqual(card(undo)?.undoes, { requestId: removal, mayBeGone: false });
    assert.equal(card(undo)?.facts?.subject, 'Your mailbox is full');
    assert.deepEqual(card(removal)?.undo, { kind: 'asked', requestId: undo });

    const own = await world.click('approve', ana, undo);
    assert.equal(own.kind === 'refused' && own.reason, 'requesterMayNotApprove');
    await world.click('approve', ben, undo);
    await world.work();
    assert.deepEqual(told(calls).map(emailKey), others.map(keyOf));
    assert.ok(world.mailboxes.calls.slice(calls).every(({ body }) => body.action === 'moveToInbox'));

    world.mailboxes.otherwise = 'inbox_folder';
    await pass(minute);
    assert.equal((await request(undo))?.state, 'verified');
    const proof = world.thread.replies.filter(({ kind, view }) => kind === 'verified' && view.requestId === undo);
    assert.deepEqual(
      proof.map(({ view }) => view.verification),
      [{ expected: 4, proven: 4, notProven: [] }],
    );
    assert.deepEqual(card(removal)?.undo, { kind: 'done', requestId: undo });
    assert.deepEqual(await ask(), { kind: 'refused', reason: 'alreadyUndone', otherId: undo });
  });

  it('is one request, however many ask at once and however often', async () => {
    await removed();
    const clicks = await Promise.all([
      world.click('undo', ana, removal),
      world.click('undo', ben, removal),
      world.click('undo', ana, removal),
    ]);
    const typed = await ask(removal, asker(ben));
    await world.work();

    const [undo, ...more] = await world.store.undosOf(removal);
    assert.ok(undo);
    assert.deepEqual(more, []);
    for (const answer of clicks) {
      assert.ok(answer.kind === 'card');
      assert.equal(answer.view.notice, 'undoAsked');
      assert.deepEqual(answer.view.undo, { kind: 'asked', requestId: undo });
    }
    assert.deepEqual(typed, { kind: 'done', undoId: undo, emailCount: 4, channelBound: true, alreadyAsked: true });
    assert.equal((await world.audited()).filter((kind) => kind === 'undo.requested').length, 1);
    assert.equal(world.thread.posts.filter(({ view }) => view.requestId === undo).length, 1);
  });

  it('is on record: on the request that it takes back, and as a request of its own', async () => {
    await removed();
    const undo = await asked();

    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 1_000 });
    const requested = entries.find(({ kind }) => kind === 'undo.requested');
    assert.equal(requested?.requestId, removal);
    assert.equal(requested?.actor.upn, ana.upn);
    assert.deepEqual(requested?.data, { undoRequestId: undo, emailCount: 4 });
    const created = entries.find(({ kind, requestId }) => kind === 'request.created' && requestId === undo);
    assert.equal(created?.data['undoes'], removal);
    assert.deepEqual(created?.data['emails'], others.map(emailOf));
  });

  it('can be asked for again after it was rejected, withdrawn or not decided in time', async () => {
    await removed();
    const rejected = await asked();
    await world.click('reject', ben, rejected, { reason: 'It is phish.' });
    await world.work();
    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 4 });

    const expired = await asked();
    assert.notEqual(expired, rejected);
    assert.equal((await request(expired))?.earlierRequestId, rejected);
    await pass(day);
    assert.equal((await request(expired))?.state, 'expired');
    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 4 });

    const withdrawn = await asked();
    await world.steps.withdraw(withdrawn, asker(ana));
    await world.work();
    assert.equal((await request(withdrawn))?.state, 'withdrawn');
    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 4 });

    assert.equal((await request(await asked()))?.revision.emailCount, 4);
  });

  it('can be asked for again for what did not come back', async () => {
    await removed();
    const undo = await asked();
    await world.click('approve', ben, undo);
    await world.work();
    for (const name of ['adele', 'bert', 'emil']) world.mailboxes.locations.set(keyOf(name), 'inbox_folder');
    for (const ms of [1, 4, 10, 45, 300]) await pass(ms * minute);
    assert.equal((await request(undo))?.state, 'partlyVerified');
    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 1 });

    const again = await asked();
    assert.deepEqual(await world.store.emails(again), [emailOf('dora')]);
    const calls = world.mailboxes.calls.length;
    await world.click('approve', ben, again);
    await world.work();
    assert.deepEqual(told(calls), [emailOf('dora')]);
  });

  it('is asked for again as well where Graph refused it', async () => {
    await removed();
    const undo = await asked();
    world.mailboxes.answerNext(forbidden, forbidden);
    await world.click('approve', ben, undo);
    await world.work();
    assert.equal((await request(undo))?.state, 'failed');

    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 4 });
    assert.equal((await ask()).kind, 'done');
  });

  it('goes to the bottom of what may be asked: not hard deletes, not an undo, not what moved nothing', async () => {
    assert.deepEqual(await ask('CS-ZZZZZZ'), { kind: 'refused', reason: 'unknownRequest' });
    await removed('hardDelete');
    assert.equal(card(removal)?.undo, undefined);
    assert.equal(reasonOf(await ask()), 'cannotUndoHardDelete');

    const open = (await world.steps.receiveAlert(anAlert({ emails: [{ ...emailOf('zoe'), networkMessageId: other }] })))
      .requestId;
    assert.equal(reasonOf(await ask(open)), 'undoOfOpen');
    await world.work();
    await world.click('reject', ana, open, { reason: 'No.' });
    assert.equal(reasonOf(await ask(open)), 'undoOfRejected');
  });

  it('of a hard delete that Graph refused does not say that anything was deleted', async () => {
    world.mailboxes.answerNext(forbidden, forbidden, forbidden);
    removal = await submitted('hardDelete');
    assert.equal(reasonOf(await ask()), 'undoOfFailed');
  });

  it('of an undo is refused, and says what to do instead', async () => {
    await removed();
    const undo = await asked();
    assert.equal(reasonOf(await ask(undo)), 'undoOfOpen');
    await world.click('approve', ben, undo);
    await world.work();
    world.mailboxes.otherwise = 'inbox_folder';
    await pass(minute);

    assert.equal(reasonOf(await ask(undo)), 'cannotUndoUndo');
    assert.equal(card(undo)?.undo, undefined);
  });

  it('waits until the mailboxes have shown what moved, and says when they are looked at', async () => {
    removal = await submitted();
    const soon = await ask();
    assert.deepEqual(soon, { kind: 'refused', reason: 'notYetVerified', tryAgainAt: world.clock.now() + minute });
    const clicked = await world.click('undo', ana, removal);
    assert.deepEqual(clicked, { ...soon, requestId: removal });
    assert.equal(card(removal)?.undo, undefined);

    world.mailboxes.unreadable = true;
    for (const ms of [1, 4, 10, 45, 300]) await pass(ms * minute);
    assert.equal(reasonOf(await ask()), 'notYetVerified');
    await pass(day);
    assert.equal(reasonOf(await ask()), 'undoUnread');
  });

  it('is not asked for after a dry run', async () => {
    world.settings.dryRun = true;
    assert.equal(reasonOf(await ask(await submitted())), 'undoOfDryRun');
  });

  it('tried as a dry run changes nothing, and can be asked for again', async () => {
    await removed();
    world.settings.dryRun = true;
    const undo = await asked();
    await world.click('approve', ben, undo);
    await world.work();
    assert.equal((await request(undo))?.state, 'submitted');

    assert.deepEqual(card(removal)?.undo, { kind: 'offered', emailCount: 4 });
    world.settings.dryRun = false;
    assert.notEqual(await asked(), undo);
  });

  it('says after 14 days that some may be gone, and is refused after 30, when all of them are', async () => {
    await removed();
    await pass(13 * day);
    const early = await asked();
    assert.equal(card(early)?.undoes?.mayBeGone, false);
    await pass(2 * day);
    const late = await asked();
    assert.equal(card(late)?.undoes?.mayBeGone, true);
    await pass(16 * day);

    assert.equal(reasonOf(await ask()), 'undoTooLate');
  });

  it('is not too late for what lies in a folder that people see', async () => {
    await removed('moveToJunk');
    world.mailboxes.otherwise = 'junkFolder';
    for (const ms of [4, 10, 45, 300]) await pass(ms * minute);
    assert.equal(reasonOf(await ask()), 'done');
    await pass(31 * day);
    assert.equal(reasonOf(await ask()), 'done');
  });

  it('is asked for by those who may ask for a removal, and by nobody else', async () => {
    await removed();
    assert.deepEqual(await ask(removal, { person: eve }), { kind: 'refused', reason: 'notAMember' });
    const stranger = await world.steps.click({ verb: 'undo', requestId: removal, revision: 1 }, { person: eve });
    assert.equal(stranger.kind === 'refused' && stranger.reason, 'notAMember');
    assert.deepEqual(await world.store.undosOf(removal), []);
    assert.equal(reasonOf(await ask(removal, asker(eve))), 'done');
  });

  it('follows the rules for moving to the inbox', async () => {
    const rule = { when: { action: ['moveToInbox'] as const }, require: [{ from: 'approvers' as const, count: 2 }] };
    world.changePolicy(aPolicy({ rules: [{ ...rule, reasonRequired: true }] }));
    await removed();
    const undo = await asked();
    assert.deepEqual([card(undo)?.quorum.needed, card(undo)?.quorum.reasonRequired], [2, true]);
  });

  it('cannot be turned into something else on its card', async () => {
    await removed();
    const undo = await asked();
    for (const over of [{ action: 'hardDelete' as const }, { remediateSendersCopy: true }]) {
      const answer = await world.click('approve', ben, undo, over);
      assert.deepEqual(answer, { kind: 'refused', reason: 'undoCannotChange', requestId: undo });
    }
    assert.equal((await request(undo))?.state, 'pending');
    assert.equal((await world.audited()).filter((kind) => kind === 'decision.refused').length, 1);
  });

  it('is joined by no alert, which would be put back with it', async () => {
    await removed();
    const undo = await asked();
    const late = await world.steps.receiveAlert(anAlert({ emails: [emailOf('adele'), emailOf('zoe')] }));

    assert.notEqual(late.requestId, undo);
    assert.deepEqual(await world.store.emails(late.requestId), [emailOf('zoe')]);
    assert.equal((await request(undo))?.revision.emailCount, 4);
  });

  it('done, lets a new alert ask for the removal of all of them again', async () => {
    await removed();
    const [first, ...rest] = others.map(emailOf);
    assert.ok(first);
    const before = await world.steps.receiveAlert(anAlert({ emails: [first, ...rest] }));
    assert.equal(before.requestId, removal);
    const undo = await asked();
    await world.click('approve', ben, undo);
    await world.work();

    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: [first, ...rest] }));
    assert.ok(requestId !== removal && requestId !== undo);
    assert.deepEqual(await world.store.emails(requestId), others.map(emailOf));
    assert.equal((await request(requestId))?.earlierRequestId, undo);
  });

  it('leaves alone what another request moved since', async () => {
    await removed('moveToJunk');
    world.mailboxes.otherwise = 'junkFolder';
    for (const ms of [4, 10, 45, 300]) await pass(ms * minute);
    const deleted = await world.steps.receiveAlert(anAlert({ emails: [emailOf('adele'), emailOf('bert')] }));
    await world.work();
    await world.click('approve', ben, deleted.requestId);
    await world.work();

    const undo = await asked();
    assert.deepEqual(await world.store.emails(undo), [emailOf('dora'), emailOf('emil')]);
  });

  it('is refused where all of it was moved again since, naming the request that did', async () => {
    await removed('moveToJunk');
    world.mailboxes.otherwise = 'junkFolder';
    for (const ms of [4, 10, 45, 300]) await pass(ms * minute);
    const [first, ...rest] = others.map(emailOf);
    assert.ok(first);
    const { requestId: deleted } = await world.steps.receiveAlert(anAlert({ emails: [first, ...rest] }));
    await world.work();
    await world.click('approve', ben, deleted);
    await world.work();

    assert.deepEqual(await ask(), { kind: 'refused', reason: 'undoOvertaken', otherId: deleted });
  });
});
