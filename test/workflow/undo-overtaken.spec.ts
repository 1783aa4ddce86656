import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { emailKey, type RemediationAction, type RequestId } from '../../src/approval/request.ts';
import type { Asker } from '../../src/workflow/steps.ts';
import { anAlert, messageA, testChannel } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { forbidden } from './audit-expected.ts';

const minute = 60_000;
const emailOf = (name: string) => ({ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` });
const asker: Asker = { person: ana, teamId: testChannel.teamId };
/** Past the half hour in which Graph calls the same email "already being remediated". */
const later = 40 * minute;

describe('an undo that another removal has overtaken', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({ batchSize: 2 });
    world.mailboxes.delivered = 'inbox_folder';
  });
  afterEach(() => world.close());

  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }
  async function decide(id: RequestId, by = ben): Promise<void> {
    await world.click('approve', by, id);
    await world.work();
  }
  /** Approved, carried out and seen where the action puts it. */
  async function removed(action: RemediationAction, names: readonly string[], alertId = 'first'): Promise<RequestId> {
    const [first, ...rest] = names.map(emailOf);
    assert.ok(first);
    const alert = anAlert({ alertId, emails: [first, ...rest], recommendedAction: action });
    const { requestId } = await world.steps.receiveAlert(alert);
    await world.work();
    await decide(requestId, ana);
    for (const name of names) lies(name, action === 'moveToJunk' ? 'junkfolder' : 'others');
    await pass(minute);
    assert.equal((await world.store.request(requestId))?.state, 'verified');
    return requestId;
  }
  function lies(name: string, location: string): void {
    world.mailboxes.locations.set(emailKey(emailOf(name)), location);
  }
  async function undoOf(id: RequestId): Promise<RequestId> {
    const answer = await world.steps.requestUndo(id, asker);
    assert.ok(answer.kind === 'done');
    await world.work();
    return answer.undoId;
  }
  async function toldFrom(from: number): Promise<unknown[]> {
    return world.mailboxes.calls.slice(from).flatMap(({ body }) => body.analyzedEmails);
  }
  const cardOf = (id: RequestId) => world.thread.updates.findLast(({ view }) => view.requestId === id)?.view;

  it('puts nothing back, says why, and is not retried', async () => {
    const junked = await removed('moveToJunk', ['adele', 'bert']);
    const undo = await undoOf(junked);
    await pass(later);
    await removed('softDelete', ['adele', 'bert'], 'second');
    await pass(later);
    const before = world.mailboxes.calls.length;

    await decide(undo);

    assert.deepEqual(await toldFrom(before), []);
    assert.equal((await world.store.request(undo))?.state, 'failed');
    assert.equal(cardOf(undo)?.batches[0]?.problem?.code, 'overtaken');
    const retried = await world.click('retry', ana, undo);
    assert.equal(retried.kind === 'refused' && retried.reason, 'nothingToRetry');
    await world.work();
    assert.deepEqual(await toldFrom(before), []);
    const again = await world.steps.requestUndo(junked, asker);
    assert.equal(again.kind === 'refused' && again.reason, 'undoOvertaken');
  });

  it('puts the rest back where only a part was removed again, and tells which part stays', async () => {
    const undo = await undoOf(await removed('moveToJunk', ['adele', 'bert', 'carla', 'dora']));
    await pass(later);
    await removed('softDelete', ['bert', 'carla', 'dora'], 'second');
    await pass(later);
    const before = world.mailboxes.calls.length;

    await decide(undo);
    assert.deepEqual(await toldFrom(before), [emailOf('adele')]);
    lies('adele', 'inbox_folder');
    await pass(minute);

    assert.equal((await world.store.request(undo))?.state, 'partlyVerified');
    const addresses = ['bert', 'carla', 'dora'].map((name) => `${name}@contoso.com`);
    const proof = { expected: 4, proven: 1, notProven: [{ reason: 'overtaken', count: 3, addresses }] };
    assert.deepEqual(cardOf(undo)?.verification, proof);
    assert.deepEqual(world.thread.replies.at(-1)?.view.verification, proof);
  });

  it('puts nothing back by a Retry of an older one, either', async () => {
    const deleted = await removed('softDelete', ['adele', 'bert']);
    const failed = await undoOf(deleted);
    world.mailboxes.answerNext(forbidden);
    await decide(failed);
    await pass(later);
    const undo = await undoOf(deleted);
    await decide(undo);
    for (const name of ['adele', 'bert']) lies(name, 'inbox_folder');
    await pass(minute);
    assert.equal((await world.store.request(undo))?.state, 'verified');
    await pass(later);
    await removed('softDelete', ['adele', 'bert'], 'second');
    await pass(later);
    const before = world.mailboxes.calls.length;

    await world.click('retry', ana, failed);
    await world.work();

    assert.deepEqual(await toldFrom(before), []);
  });

  it('puts nothing back once Graph takes it, half an hour after it was approved', async () => {
    const undo = await undoOf(await removed('moveToJunk', ['adele', 'bert']));
    await pass(later);
    world.mailboxes.answerNext({ kind: 'duplicate', status: 409, message: 'Already being remediated.' });
    await decide(undo);
    await removed('softDelete', ['adele', 'bert'], 'second');
    const before = world.mailboxes.calls.length;

    await pass(later);

    assert.deepEqual(await toldFrom(before), []);
    assert.equal((await world.store.request(undo))?.state, 'failed');
  });

  it('is carried out where nobody else touched the email', async () => {
    const undo = await undoOf(await removed('moveToJunk', ['adele', 'bert']));
    await pass(later);
    const before = world.mailboxes.calls.length;

    await decide(undo);

    assert.deepEqual(await toldFrom(before), ['adele', 'bert'].map(emailOf));
  });
});

describe('an undo of what may have lain there before', () => {
  it('is not offered: without the place of its delivery nobody knows who moved it', async () => {
    const world = await startStepWorld();
    try {
      const alert = anAlert({ emails: [emailOf('adele')], recommendedAction: 'moveToJunk' });
      const { requestId } = await world.steps.receiveAlert(alert);
      await world.work();
      await world.click('approve', ana, requestId);
      await world.work();
      world.mailboxes.otherwise = 'junkfolder';
      world.clock.advance(minute);
      await world.work();

      assert.equal((await world.store.request(requestId))?.state, 'verified');
      const answer = await world.steps.requestUndo(requestId, asker);
      assert.equal(answer.kind === 'refused' && answer.reason, 'nothingToUndo');
    } finally {
      await world.close();
    }
  });
});
