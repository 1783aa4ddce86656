import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { nextCountdown, type TimeLeft, timeLeft } from '../../src/approval/countdown.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('the time that is left', () => {
  const rows: readonly [ms: number, TimeLeft][] = [
    [30 * day, { unit: 'days', value: 30 }],
    [2 * day, { unit: 'days', value: 2 }],
    [2 * day - 1, { unit: 'hours', value: 48 }],
    [2.6 * day, { unit: 'days', value: 3 }],
    [2.4 * day, { unit: 'days', value: 2 }],
    [day, { unit: 'hours', value: 24 }],
    [5.2 * hour, { unit: 'hours', value: 5 }],
    [5.6 * hour, { unit: 'hours', value: 6 }],
    [90 * minute, { unit: 'hours', value: 2 }],
    [hour, { unit: 'minutes', value: 60 }],
    [43 * minute, { unit: 'minutes', value: 45 }],
    [33 * minute, { unit: 'minutes', value: 35 }],
    [22 * minute, { unit: 'minutes', value: 20 }],
    [18 * minute, { unit: 'minutes', value: 18 }],
    [15 * minute, { unit: 'minutes', value: 15 }],
    [13 * minute, { unit: 'minutes', value: 13 }],
    [minute, { unit: 'minutes', value: 1 }],
    [minute - 1, { unit: 'moment' }],
    [-hour, { unit: 'moment' }],
  ];
  for (const [ms, expected] of rows) {
    it(`is said in steps: ${ms} ms`, () => assert.deepEqual(timeLeft(ms, 0), expected));
  }
});

describe('the redraws of a countdown', () => {
  function moments(whole: number): number[] {
    const found: number[] = [];
    let now = 0;
    for (;;) {
      const next = nextCountdown({ createdAt: 0, expiresAt: whole }, now);
      if (next === undefined) return found;
      found.push(next);
      now = next;
    }
  }
  const rows: readonly [string, number, number[]][] = [
    ['thirty days', 30 * day, [15 * day, 29 * day, 30 * day - hour, 30 * day - 15 * minute]],
    ['a day', day, [12 * hour, 23 * hour, day - 15 * minute]],
    ['two hours, half of which is an hour', 2 * hour, [hour, 105 * minute]],
    ['an hour', hour, [30 * minute, 45 * minute]],
    ['ten minutes', 10 * minute, [5 * minute]],
    ['seconds, that nobody would see', 3_000, []],
  ];
  for (const [title, whole, expected] of rows) {
    it(`come at these moments of ${title}`, () => assert.deepEqual(moments(whole), expected));
  }

  it('do not begin before the request does, also where the clock was set back', () => {
    assert.equal(nextCountdown({ createdAt: 4 * day, expiresAt: 4.5 * day }, 2 * day), 4.25 * day);
  });

  it('are a handful at most, always ahead and before the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * day }), (whole) => {
        const all = moments(whole);
        assert.ok(all.length <= 4);
        assert.ok(all.every((at) => at > 0 && at < whole));
      }),
    );
  });
});
