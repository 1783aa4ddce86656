import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the spans of docs/tracing.md', () => {
  it('are of the kinds that the program begins, and of no other', () => {
    const [, table = ''] = /^\| span \|.*\n\| --- .*\n((?:\|.*\n)+)/m.exec(read('docs/tracing.md')) ?? [];
    const told = table.split('\n').flatMap((row) => {
      const names = [...(row.split(' | ')[0] ?? '').matchAll(/`([^` ]+)[^`]*`/g)];
      return names.map(([, first = '']) => (first === 'POST' ? 'call' : first));
    });
    // A call to us is named by method and route.
    const begun = globSync('src/**/*.ts', { cwd: root }).flatMap((path) =>
      [...read(path).matchAll(/\b(?:tracer\.span|spans\.run)\(\s*['`](\w+|\$\{method\})/g)].map(([, first = '']) =>
        first === `\${method}` ? 'call' : first,
      ),
    );

    assert.deepEqual([...new Set(told)].toSorted(), [...new Set(begun)].toSorted());
    assert.equal(new Set(begun).size, 7);
  });
});
