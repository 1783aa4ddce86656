import assert from 'node:assert/strict';
import type { Batch } from '../../src/approval/remediation.ts';
import { emailKey, type RequestId } from '../../src/approval/request.ts';
import { anAlert, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const shared = { networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' };

const mixed = { at: 0, moved: 1, unmoved: 1, silent: 0, unread: 0 };

describe('two requests for the same mail', () => {
  let world: StepWorld;
  let first: RequestId;
  let second: RequestId;
  beforeEach(async () => {
    world = await startStepWorld();
    // Named by id and by pair, so that they do not join: that it is one email shows only once the id was read.
    first = (await world.steps.receiveAlert(anAlert({ emails: [shared] }))).requestId;
    second = (await world.steps.receiveAlert(anAlert({ emails: [{ id: 'AAMk-1' }] }))).requestId;
    world.mailboxes.known.set('AAMk-1', shared);
    await world.work();
  });
  afterEach(() => world.close());

  const told = () => world.mailboxes.calls.flatMap(({ body }) => body.analyzedEmails);
  async function move(requestId: RequestId, change: (batch: Batch) => Batch): Promise<void> {
    const [batch] = await world.store.batches(requestId);
    assert.ok(batch);
    await world.store.transaction((tx) => tx.moveBatch(requestId, [batch.state], change(batch)));
  }

  /** The first is approved and being called; the second is approved meanwhile. */
  async function whileFirstIsCalling(): Promise<void> {
    await world.click('approve', ana, first);
    await move(first, (batch) => ({ ...batch, state: 'calling', attempts: 1, calledAt: world.clock.now() }));
    await world.work();
    await world.click('approve', ana, second);
    await world.work();
  }

  it('has the second wait while it is not clear what the first comes to, and says so', async () => {
    await whileFirstIsCalling();

    assert.equal(told().length, 0);
    const card = world.thread.updates.findLast(({ view }) => view.requestId === second);
    assert.equal(card?.view.batches[0]?.waitsBecause, 'mail');
  });

  it('tells Graph by the second where the first was turned away', async () => {
    await whileFirstIsCalling();
    await move(first, ({ calledAt: _called, ...batch }) => ({
      ...batch,
      state: 'pending',
      dueAt: Number.MAX_SAFE_INTEGER,
    }));
    world.clock.advance(5_000);
    await world.work();

    assert.deepEqual(told(), [shared]);
    assert.equal((await world.store.request(second))?.state, 'submitted');
  });

  it('has the second wait however long it takes until the first is clear', async () => {
    await whileFirstIsCalling();
    await move(first, (batch) => ({ ...batch, state: 'unknown', looks: Array(3).fill(mixed) }));
    for (let minutes = 0; minutes < 90; minutes += 1) {
      world.clock.advance(60_000);
      await world.work();
    }
    assert.equal(told().length, 0);
  });

  it('tells Graph again where only the second includes the sender’s copy', async () => {
    await world.click('approve', ana, first);
    await world.work();
    await world.click('approve', ana, second, { remediateSendersCopy: true });
    await world.work();

    assert.deepEqual(
      world.mailboxes.calls.map(({ body }) => body.remediateSendersCopy),
      [false, true],
    );
  });

  it('leaves it out of a third where the second has deleted it for good', async () => {
    world.mailboxes.known.set('AAMk-2', shared);
    const third = (await world.steps.receiveAlert(anAlert({ emails: [{ id: 'AAMk-2' }] }))).requestId;
    await world.work();
    await world.click('approve', ana, first);
    await world.work();
    await world.click('approve', ana, second, { action: 'hardDelete' });
    await world.work();
    await world.click('approve', ana, third);
    await world.work();

    const actions = world.mailboxes.calls.map(({ body }) => body.action);
    assert.deepEqual(actions, ['softDelete', 'hardDelete']);
    assert.equal((await world.store.batches(third))[0]?.state, 'duplicate');
  });

  it('leaves it out of the second where the first was taken, and never counts it as told by the second', async () => {
    await whileFirstIsCalling();
    await move(first, (batch) => ({ ...batch, state: 'accepted' }));
    world.clock.advance(5_000);
    await world.work();

    assert.equal(told().length, 0);
    assert.equal((await world.store.batches(second))[0]?.state, 'duplicate');
    assert.deepEqual(await world.store.emails(second, { batch: 1 }), []);
  });

  /** Both are approved; only the first told Graph. The mailboxes are looked at to the end. */
  async function seenIn(location: string): Promise<void> {
    await world.click('approve', ana, first);
    await world.work();
    await world.click('approve', ana, second);
    await world.work();
    assert.equal(told().length, 1);
    world.mailboxes.otherwise = location;
    for (const minutes of [1, 4, 10, 45, 300]) {
      world.clock.advance(minutes * 60_000);
      await world.work();
    }
  }
  const state = async (id: RequestId) => (await world.store.request(id))?.state;
  const verification = (id: RequestId) =>
    world.thread.replies.find(({ kind, view }) => kind === 'verified' && view.requestId === id)?.view.verification;

  it('proves what was left out of the second by where it lies, as for the first', async () => {
    await seenIn('others');

    assert.deepEqual([await state(first), await state(second)], ['verified', 'verified']);
    assert.deepEqual(verification(second), { expected: 1, proven: 1, notProven: [] });
  });

  it('verifies neither of them where the mail never left the inbox', async () => {
    await seenIn('inbox_folder');

    assert.deepEqual([await state(first), await state(second)], ['unverified', 'unverified']);
    const addresses = [shared.recipientEmailAddress];
    assert.deepEqual(verification(second), {
      expected: 1,
      proven: 0,
      notProven: [{ reason: 'stillThere', count: 1, addresses }],
    });
    assert.equal(
      (await world.store.counts({ from: 0, to: 99_999 })).find(({ bucket }) => bucket === 'verified'),
      undefined,
    );
  });

  it('puts back by an undo only what the request told Graph itself', async () => {
    await seenIn('others');

    const asker = { person: ana, teamId: testChannel.teamId };
    const answer = await world.steps.requestUndo(second, asker);
    assert.equal(answer.kind === 'refused' && answer.reason, 'nothingToUndo');
    assert.equal((await world.steps.requestUndo(first, asker)).kind, 'done');
  });

  it('counts what was left out in a partly told request as well: all that its card asked for', async () => {
    const own = { networkMessageId: messageA, recipientEmailAddress: 'noah@contoso.com' };
    world.mailboxes.known.set('AAMk-3', shared);
    const { requestId: third } = await world.steps.receiveAlert(anAlert({ emails: [{ id: 'AAMk-3' }, own] }));
    world.mailboxes.locations.set(emailKey(own), 'others');
    await world.work();
    await world.click('approve', ana, first);
    await world.work();
    await world.click('approve', ana, third);
    await world.work();
    assert.deepEqual(told(), [shared, own]);
    for (const minutes of [1, 4, 10, 45, 300]) {
      world.clock.advance(minutes * 60_000);
      await world.work();
    }

    assert.equal(await state(third), 'partlyVerified');
    assert.deepEqual([verification(third)?.expected, verification(third)?.proven], [2, 1]);
    const page = await world.click('recipients', ana, third);
    const listed = page.kind === 'card' ? page.recipients?.messages.flatMap(({ recipients }) => recipients) : [];
    assert.deepEqual(listed, [
      { name: 'mia@contoso.com', standing: 'stillThere' },
      { name: 'noah@contoso.com', standing: 'moved' },
    ]);
  });

  it('says of mail that a hard delete took away from a third which was to move it that another request moved it', async () => {
    world.mailboxes.known.set('AAMk-2', shared);
    const alert = anAlert({ emails: [{ id: 'AAMk-2' }], recommendedAction: 'moveToJunk' });
    const third = (await world.steps.receiveAlert(alert)).requestId;
    await world.work();
    await world.click('approve', ana, first, { action: 'hardDelete' });
    await world.work();
    await world.click('approve', ana, third);
    await world.work();
    assert.equal(told().length, 1);
    world.mailboxes.otherwise = 'others';
    world.clock.advance(60_000);
    await world.work();

    assert.equal(await state(third), 'unverified');
    assert.equal(verification(third)?.notProven[0]?.reason, 'overtaken');
  });
});
