import assert from 'node:assert/strict';
import { createClickLimit } from '../../src/teams/click-limit.ts';

describe('the limit of clicks', () => {
  it('lets each person click so often a minute, and again as time goes by', () => {
    let now = 0;
    const may = createClickLimit(3, { now: () => now });
    assert.deepEqual(
      [1, 2, 3, 4].map(() => may('ana')),
      [true, true, true, false],
    );
    assert.equal(may('ben'), true);
    now += 19_999;
    assert.equal(may('ana'), false);
    now += 1;
    assert.equal(may('ana'), true);
    assert.equal(may('ana'), false);
    now += 600_000;
    assert.deepEqual(
      [1, 2, 3, 4].map(() => may('ana')),
      [true, true, true, false],
    );
  });
});
