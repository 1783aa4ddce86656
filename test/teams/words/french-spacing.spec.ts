import assert from 'node:assert/strict';
import { frenchWords } from '../../../src/teams/words/fr/catalogue.ts';
import { argumentsFor } from './sentence-arguments.ts';
import { entriesOf } from './walk-words.ts';

/** A space at which a line could break before a sign, or inside of quotes, and quotes or apostrophes of other languages. */
const flaw = / [:;?!»]|« |\p{L}[;?!»]|«\p{L}|\p{L}'\p{L}|[“”„]/u;

describe('the French words', () => {
  for (const { path, said } of entriesOf(frenchWords('fr-FR'))) {
    it(`keep their signs and quotes with the words that they belong to: ${path}`, () => {
      const sayings = typeof said === 'string' ? [said] : argumentsFor(path, said, 'many').map((given) => said(given));

      for (const sentence of sayings) assert.doesNotMatch(sentence, flaw);
    });
  }

  it('would be found otherwise', () => {
    for (const wrong of ['Objet :', 'Objet;', '« Motif\u00a0»', "L'e-mail", '“Motif”']) assert.match(wrong, flaw);
  });
});
