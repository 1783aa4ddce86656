import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMoment } from '../../src/audit/moments.ts';

describe('a moment in the arguments', () => {
  for (const [text, from, to] of [
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2026-11-22T08:30:00Z', '2026-11-22T08:30:00.000Z', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22t08:30:00.5z', '2026-11-22T08:30:00.500Z', '2026-11-22T08:30:00.500Z'],
    ['2026-11-22T01:30:00+02:00', '2026-11-21T23:30:00.000Z', '2026-11-21T23:30:00.000Z'],
  ] as const) {
    it(`is read: ${text}`, () => {
      assert.deepEqual([parseMoment(text, 'from'), parseMoment(text, 'to')], [Date.parse(from), Date.parse(to)]);
    });
  }

  for (const text of [
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-11-22T25:00:00Z',
    '2026-11-22T08:30:00',
    '1',
  ]) {
    it(`is refused: ${JSON.stringify(text)}`, () => assert.equal(parseMoment(text, 'from'), undefined));
  }
});
