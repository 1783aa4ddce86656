import assert from 'node:assert/strict';
import { retryAfterMs } from '../src/retry-after.ts';

const now = Date.parse('2026-08-20T10:00:00Z');

describe('Retry-After', () => {
  const table: [header: string | null, wait: number | undefined][] = [
    ['10', 10_000],
    ['0', 0],
    [' 30 ', 30_000],
    ['1.5', 1_500],
    ['Thu, 20 Aug 2026 10:02:00 GMT', 120_000],
    ['Thu, 20 Aug 2026 09:59:00 GMT', 0],
    ['Thursday, 20-Aug-26 10:01:00 GMT', 60_000],
    ['99999999999', 24 * 60 * 60_000],
    ['Thu, 20 Aug 2099 10:00:00 GMT', 24 * 60 * 60_000],
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1e9', undefined],
    ['Infinity', undefined],
    ['0x10', undefined],
    ['Thu, 45 Foo 2026 10:00:00 GMT', undefined],
  ];
  for (const [header, wait] of table) {
    it(`of ${JSON.stringify(header)} means ${wait === undefined ? 'nothing' : `${wait} ms`}`, () => {
      assert.equal(retryAfterMs(header, now), wait);
    });
  }
});
