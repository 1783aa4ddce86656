import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { emailKey, type RequestId } from '../../src/approval/request.ts';
import { anAlert, messageA } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;
const names = ['adele', 'bert', 'carla', 'dora', 'emil'];
const emails = names.map((name) => ({ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` }));
const keyOf = (name: string) => emailKey({ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` });

describe('the proof after a submission', () => {
  let world: StepWorld;
  let requestId: RequestId;
  beforeEach(async () => {
    world = await startStepWorld({ batchSize: 2 });
    const [first, ...rest] = emails;
    assert.ok(first);
    ({ requestId } = await world.steps.receiveAlert(anAlert({ emails: [first, ...rest] })));
    await world.work();
    await world.click('approve', ana, requestId);
    await world.work();
  });
  afterEach(() => world.close());

  async function pass(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }
  const state = async () => (await world.store.request(requestId))?.state;
  const replies = () => world.thread.replies.map(({ kind }) => kind);
  const proofs = () =>
    world.thread.replies.filter(({ kind }) => kind === 'verified').map(({ view }) => view.verification);

  it('says nothing before the mailboxes were looked at', async () => {
    assert.equal(await state(), 'submitted');
    assert.deepEqual(replies(), ['submitted']);
  });

  it('tells the end once, when everything has moved, and then looks no more', async () => {
    world.mailboxes.otherwise = 'others';
    await pass(minute);
    const { reads } = world.mailboxes;
    await pass(6 * 60 * minute);

    assert.equal(await state(), 'verified');
    assert.deepEqual(replies(), ['submitted', 'verified']);
    assert.deepEqual(proofs(), [{ expected: 5, proven: 5, notProven: [] }]);
    assert.equal(world.mailboxes.reads, reads);
    assert.ok((await world.audited()).includes('remediation.verified'));
  });

  it('reads a message once, however many batches its recipients were told in', async () => {
    world.mailboxes.otherwise = 'others';
    assert.equal((await world.store.batches(requestId)).length, 3);
    await pass(minute);

    assert.equal(await state(), 'verified');
    assert.equal(world.mailboxes.reads, 1);
  });

  it('names the one mailbox that cannot be cleaned, without waiting for the last look', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.locations.set(keyOf('carla'), 'onprem_external');
    await pass(minute);

    assert.equal(await state(), 'partlyVerified');
    assert.deepEqual(proofs(), [
      { expected: 5, proven: 4, notProven: [{ reason: 'onPremises', count: 1, addresses: ['carla@contoso.com'] }] },
    ]);
  });

  it('redraws the card as it goes, and tells the end only after the last look', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.locations.set(keyOf('dora'), 'inbox_folder');
    await pass(minute);

    assert.equal(await state(), 'verifying');
    assert.deepEqual(world.thread.updates.at(-1)?.view.verification, {
      expected: 5,
      proven: 4,
      notProven: [{ reason: 'stillThere', count: 1, addresses: ['dora@contoso.com'] }],
    });
    for (const ms of [4, 10, 45]) await pass(ms * minute);
    assert.deepEqual(proofs(), []);
    await pass(5 * 60 * minute);
    assert.equal(await state(), 'partlyVerified');
    assert.equal(proofs().length, 1);
  });

  it('sees what moved late', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.locations.set(keyOf('dora'), 'inbox_folder');
    await pass(minute);
    world.mailboxes.locations.clear();
    await pass(4 * minute);

    assert.equal(await state(), 'verified');
  });

  it('is not taken back by a look that could read nothing', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.locations.set(keyOf('dora'), 'inbox_folder');
    await pass(minute);
    world.mailboxes.unreadable = true;
    for (const ms of [4, 10, 45, 300, 24 * 60]) await pass(ms * minute);

    assert.equal(await state(), 'partlyVerified');
    assert.equal(proofs()[0]?.proven, 4);
    assert.equal(proofs()[0]?.notProven[0]?.reason, 'stillThere');
  });

  it('ends as not verified where nothing was found', async () => {
    world.mailboxes.otherwise = undefined;
    for (const ms of [1, 4, 10, 45, 300]) await pass(ms * minute);

    assert.equal(await state(), 'unverified');
    assert.deepEqual(proofs()[0]?.notProven, [
      { reason: 'notFound', count: 5, addresses: names.map((name) => `${name}@contoso.com`) },
    ]);
  });

  it('waits a day past the last look for mailboxes that cannot be read, and tells them apart from mail not found', async () => {
    world.mailboxes.unreadable = true;
    for (const ms of [1, 4, 10, 45, 300]) await pass(ms * minute);
    assert.equal(await state(), 'verifying');
    assert.deepEqual(proofs(), []);
    await pass(23 * 60 * minute);
    assert.equal(await state(), 'verifying');
    await pass(60 * minute);

    assert.equal(await state(), 'unverified');
    assert.deepEqual(proofs()[0]?.notProven, [
      { reason: 'unread', count: 5, addresses: names.map((name) => `${name}@contoso.com`) },
    ]);
  });

  it('looks again a minute after a look that could read nothing', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.unreadable = true;
    for (const ms of [1, 4, 10, 45, 300, 120]) await pass(ms * minute);
    world.mailboxes.unreadable = false;
    await pass(minute);

    assert.equal(await state(), 'verified');
  });

  for (const word of ['Archive', 'FocusedInbox', 'Posteingang', 'delivered', 'constructor', '__proto__']) {
    it(`takes a place of which nobody knows what it is for no proof: ${word}`, async () => {
      world.mailboxes.otherwise = word;
      for (const ms of [1, 4, 10, 45, 300]) await pass(ms * minute);

      assert.equal(await state(), 'unverified');
      assert.equal(proofs()[0]?.notProven[0]?.reason, 'unclear');
    });
  }

  it('is told to the source of the alert as well', async () => {
    world.mailboxes.otherwise = 'others';
    world.mailboxes.locations.set(keyOf('carla'), 'onprem_external');
    await pass(minute);

    const status = await world.steps.requestStatus('mailgate', requestId);
    assert.deepEqual(status?.verification, {
      expected: 5,
      verified: 4,
      notVerified: [
        {
          networkMessageId: messageA,
          recipientEmailAddress: 'carla@contoso.com',
          reason: 'onPremises',
          location: 'onprem_external',
        },
      ],
    });
  });

  it('goes on after a crash, told once', async () => {
    world.mailboxes.otherwise = 'others';
    for (const item of await world.shelf.take(['verifyOutcome'], 100, Number.MAX_SAFE_INTEGER, 0))
      await world.shelf.done(item);
    await world.sweep(true);
    await world.work();
    await world.sweep(true);
    await world.work();

    assert.deepEqual(replies(), ['submitted', 'verified']);
  });
});
