import assert from 'node:assert/strict';
import { formatsFor } from '../../src/teams/words/formats.ts';

describe('a duration in words', () => {
  const table: readonly [ms: number, english: string, german: string][] = [
    [0, '0 sec', '0 Sek.'],
    [500, '0.5 sec', '0,5 Sek.'],
    [1_000, '1 sec', '1 Sek.'],
    [42_300, '42 sec', '42 Sek.'],
    [59_400, '59 sec', '59 Sek.'],
    [59_800, '1 min', '1 Min.'],
    [3.24 * 60_000, '3.2 min', '3,2 Min.'],
    [59.4 * 60_000, '59 min', '59 Min.'],
    [59.8 * 60_000, '1 hr', '1 Std.'],
    [2.5 * 3_600_000, '2.5 hr', '2,5 Std.'],
    [23.8 * 3_600_000, '24 hr', '24 Std.'],
    [24 * 3_600_000, '1 day', '1 Tg.'],
    [36 * 3_600_000, '1.5 days', '1,5 Tg.'],
    [123.4 * 86_400_000, '120 days', '120 Tg.'],
  ];
  for (const [ms, english, german] of table) {
    it(`is ${english} for ${ms} ms`, () => {
      assert.equal(formatsFor('en-US').duration(ms), english);
      assert.equal(formatsFor('de-DE').duration(ms).replace('\u00a0', ' '), german);
    });
  }
});

describe('a share in words', () => {
  const table: readonly [share: number, english: string][] = [
    [0, '0%'],
    [1, '100%'],
    [0.5, '50%'],
    [0.9912, '99.1%'],
    [0.99999, '99.9%'],
    [0.0004, '0%'],
  ];
  for (const [share, english] of table) {
    it(`is ${english} for ${share}, never rounded up`, () => {
      assert.equal(formatsFor('en-US').percent(share), english);
    });
  }

  it('is written as the language does', () => {
    assert.equal(formatsFor('de-DE').percent(0.9912).replace('\u00a0', ' '), '99,1 %');
  });
});
