import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');
const [, threats = ''] = /^## Threats$(.*?)^## /ms.exec(page) ?? [];

/** `file` “title”; “another title of the same file” … */
function* citedTests(text: string): Generator<{ file: string; title: string }> {
  for (const [, file = '', titles = ''] of text.matchAll(/`(test\/[^`]+)`((?:[;\s]*“[^”]+”)+)/g)) {
    for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) yield { file, title };
  }
}

const quoted = /(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/.source;
const asTitle = new RegExp(`\\b(?:it|describe|suite)\\(\\s*${quoted}`, 'g');
/** A title that takes words from a table: `it(title, …` or a template with a plain name in it. */
const isFromTable = /\bit\(\s*(?:\w+,|`[^`]*\$\{\w+\})/;
/** First in a row, `title: '…'`, or the key of an object. */
const inTable = new RegExp(`(?:\\[|\\btitle:)\\s*${quoted}\\s*,|^\\s*${quoted}:`, 'gm');

/** Titles of the file's tests and of what they stand in; templates as they are written. */
function titlesOf(source: string): string[] {
  const text = source.replaceAll(/^\s*(?:\/\/|\*).*$/gm, '');
  const found = [...text.matchAll(asTitle), ...(isFromTable.test(text) ? text.matchAll(inTable) : [])];
  return found.map(([, ...groups]) => groups.find((group) => group !== undefined)?.replaceAll("\\'", "'") ?? '');
}

describe('The threat model', () => {
  const cited = [...citedTests(threats)];

  for (const { file, title } of cited) {
    it(`names a test that there is: ${file} “${title}”`, () => {
      const titles = titlesOf(readFileSync(join(root, file), 'utf8'));
      assert.ok(
        titles.some((one) => one.includes(title)),
        'no title of this file holds these words',
      );
    });
  }

  it('takes titles alone for tests, not what else a file says', () => {
    const plain = [
      "import { a } from 'a.ts';",
      "// it('was removed', () => {});",
      "describe('Mail', () => {",
      "  it('isn\\'t lost', () => assert.match(said, /Mail was lost/));",
      "  const rows = [['is burned', 1]];",
      '});',
    ];
    const table = ["const rows = [['is kept', 1]];", 'it(name, keep);', "say('is burned');"];

    assert.deepEqual(titlesOf(plain.join('\n')), ['Mail', "isn't lost"]);
    assert.deepEqual(titlesOf(table.join('\n')), ['is kept']);
  });

  it('names a test for every threat', () => {
    const rows = threats.split('\n').filter((line) => line.startsWith('| ') && !/^\| (threat|---)/.test(line));
    assert.ok(rows.length >= 40);
    assert.deepEqual(
      rows.filter((row) => [...citedTests(row)].length === 0),
      [],
    );
  });

  it('names every file of attacks', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.spec.ts') && !/^threat/.test(name));
    const named = new Set(cited.map(({ file }) => file));
    assert.deepEqual(
      files.filter((name) => !named.has(`test/attack/${name}`)),
      [],
    );
  });

  it('cites nothing in another way, which this would not see', () => {
    const mentioned = [...threats.matchAll(/`test\/[^`]+`/g)].length;
    const read = [...threats.matchAll(/`test\/[^`]+`[;\s]*“/g)].length;
    assert.equal(mentioned, read);
  });
});
