import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { otelKeys } from '../../src/config/setting-keys.ts';
import { spanNameOf } from '../../src/graph/span-name.ts';
import { teamsCalls } from '../../src/metrics/values.ts';
import { attributeNames } from '../../src/tracing/attribute-names.ts';
import { logFieldsIn } from './log-fields.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What stands between backticks in the first column of a page's tables. */
function firstColumn(page: string): string[] {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

describe('the page of the log', () => {
  /** Handed around, or added to every line, where a scan does not see it. */
  const unseen = ['at', 'level', 'message', 'frames', 'retryAfterMs'];

  it('has every field that the program writes, and no other', () => {
    const written = globSync('src/**/*.ts', { cwd: root }).flatMap((path) => logFieldsIn(read(path)));

    assert.ok(written.length > 50);
    assert.deepEqual(firstColumn(read('docs/logs.md')).toSorted(), [...new Set([...written, ...unseen])].toSorted());
  });

  it('is held to it by a scan that sees what is spread in, and what was put together before', () => {
    const source = `
      const fields = { kind, code: fault.code, ...(known ? {} : { frames: [a, b] }) };
      log.warn(fields, 'One');
      log?.error({ error: wrap({ cause: 1 }), requestId }, 'Two');`;

    assert.deepEqual(logFieldsIn(source), ['kind', 'code', 'frames', 'error', 'requestId']);
  });
});

describe('the page of traces', () => {
  const names = firstColumn(read('docs/tracing.md'));

  it('has every attribute that leaves', () => {
    const told = names.filter((name) => /^(?:countersign|http|error)\./.test(name));

    assert.deepEqual(told.toSorted(), [...Object.values(attributeNames), 'error.type'].toSorted());
  });

  it('has every variable that is read', () => {
    assert.deepEqual(names.filter((name) => name.startsWith('OTEL_')).toSorted(), otelKeys.toSorted());
  });

  it('has every call', () => {
    const paths = [
      '/security/collaboration/analyzedEmails/remediate',
      '/security/collaboration/analyzedEmails/x?$filter=y',
      '/security/runHuntingQuery',
      '/users/ana%40contoso.com/checkMemberGroups',
      '/security/alerts_v2?$top=1',
      '/elsewhere/ana%40contoso.com',
    ];

    assert.deepEqual(
      names.filter((name) => name.startsWith('graph ')),
      paths.map((path) => `graph ${spanNameOf(path)}`),
    );
    assert.deepEqual(
      names.filter((name) => name.startsWith('teams ')),
      teamsCalls.map((call) => `teams ${call}`),
    );
  });
});
