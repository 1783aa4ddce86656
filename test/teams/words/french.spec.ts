import assert from 'node:assert/strict';
import { frenchWords } from '../../../src/teams/words/fr/catalogue.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import { argumentsFor } from './sentence-arguments.ts';
import { entriesOf } from './walk-words.ts';

/** A space at which a line could break before a sign or inside of quotes, no space at all, or signs of other languages. */
const flaw = / [:;?!»]|« |\p{L}[;?!»]|«\p{L}|\p{L}'\p{L}|[“”„]/u;

describe('French', () => {
  const words = wordsFor('fr');

  for (const { path, said } of entriesOf(frenchWords('fr-FR'))) {
    it(`keeps signs and quotes with the words that they belong to: ${path}`, () => {
      const told = typeof said === 'string' ? [said] : argumentsFor(path, said, 'many').map((given) => said(given));

      for (const sentence of told) assert.doesNotMatch(sentence, flaw);
    });
  }

  it('would be found otherwise', () => {
    for (const wrong of ['Objet :', 'Objet;', '« Motif\u00a0»', "L'e-mail", '“Motif”']) assert.match(wrong, flaw);
  });

  it('counts nothing as one, and puts "de" behind whole millions', () => {
    const said = (mailboxCount: number) => words.mailboxes({ mailboxCount });

    assert.equal(said(0), '0 boîte aux lettres');
    assert.equal(said(1), '1 boîte aux lettres');
    assert.equal(said(2), '2 boîtes aux lettres');
    assert.equal(said(1_000_000), '1\u00a0000\u00a0000 de boîtes aux lettres');
    assert.equal(said(1_000_001), '1\u00a0000\u00a0001 boîtes aux lettres');
  });

  it('writes lists, dates and shares as France does', () => {
    const at = Date.UTC(2026, 10, 20, 15, 4);

    assert.equal(words.list({ shown: ['a@contoso.com'], more: 1 }), 'a@contoso.com et 1 autre');
    assert.equal(words.formats.time(at, 'Europe/Paris'), '20 nov. 2026, 16:04 UTC+1');
    assert.match(words.formats.percent(0.9912), /^99,1\s%$/);
  });

  it('follows the region in dates only', () => {
    const at = Date.UTC(2026, 10, 20, 15, 4);

    assert.notEqual(wordsFor('fr-CA').formats.time(at, 'UTC'), words.formats.time(at, 'UTC'));
    assert.equal(wordsFor('fr-CA').state.expired, words.state.expired);
  });
});
