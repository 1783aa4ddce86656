import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDuration } from '../../src/approval/duration.ts';

const day = 24 * 60 * 60_000;

describe('a duration', () => {
  const good: [string, number][] = [
    ['PT0S', 0],
    ['PT0.001S', 1],
    ['PT0.5S', 500],
    ['PT30S', 30_000],
    ['PT1M', 60_000],
    ['PT90M', 90 * 60_000],
    ['PT24H', day],
    ['P1D', day],
    ['P1DT12H', 1.5 * day],
    ['P2W', 14 * day],
    ['P1W2DT3H4M5.678S', 9 * day + 3 * 3_600_000 + 4 * 60_000 + 5_678],
    ['P007D', 7 * day],
  ];
  for (const [text, ms] of good) {
    it(`${text} is ${ms} milliseconds`, () => assert.equal(parseDuration(text), ms));
  }

  const bad = [
    '',
    'P',
    'PT',
    'P1DT',
    'PT1',
    '1H',
    'T1H',
    'P1H',
    'PT1D',
    'PT1S1M',
    'P1Y',
    'P1M',
    'P1Y2M3D',
    '-PT1H',
    '+PT1H',
    'PT-1H',
    'pt1h',
    'PT1h',
    ' PT1H',
    'PT1H ',
    'PT1H\n',
    'PT 1H',
    'PT1.5H',
    'PT1.S',
    'PT.5S',
    'PT1,5S',
    'PT1e3S',
    'PT0x1S',
    'PT١S',
    'P1D2D',
    'PTT1S',
    'P1WT',
    'PT1H/PT2H',
    '24:00:00',
    '3600',
    'NaN',
    'Infinity',
    `PT${'9'.repeat(400)}S`,
    'P9007199254740991D',
  ];
  for (const text of bad) {
    it(`is not ${JSON.stringify(text.slice(0, 30))}`, () => assert.equal(parseDuration(text), undefined));
  }

  it('is the sum of its parts', () => {
    const part = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(part, part, part, part, fc.nat({ max: 999_999 }), (weeks, days, hours, minutes, ms) => {
        const seconds = (ms / 1_000).toFixed(3);
        const expected = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + ms;
        assert.equal(parseDuration(`P${weeks}W${days}DT${hours}H${minutes}M${seconds}S`), expected);
      }),
    );
  });

  it('is whole, not negative and safe to add up, or nothing, whatever the text', () => {
    const likely = fc.string({ unit: fc.constantFrom(...'PTWDHMS.0123456789-+, '), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(likely, fc.string()), (text) => {
        const ms = parseDuration(text);
        assert.ok(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0));
      }),
      { numRuns: 5_000 },
    );
  });
});
