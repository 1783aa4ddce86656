import assert from 'node:assert/strict';
import type { Batch } from '../../src/approval/remediation.ts';
import type { RequestId } from '../../src/approval/request.ts';
import { recordOutcome, type Settled } from '../../src/workflow/record-outcome.ts';
import { anAlert } from '../support/builders.ts';
import { acceptedAnswer } from '../support/fakes.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;

describe('an answer of Graph that comes late', () => {
  let world: StepWorld;
  let requestId: RequestId;
  beforeEach(async () => {
    world = await startStepWorld();
    requestId = (await world.steps.receiveAlert(anAlert())).requestId;
    await world.work();
    await world.click('approve', ana, requestId);
  });
  afterEach(() => world.close());

  async function batch(): Promise<Batch> {
    const [found] = await world.store.batches(requestId);
    assert.ok(found);
    return found;
  }
  async function change(changes: Partial<Batch>): Promise<Batch> {
    const before = await batch();
    await world.store.transaction((tx) => tx.moveBatch(requestId, [before.state], { ...before, ...changes }));
    return batch();
  }
  function answer(call: Batch, settled: Settled): Promise<void> {
    return world.store.transaction((tx) => recordOutcome(tx, world, requestId, call, settled));
  }
  const calling = (clientRequestId: string) =>
    change({ state: 'calling', clientRequestId, calledAt: world.clock.now(), attempts: 1 });

  it('counts for its own call alone, while another call is being made', async () => {
    const first = await calling('call-1');
    await change({ state: 'pending', toldBefore: true });
    const second = await calling('call-2');

    await answer(first, { kind: 'refused', status: 401, code: 'credential', message: 'no' });
    await answer(first, { kind: 'notNow', message: 'too late' });

    assert.deepEqual(await batch(), second);
    await answer(second, acceptedAnswer);
    assert.equal((await batch()).state, 'accepted');
    assert.equal((await batch()).toldBefore, true);
  });

  it('counts once, where recording it was repeated while the next call is made', async () => {
    const first = await calling('call-1');
    const busy: Settled = { kind: 'notNow', status: 503, message: 'busy' };
    await answer(first, busy);
    const second = await calling('call-2');
    await answer(first, busy);

    assert.deepEqual(await batch(), second);
  });

  it('brings its tracking link also after a look has shown that the call was taken', async () => {
    const call = await calling('call-1');
    await answer(call, { kind: 'unclear', message: 'reset' });
    world.mailboxes.otherwise = 'others';
    world.clock.advance(2 * minute);
    await world.work();
    assert.equal((await batch()).state, 'accepted');

    await answer(call, acceptedAnswer);

    assert.equal((await batch()).trackingLink, acceptedAnswer.trackingLink);
    await world.work();
    assert.ok(world.thread.updates.at(-1)?.view.batches[0]?.trackingLink);
    assert.equal((await world.store.request(requestId))?.state, 'submitted');
  });
});
