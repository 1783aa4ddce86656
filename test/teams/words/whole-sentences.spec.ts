import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { nodes } from '../../cards/walk.ts';

const root = new URL('../../../', import.meta.url);
const sources = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: folder + name, source: readFileSync(new URL(folder + name, root), 'utf8') }));

/** What stands in the placeholders of template literals. */
function placeholdersIn(source: string): string[] {
  return [...source.matchAll(/\$\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g)].map(([, expression = '']) => expression);
}

/** A piece of a sentence in a sentence: a plural, a choice between texts, or a text changed afterwards. */
const piece = /\b(?:count|form)\(|(?<!\?)\?(?!\?)\s|['"`]|\.to\w*Case\(|\.slice\(|\.replace/;

/** A comment, or a text in quotes: what is one is not the other. */
const commentOrText = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** Texts of several words that begin with a capital letter. */
function sentencesIn(source: string): string[] {
  const found = source.match(commentOrText) ?? [];
  return found.filter((text) => /^['"`]\P{L}*\p{Lu}\p{L}*['’]?\p{L}*[,.:;]? \S/u.test(text));
}

describe('no sentence is built by gluing', () => {
  for (const { name, source } of sources('src/teams/words/')) {
    it(`has whole sentences only: ${name}`, () => {
      assert.deepEqual(
        placeholdersIn(source).filter((expression) => piece.test(expression)),
        [],
      );
    });
  }

  for (const { name, source } of [...sources('src/teams/cards/'), ...sources('src/teams/typed/')]) {
    it(`joins no words to others: ${name}`, () => {
      assert.deepEqual(
        placeholdersIn(source).filter((expression) => /\bwords(?:\.|For)/.test(expression)),
        [],
      );
    });
  }

  it('would be found', () => {
    const glued =
      'const a = `\u0024{number(done)} of \u0024{count(total, { one: "# email", other: "# emails" })} left.`;';

    assert.equal(placeholdersIn(glued).filter((expression) => piece.test(expression)).length, 1);
  });
});

describe('every text that people read comes from the catalogue', () => {
  for (const { name, source } of [...sources('src/teams/cards/'), ...sources('src/teams/typed/')]) {
    it(`holds no sentence itself: ${name}`, () => {
      assert.deepEqual(sentencesIn(source), []);
    });
  }

  const read = ['altText', 'errorMessage', 'fallbackText', 'label', 'lang', 'placeholder', 'speak', 'text', 'title'];
  for (const name of readdirSync(new URL('cards/', root)).filter((file) => file.endsWith('.json'))) {
    it(`holds nothing but bindings: cards/${name}`, () => {
      const template = JSON.parse(readFileSync(new URL(`cards/${name}`, root), 'utf8'));

      for (const node of nodes(template)) {
        for (const key of read) {
          if (node[key] !== undefined)
            assert.match(String(node[key]), /^(?:\$\{[^}]+\}|[\s·])+$/, `${key} of ${node['type']}`);
        }
      }
    });
  }

  it('would be found', () => {
    const source =
      "say('Needs one approval.', `A \u0024{b}`); // it's fine\nuse('adaptivecards', 'a-b c') /* 'It is.' */";

    assert.deepEqual(sentencesIn(source), ["'Needs one approval.'", '`A \u0024{b}`']);
  });
});
