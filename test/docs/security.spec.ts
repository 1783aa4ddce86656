import assert from 'node:assert/strict';
import { readPages } from './pages.ts';

const page = (path: string): string => readPages().find((one) => one.path === path)?.text ?? '';
const permissionsIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/`(\w+\.\w+(?:\.\w+)*\.All)`/g)].map(([, name = '']) => name));

describe('docs/security.md', () => {
  const text = page('docs/security.md');

  it('names no permission that docs/permissions.md does not explain, and every one that Graph is asked for', () => {
    const explained = permissionsIn(page('docs/permissions.md'));
    const named = permissionsIn(text);

    assert.deepEqual(
      [...named].filter((name) => !explained.has(name)),
      [],
    );
    assert.deepEqual(
      [...explained].filter((name) => !named.has(name)),
      [],
    );
    assert.ok(named.size >= 4);
  });

  it('names a spec for every answer', () => {
    const [, questions = ''] = text.split('| question | answer | proof |');
    const rows = questions.split('\n').filter((line) => line.startsWith('| ') && line.includes('?'));

    assert.ok(rows.length >= 12);
    assert.deepEqual(
      rows.filter((row) => !/`test\/[\w/-]+\.spec\.ts`[^|]*\|$/.test(row)),
      [],
    );
  });
});
