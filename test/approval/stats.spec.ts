import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bucketError, bucketOf, dayOf, durationOf, percentile, sizeOf, startOfDay } from '../../src/approval/stats.ts';

const second = 1_000;
const hour = 3_600_000;

function histogramOf(durations: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const ms of durations) histogram.set(bucketOf(ms), (histogram.get(bucketOf(ms)) ?? 0) + 1);
  return histogram;
}

/** Nearest rank, in whole percent so that nothing is lost to binary fractions. */
function exact(durations: readonly number[], percent: number): number {
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1] ?? Number.NaN;
}

describe('the bucket of a duration', () => {
  const table: readonly [ms: number, bucket: number][] = [
    [-5 * second, 0],
    [Number.NaN, 0],
    [0, 0],
    [999, 0],
    [1_000, 1],
    [1_199, 1],
    [1_201, 2],
    [60_000, 23],
    [24 * hour, 63],
    [20 * 365 * 24 * hour, 98],
    [Number.POSITIVE_INFINITY, 98],
  ];
  for (const [ms, bucket] of table) {
    it(`is ${bucket} for ${ms} ms`, () => {
      assert.equal(bucketOf(ms), bucket);
    });
  }

  it('stands for a duration that is a tenth off at most', () => {
    assert.ok(bucketError < 0.1);
    fc.assert(
      fc.property(fc.double({ min: second, max: 400 * 24 * hour, noNaN: true }), (ms) => {
        assert.ok(Math.abs(durationOf(bucketOf(ms)) / ms - 1) <= bucketError + 1e-9, `${ms}`);
      }),
    );
  });

  it('is never smaller for what lasted longer', () => {
    fc.assert(
      fc.property(fc.nat(400 * 24 * hour), fc.nat(400 * 24 * hour), (a, b) => {
        assert.ok(bucketOf(Math.min(a, b)) <= bucketOf(Math.max(a, b)));
      }),
    );
  });
});

describe('a percentile of what was counted', () => {
  const aHundred = Array.from({ length: 100 }, (_, nth) => (nth + 1) * second);
  const tenSeconds = Array.from({ length: 10 }, (_, nth) => (nth + 1) * 10 * second);
  const table: readonly [of: string, durations: readonly number[], percent: number, exact: number][] = [
    ['one', [5 * second], 50, 5 * second],
    ['one', [5 * second], 90, 5 * second],
    ['two', [5 * second, hour], 50, 5 * second],
    ['two', [5 * second, hour], 90, hour],
    ['three', [hour, 5 * second, 60 * second], 50, 60 * second],
    ['ten', tenSeconds, 50, 50 * second],
    ['ten', tenSeconds, 90, 90 * second],
    ['a hundred, whose share is a trifle more in binary', aHundred, 7, 7 * second],
    ['equal ones', Array(100).fill(7 * second), 90, 7 * second],
  ];
  for (const [of, durations, percent, rank] of table) {
    it(`is the ${percent}th of ${of}: ${rank} ms`, () => {
      assert.equal(exact(durations, percent), rank);
      assert.equal(percentile(histogramOf(durations), percent / 100), durationOf(bucketOf(rank)));
    });
  }

  it('is not known where nothing was counted', () => {
    assert.equal(percentile(new Map(), 0.5), undefined);
    assert.equal(percentile(new Map([[3, 0]]), 0.9), undefined);
  });

  it('is no different for counters that came in another order, or where one was taken back too often', () => {
    const histogram = new Map([
      [30, 2],
      [4, 5],
      [12, -1],
    ]);

    assert.equal(percentile(histogram, 0.5), durationOf(4));
    assert.equal(percentile(histogram, 0.9), durationOf(30));
    assert.equal(sizeOf(histogram), 7);
  });

  it('is the exact one, off by a tenth at most, or less than a second as it is', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 40 * 24 * hour }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.integer({ min: 1, max: 100 }), (all, percent) => {
        const told = percentile(histogramOf(all), percent / 100) ?? Number.NaN;
        const rank = exact(all, percent);
        if (rank < second) assert.ok(told < second);
        else assert.ok(Math.abs(told / rank - 1) <= bucketError + 1e-9, `${told} for ${rank}`);
      }),
    );
  });
});

describe('a day', () => {
  it('begins and ends at midnight in UTC', () => {
    const day = dayOf(Date.UTC(2026, 10, 22));

    assert.equal(dayOf(Date.UTC(2026, 10, 22, 23, 59, 59, 999)), day);
    assert.equal(dayOf(Date.UTC(2026, 10, 23)), day + 1);
    assert.equal(startOfDay(day), Date.UTC(2026, 10, 22));
  });
});
