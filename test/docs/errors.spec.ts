import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultCodes } from '../../src/errors.ts';
import { logSentences } from './log-sentences.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');

/** Rows of the tables below a heading, cell by cell. */
function rowsBelow(heading: string): string[][] {
  const start = page.indexOf(`\n## ${heading}\n`);
  assert.ok(start >= 0, `there is no heading ${heading}`);
  const [part = ''] = page.slice(start + 1 + heading.length + 4).split('\n## ');
  const rows = [...part.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split(' | '));
  return rows.map(([first = '', ...rest]) => [first.replace(/^`(.*)`$/, '$1'), ...rest]);
}

const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort();

describe('docs/errors.md', () => {
  it('explains every code, and no other', () => {
    assert.deepEqual(sorted(rowsBelow('Codes').map(([code = '']) => code)), sorted(Object.keys(faultCodes)));
  });

  it('explains every problem with its status, and no other', () => {
    const source = readFileSync(join(root, 'src/http/problem.ts'), 'utf8');
    const [, table = ''] = /const problems = \{(.*?)\n\}/s.exec(source) ?? [];
    const problems = [...table.matchAll(/^ {2}'?([\w-]+)'?: \[(\d+),/gm)].map(
      ([, name, status]) => `${name} ${status}`,
    );

    const rows = rowsBelow('Problems in HTTP answers').map(([name, status]) => `${name} ${status}`);

    assert.deepEqual(sorted(rows), sorted(problems));
  });

  it('explains every warning and error of the log with its level, and no other', () => {
    const said = logSentences().map(({ level, sentence }) => `${level}: ${sentence}`);

    const rows = rowsBelow('What the log says').map(([sentence, level]) => `${level}: ${sentence}`);

    assert.deepEqual(sorted(rows), sorted(said));
    assert.ok(rows.length > 50);
  });

  it('says nothing twice', () => {
    const rows = ['Codes', 'Problems in HTTP answers', 'What the log says'].flatMap((heading) =>
      rowsBelow(heading).map(([first = '']) => `${heading}: ${first}`),
    );

    assert.deepEqual(rows.toSorted(), sorted(rows));
  });

  it('says of everything what to do', () => {
    for (const heading of ['Codes', 'Problems in HTTP answers', 'What the log says']) {
      for (const [first, second, what = ''] of rowsBelow(heading)) assert.ok(second && what.length > 3, first);
    }
  });
});
