import assert from 'node:assert/strict';
import { englishWords } from '../../../src/teams/words/en/catalogue.ts';
import type { Formats } from '../../../src/teams/words/formats.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import { argumentsFor, type Given, type NumberMode, valuesIn } from './sentence-arguments.ts';
import { translations } from './translations.ts';
import { entriesOf, shapeOf } from './walk-words.ts';

const english = englishWords('en-US');
const englishByPath = new Map(entriesOf(english).map(({ path, said }) => [path, said]));
const modes: readonly NumberMode[] = ['many', 'two', 'one', 'none'];
const ending = /[.!?。！？]["”“»」)）]?$/;
const flaw = /undefined|NaN|\[object|\bnull\b|=>|#(?=\s)|\s{2}|^\s|\s$/;

/** Commands and what they take are English words everywhere. */
const sameEverywhere = /^helpLines\.\d+\.command$|Hint$/;

/** A catalogue's sentence, said with everything that it may be handed. */
function everySaying(path: string, said: string | ((given: Given) => string)): { given: Given; mode: NumberMode }[] {
  if (typeof said === 'string') return [{ given: {}, mode: 'many' }];
  return modes.flatMap((mode) => argumentsFor(path, said, mode).map((given) => ({ given, mode })));
}

function say(said: string | ((given: Given) => string), given: Given): string {
  return typeof said === 'string' ? said : said(given);
}

describe('the English words', () => {
  for (const { path, said } of entriesOf(english)) {
    it(`are whole, whatever they are handed: ${path}`, () => {
      for (const { given } of everySaying(path, said)) {
        const sentence = say(said, given);
        assert.notEqual(sentence, '');
        assert.doesNotMatch(withoutValues(sentence, given, english.formats), flaw, JSON.stringify(given));
      }
    });
  }
});

for (const { language, home, words } of translations) {
  const { formats } = wordsFor(home);

  describe(`the words of language ${language}`, () => {
    it('are all there, each of the same kind as in English', () => {
      assert.deepEqual(shapeOf(wordsFor(home)), { ...shapeOf(wordsFor('en-US')) });
    });

    it('are none that English does not have', () => {
      const shape = shapeOf(english);

      for (const [path, kind] of Object.entries(shapeOf(words))) assert.equal(kind, shape[path], path);
    });

    for (const { path, said } of entriesOf(words)) {
      const original = englishByPath.get(path) ?? '';

      it(`are whole, and say what English says: ${path}`, () => {
        for (const { given, mode } of everySaying(path, original)) {
          const sentence = say(said, given);
          const model = say(original, given);
          const about = `${model} | ${sentence} | ${JSON.stringify(given)}`;

          assert.notEqual(sentence, '', about);
          assert.doesNotMatch(withoutValues(sentence, given, formats), flaw, about);
          assert.equal(ending.test(sentence), ending.test(model), `ends otherwise: ${about}`);
          assert.deepEqual(lost(given, mode, { model, sentence }, formats), [], about);
          if (!sameEverywhere.test(path)) {
            assert.ok(sentence !== model || !/\p{L}/u.test(withoutValues(model, given, english.formats)), about);
          }
        }
      });
    }
  });
}

/** What English names and the other language does not. A single thing may be "once", "it" or "a person" anywhere. */
function lost(given: Given, mode: NumberMode, said: { model: string; sentence: string }, formats: Formats): string[] {
  return valuesIn(given).flatMap((value) => {
    if (typeof value === 'string') return said.model.includes(value) && !said.sentence.includes(value) ? [value] : [];
    if (mode !== 'many' || value < 100) return [];
    return said.model.includes(english.formats.number(value)) && !said.sentence.includes(formats.number(value))
      ? [String(value)]
      : [];
  });
}

function withoutValues(sentence: string, given: Given, formats: Formats): string {
  const told = valuesIn(given).map((value) => (typeof value === 'number' ? formats.number(value) : value));
  return told
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, value) => left.replaceAll(value, '·'), sentence);
}
