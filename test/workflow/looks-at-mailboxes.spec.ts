/** What each look at the mailboxes changes after a submission, and what it leaves as it is. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { emailKey, type RequestId } from '../../src/approval/request.ts';
import { messageA } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { alerted, failuresIn, pass } from './as-time-passes.ts';
import { forbidden } from './audit-expected.ts';

const minute = 60_000;
const hour = 60 * minute;
const names = ['adele', 'bert', 'carla', 'dora', 'emil'];
const emailOf = (name: string) => ({ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` });

describe('a look at the mailboxes', () => {
  let world: StepWorld;
  let requestId: RequestId;
  beforeEach(async () => {
    world = await startStepWorld({ batchSize: 2 });
    const [first, ...rest] = names.map(emailOf);
    assert.ok(first);
    requestId = await alerted(world, { emails: [first, ...rest] });
  });
  afterEach(() => world.close());

  async function approve(): Promise<void> {
    await world.click('approve', ana, requestId);
    await world.work();
  }
  function lies(where: Readonly<Record<string, string>>): void {
    for (const [name, location] of Object.entries(where))
      world.mailboxes.locations.set(emailKey(emailOf(name)), location);
  }
  const state = async () => (await world.store.request(requestId))?.state;
  const proven = () => world.thread.updates.at(-1)?.view.verification?.proven;

  it('redraws the card where it shows something new, and only there', async () => {
    await approve();
    world.mailboxes.otherwise = 'others';
    lies({ dora: 'inbox_folder', emil: 'inbox_folder' });
    await pass(world, minute);
    assert.equal(proven(), 3);
    const drawn = world.thread.updates.length;

    await pass(world, 4 * minute);
    assert.equal(world.thread.updates.length, drawn);
    lies({ emil: 'others' });
    await pass(world, 10 * minute);

    assert.equal(await state(), 'verifying');
    assert.equal(proven(), 4);
  });

  it('ends in the audit log, which names whose mail stayed, why, and where it lay last', async () => {
    await approve();
    world.mailboxes.otherwise = undefined;
    lies({ adele: 'onprem_external', bert: 'quarantine', carla: 'failed', dora: 'inbox_folder' });
    for (const ms of [1, 4, 10, 45, 300]) await pass(world, ms * minute);

    const entries = await world.store.auditEntries({ afterSeq: 0, limit: 100 });
    assert.deepEqual(entries.find(({ kind }) => kind === 'remediation.verified')?.data['notProven'], [
      { ...emailOf('adele'), proof: 'onPremises', location: 'onprem_external' },
      { ...emailOf('bert'), proof: 'quarantine', location: 'quarantine' },
      { ...emailOf('carla'), proof: 'neverDelivered', location: 'failed' },
      { ...emailOf('dora'), proof: 'stillThere', location: 'inbox_folder' },
      { ...emailOf('emil'), proof: 'notFound', location: null },
    ]);
  });

  it('comes on time, also after the clock was set back', async () => {
    await approve();
    world.clock.advance(-hour);
    await world.shelf.clockSetBack?.(hour);
    lies({ dora: 'inbox_folder' });
    world.mailboxes.otherwise = 'others';
    await pass(world, minute);
    assert.equal(await state(), 'verifying');
    lies({ dora: 'others' });
    await pass(world, minute);

    assert.equal(await state(), 'verified');
  });

  it('asks for what Graph has taken alone, and leaves a request that failed as it is', async () => {
    const failures = failuresIn(world);
    const asked: string[] = [];
    const { locate } = world.mailboxes;
    Object.assign(world.mailboxes, {
      locate: (...looked: Parameters<typeof locate>) => {
        asked.push(...looked[0].map(emailKey));
        return locate(...looked);
      },
    });
    world.mailboxes.answerNext(forbidden);
    await approve();
    assert.equal(await state(), 'failed');
    const [refused] = world.mailboxes.calls;
    const left = (refused?.body.analyzedEmails ?? []).map((email) => emailKey(email as ReturnType<typeof emailOf>));
    assert.equal(left.length, 2);
    world.mailboxes.otherwise = 'others';
    await pass(world, minute);

    assert.equal(await state(), 'failed');
    assert.ok(!world.thread.replies.some(({ kind }) => kind === 'verified'));
    assert.ok(!(await world.audited()).includes('remediation.verified'));
    assert.deepEqual(
      asked.toSorted(),
      names.map((name) => emailKey(emailOf(name))).filter((key) => !left.includes(key)),
    );
    assert.deepEqual(failures, []);
  });
});
