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

describe('The threat model', () => {
  const cited = [...citedTests(threats)];

  for (const { file, title } of cited) {
    it(`names a test that there is: ${file} “${title}”`, () => {
      const text = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
      assert.ok(text.includes(title), 'no title of this file holds these words');
    });
  }

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
