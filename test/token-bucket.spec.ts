import assert from 'node:assert/strict';
import { createTokenBuckets } from '../src/token-bucket.ts';

describe('an allowance for each minute', () => {
  let now = 0;
  const clock = { now: () => now };
  beforeEach(() => {
    now = 10_000_000;
  });

  it('lets each name act so often a minute, says how long to wait, and fills up evenly', () => {
    const { take } = createTokenBuckets(3, clock);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => take('ana')),
      [undefined, undefined, undefined, 20_000],
    );
    assert.equal(take('ben'), undefined);
    now += 19_999;
    assert.equal(take('ana'), 1);
    now += 1;
    assert.equal(take('ana'), undefined);
    assert.equal(take('ana'), 20_000);
    now += 600_000;
    assert.deepEqual(
      [1, 2, 3, 4].map(() => take('ana')),
      [undefined, undefined, undefined, 20_000],
    );
  });

  it('is not used up by a clock that is set back', () => {
    const { take } = createTokenBuckets(2, clock);
    take('ana');
    now -= 3_600_000;
    assert.equal(take('ana'), undefined);
    assert.equal(take('ana'), 30_000);
    now += 30_000;
    assert.equal(take('ana'), undefined);
  });

  it('waits for what was taken on credit, and no longer', () => {
    const { take, owe } = createTokenBuckets(10, clock);
    assert.equal(take('ana'), undefined);
    owe('ana', 19);
    assert.equal(take('ana'), 66_000);
    assert.equal(take('ben'), undefined);
    now += 65_999;
    assert.equal(take('ana'), 1);
    now += 1;
    assert.equal(take('ana'), undefined);
  });

  it('is not forgiven in a crowd', () => {
    const { take, owe } = createTokenBuckets(1, clock);
    owe('ana', 10);
    for (let person = 0; person < 10_100; person++) take(`early ${person}`);
    now += 60_000;
    take('late');
    assert.equal(take('ana'), 9 * 60_000);
  });

  it('is kept for those who used it up, also in a crowd', () => {
    const { take } = createTokenBuckets(1, clock);
    for (let person = 0; person < 10_100; person++) take(`early ${person}`);
    now += 59_000;
    take('ana');
    now += 1_000;
    assert.equal(take('early 0'), undefined);
    assert.equal(take('ana'), 59_000);
  });
});
