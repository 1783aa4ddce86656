import assert from 'node:assert/strict';
import { createGate } from '../src/gate.ts';

describe('a gate', () => {
  it('runs at most so many at once, in their order, also where some fail', async () => {
    const enter = createGate(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const tasks = [1, 2, 3, 4, 5, 6].map((number) =>
      enter(async () => {
        order.push(number);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (number % 2 === 0) throw new Error(String(number));
        return number;
      }),
    );

    const settled = await Promise.allSettled(tasks);

    assert.deepEqual(order, [1, 2, 3, 4, 5, 6]);
    assert.equal(most, 2);
    assert.deepEqual(
      settled.map(({ status }) => status === 'fulfilled'),
      [true, false, true, false, true, false],
    );
  });
});
