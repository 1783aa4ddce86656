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

/** Texts put together by `+`: in other languages the pieces stand in another order. */
function sumsIn(source: string): string[] {
  const bare = source.replace(commentOrText, (text) => (/^\/[*/]/.test(text) ? ' ' : "''")).replace(/\s+/g, ' ');
  return bare.match(/'' \+[^;]{0,40}|[^;]{0,40}\+ ''/g) ?? [];
}

/** Texts that are joined to others and are no whole sentences themselves. */
function piecesJoinedIn(source: string): string[] {
  return [...source.matchAll(/\[(?:[^[\]]|\[(?:[^[\]]|\[[^[\]]*\])*\])*\]\s*(?:\.filter\([^\n]*\)\s*)?\.join\(' '\)/g)]
    .flatMap(([joined]) => joined.replace(/\.join\(' '\)$/, '').match(comparedOrText) ?? [])
    .filter((text) => /^['"`]/.test(text) && !/[.!?]['"`]$/.test(text));
}
const comparedOrText = /[!=]== *'[^']*'|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

/** What is written to the log, or thrown, or answered to a program: English in every language. */
const forNobody =
  /(?:\blog\.\w+|new ServiceError|throw \w+)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\{ code: '\w+', message: '[^']*' \}/g;

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
      assert.deepEqual(sumsIn(source), []);
      assert.deepEqual(piecesJoinedIn(source), []);
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
    for (const sum of ["'Approved by ' + name", "name +\n  ' approved.'", '`For \u0024{a}` + rest', "by + 'more'"]) {
      assert.equal(sumsIn(`const a = ${sum};`).length, 1, sum);
    }
    assert.deepEqual(piecesJoinedIn("[first(a), 'Approved by', `\u0024{name}.`, kind === 'all' && 'All.'].join(' ')"), [
      "'Approved by'",
    ]);
  });

  it('is not found where nothing is glued', () => {
    const fine = "// it's 'a' + b\nconst more = shown.length + rest; count += 1; say(['One.', two()].join(' '), a + b)";

    assert.deepEqual([...sumsIn(fine), ...piecesJoinedIn(fine)], []);
  });
});

describe('every text that people read comes from the catalogue', () => {
  for (const { name, source } of [...sources('src/teams/cards/'), ...sources('src/teams/typed/')]) {
    it(`holds no sentence itself: ${name}`, () => {
      assert.deepEqual(sentencesIn(source), []);
    });
  }

  for (const { name, source } of sources('src/teams/').filter(
    ({ name }) => !name.slice('src/teams/'.length).includes('/'),
  )) {
    it(`holds no sentence but for logs and programs: ${name}`, () => {
      assert.deepEqual(sentencesIn(source.replace(forNobody, '')), []);
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
