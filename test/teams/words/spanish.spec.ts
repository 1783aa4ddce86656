import assert from 'node:assert/strict';
import { listed, listedParts } from '../../../src/teams/words/es/lists.ts';
import { wordsFor } from '../../../src/teams/words.ts';

const words = wordsFor('es');

describe('Spanish', () => {
  it('says "de" between a round number of millions and what is counted', () => {
    const inMailboxes = (mailboxCount: number) => words.mailboxes({ mailboxCount });

    assert.deepEqual([1, 2, 1_000_000, 1_000_001].map(inMailboxes), [
      '1 buzón',
      '2 buzones',
      '1.000.000 de buzones',
      '1.000.001 buzones',
    ]);
  });

  it('says "e" for "y" before the sound of an i', () => {
    assert.equal(listed({ shown: ['ana', 'irene'], more: 0 }, words.formats), 'ana e irene');
  });

  it('puts semicolons between parts that are lists themselves', () => {
    assert.equal(
      listedParts(['un aprobador', 'una persona de ana e irene'], words.formats),
      'un aprobador; una persona de ana e irene',
    );
    assert.equal(listedParts(['un aprobador', 'ben'], words.formats), 'un aprobador y ben');
  });

  it('keeps its words in every region, with the numbers of that region', () => {
    assert.equal(wordsFor('es-MX').mailboxes({ mailboxCount: 12_345 }), '12,345 buzones');
    assert.equal(wordsFor('es-419').mailboxes({ mailboxCount: 12_345 }), '12,345 buzones');
  });
});
