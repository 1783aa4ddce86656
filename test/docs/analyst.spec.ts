import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { wordsFor } from '../../src/teams/words.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'analyst.md'), 'utf8');
const words = wordsFor('en-US');

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}

describe('docs/analyst.md', () => {
  it('calls buttons what cards call them, and leaves none of an open request out', () => {
    const buttons = [...page.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, name = '']) => name);
    const known = new Set(textsIn(words));

    assert.deepEqual(
      buttons.filter((name) => !known.has(name)),
      [],
    );
    for (const name of textsIn(words.button)) assert.ok(buttons.includes(name), `${name} is missing`);
  });

  it('explains every reply under its title', () => {
    const counts = { proven: 4, expected: 4 };
    const titles = [
      ...textsIn(words.replyTitle),
      words.dryRunTitle,
      words.proofTitle.verified(counts),
      words.proofTitle.partlyVerified({ ...counts, proven: 3 }),
      words.proofTitle.unverified({ ...counts, proven: 0 }),
    ];
    const explained = [...page.matchAll(/^\| (\*.+?\*) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, title = '']) => title),
    );

    assert.deepEqual(explained.toSorted(), titles.toSorted());
  });
});

describe('the pictures in docs/images', () => {
  it('are small, and shown by a page', () => {
    const pages = readdirSync(docs, { encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    const text = ['../README.md', ...pages].map((name) => readFileSync(join(docs, name), 'utf8')).join('\n');

    for (const name of readdirSync(join(docs, 'images'))) {
      assert.ok(statSync(join(docs, 'images', name)).size < 150_000, `${name} is too large`);
      assert.ok(text.includes(`images/${name}`), `${name} is shown nowhere`);
    }
  });
});
