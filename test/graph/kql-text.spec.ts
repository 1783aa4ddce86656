import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ServiceError } from '../../src/errors.ts';
import { huntingQuery } from '../../src/graph/hunting-query.ts';
import { kqlText } from '../../src/graph/kql-text.ts';
import type { MailCriteria } from '../../src/workflow/found-mail.ts';
import { readHuntingQuery } from '../sandbox/graph/hunting-shape.ts';
import { kqlTokens } from '../sandbox/graph/kql-tokens.ts';
import { injections } from './injections.ts';

/** What a literal may hold: anything but controls, ends of lines and halves of characters. */
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((value) => value !== '' && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(value));
const nasty = fc
  .array(fc.oneof(text, fc.constantFrom('"', '\\', "'", '@', '//', '|', '\\"', '""', '```', 'h', ' or ', '\\u0022')))
  .map((parts) => parts.join(''))
  .filter((value) => value !== '');

describe('text as a literal of a hunting query', () => {
  for (const [hope, value] of injections) {
    it(`is read back letter for letter, and nothing outside of it: ${hope}`, () => {
      assert.deepEqual(kqlTokens(kqlText(value)), [{ kind: 'text', value }]);
    });

    it(`stays one value in every place of the query: ${hope}`, () => {
      const criteria: MailCriteria = { from: value, to: value, subject: value, url: value, lastMinutes: 60 };

      const read = readHuntingQuery(huntingQuery(criteria));

      const { lastMinutes: minutes, ...values } = criteria;
      assert.deepEqual(read, { ...values, minutes, most: 101 });
    });
  }

  it('is read back letter for letter, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(text, nasty), (value) => {
        assert.deepEqual(kqlTokens(`x ${kqlText(value)} y`), [
          { kind: 'code', code: 'x' },
          { kind: 'text', value },
          { kind: 'code', code: 'y' },
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves the query its shape, whatever is looked for', () => {
    const criteria = fc.record(
      { from: nasty, to: nasty, subject: nasty, url: nasty, lastMinutes: fc.integer({ min: 1, max: 43_200 }) },
      { requiredKeys: ['lastMinutes'] },
    );
    fc.assert(
      fc.property(criteria, ({ lastMinutes, ...values }) => {
        const query = huntingQuery({ lastMinutes, ...values } as MailCriteria);
        assert.deepEqual(readHuntingQuery(query), { ...values, minutes: lastMinutes, most: 101 });
        assert.equal(query.split('\n').filter((line) => line.startsWith('| project')).length, 1);
      }),
      { numRuns: 1_000 },
    );
  });

  for (const character of ['\n', '\r', '\0', '\t', '\x1b', '\x7f', '\u0085', '\u2028', '\u2029', '\ud800', '\udc00']) {
    it(`holds no ${JSON.stringify(character)}: that is a defect of whoever reads typed text`, () => {
      assert.throws(
        () => kqlText(`a${character}b`),
        (thrown) => thrown instanceof ServiceError && thrown.code === 'internal',
      );
    });
  }

  it('looks back whole minutes, whatever number it is given', () => {
    for (const [given, minutes] of [
      [90.7, 90],
      [0, 1],
      [-5, 1],
      [Number.NaN, 1],
      [Number.POSITIVE_INFINITY, 43_200],
    ] as const) {
      const query = huntingQuery({ subject: 'x', lastMinutes: given });
      assert.equal(readHuntingQuery(query)?.minutes, minutes);
    }
  });
});

describe("the tests' own reading of a hunting query", () => {
  const good = huntingQuery({ subject: 'x', lastMinutes: 60 });

  for (const [what, query] of [
    ['a condition more', good.replace('contains "x"', 'contains "x" or true')],
    ['a table more', `${good}\n| union IdentityInfo`],
    ['another table', good.replace('EmailEvents', 'IdentityInfo')],
    ['a comment', good.replace('contains "x"', 'contains "x" //')],
    ['a literal that does not end', good.replace('contains "x"', 'contains "x')],
    ['a column more', good.replace('| project ', '| project InternetMessageId, ')],
    ['an unescaped quote', good.replace('"x"', '"x" y"')],
    ['no limit', good.replace('| top 101 by Timestamp desc\n', '')],
  ] as const) {
    it(`takes no other: ${what}`, () => assert.equal(readHuntingQuery(query), undefined));
  }
});
