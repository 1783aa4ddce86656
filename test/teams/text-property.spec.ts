import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainAddress, plainText, verbatim } from '../../src/teams/text.ts';
import { hostileText } from '../cards/hostile.ts';

const macro = /\{\{|\}\}|\$\{/;
const mention = /<\s*\/?\s*at\b/i;
const link = /https?:|www\.|(?<!hxxps?):\/\/|javascript:\S/i;
const domain = /[a-z0-9-]\.(?:example|com|net)\b/i;
const invisible = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/u;

describe('any text at all', () => {
  const shown = [
    ['mail text', plainText],
    ['an address', plainAddress],
  ] as const;
  for (const [name, show] of shown) {
    it(`has nothing left that acts or hides: ${name}`, () => {
      fc.assert(
        fc.property(hostileText(), (text) => {
          const safe = show(text, { max: 400 });
          for (const pattern of [macro, mention, link, domain, invisible]) assert.doesNotMatch(safe, pattern);
          assert.ok(safe.isWellFormed());
        }),
        { numRuns: 2_000 },
      );
    });
  }

  it('has no macro, mention or hidden character left in a name', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const safe = verbatim(text, { max: 400 });
        for (const pattern of [macro, mention, invisible]) assert.doesNotMatch(safe, pattern);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no more room than it is given', () => {
    fc.assert(
      fc.property(hostileText(4_000), fc.integer({ min: 1, max: 300 }), (text, max) => {
        const safe = plainText(text, { max, note: () => '…' });
        const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(safe)].length;

        assert.ok(graphemes <= max + 1, `${graphemes} characters`);
        assert.ok(Buffer.byteLength(safe) <= max * 4 + 3, `${Buffer.byteLength(safe)} bytes`);
      }),
      { numRuns: 1_000 },
    );
  });
});
