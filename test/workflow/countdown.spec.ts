import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { alerted, pass } from './as-time-passes.ts';

const minute = 60_000;

describe('the countdown', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  it('redraws the card at half the time, an hour and a quarter of an hour before the end', async () => {
    world = await startStepWorld();
    await alerted(world);
    const steps: unknown[] = [];
    for (let quarters = 0; quarters < 96; quarters += 1) {
      const before = world.thread.updates.length;
      await pass(world, 15 * minute);
      const drawn = world.thread.updates.slice(before);
      steps.push(...drawn.map(({ view }) => view.waiting?.timeLeft ?? view.state));
    }

    assert.deepEqual(steps, [
      { unit: 'hours', value: 12 },
      { unit: 'minutes', value: 60 },
      { unit: 'minutes', value: 15 },
      'expired',
    ]);
  });
});
