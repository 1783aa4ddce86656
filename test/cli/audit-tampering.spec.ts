import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { diceOf, reformattings, tamperings } from '../audit/tampering.ts';
import { auditEntries } from '../support/audit-entries.ts';
import { checkpointOver, testKey } from '../support/checkpoints.ts';
import { auditHere, runAudit } from '../support/run-audit.ts';

const entries = [...auditEntries(40)];
const original = entries.map((entry) => JSON.stringify(entry));

describe('npm run audit -- verify --file, of an export', () => {
  let folder: string;
  before(() => {
    const last = entries.at(-1);
    assert.ok(last);
    folder = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
    writeFileSync(join(folder, 'public.pem'), testKey.publicPem);
    writeFileSync(join(folder, 'checkpoint.json'), JSON.stringify(checkpointOver(last)));
  });
  after(() => rmSync(folder, { recursive: true }));

  function verify(lines: readonly string[], run = auditHere) {
    const file = join(folder, 'export.jsonl');
    writeFileSync(file, lines.join('\n'));
    const vouched = ['--checkpoint', join(folder, 'checkpoint.json'), '--public-key', join(folder, 'public.pem')];
    return run(['verify', '--file', file, ...vouched]);
  }

  for (const [index, [name, tamper]] of Object.entries(tamperings).entries()) {
    it(`finds: ${name}`, async () => {
      const lines = tamper(original, diceOf(index + 7));
      assert.notDeepEqual(lines, original);

      const { status, stdout, stderr } = await verify(lines);

      assert.deepEqual([status, stdout], [1, '']);
      assert.match(stderr, /^Entry \d+ .*\.\n$/);
    });
  }

  it('finds it as a program too, and says so with its exit code', async () => {
    const { status, stdout, stderr } = await verify(original.toSpliced(19, 1), runAudit);

    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^Entry 20 is missing: in its place \(line 20\) stands entry 21\.\n$/);
  });

  it('names the line in which a number was rewritten, although a program reads the same', async () => {
    for (const [from, to] of [
      ['"revision":1', '"revision":1.00000000000000000001'],
      ['"batch":1', '"batch":10e-1'],
    ] as const) {
      const at = original.findIndex((line) => line.includes(from));
      const lines = original.with(at, (original[at] ?? '').replace(from, to));

      const { status, stderr } = await verify(lines);

      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`^Entry ${at + 1} \\(line ${at + 1}\\) cannot be read: a number in it`));
    }
  });

  it('finds nothing where it was only written differently', async () => {
    const lines = Object.values(reformattings).reduce<readonly string[]>(
      (before_, reformat) => reformat(before_, diceOf(7)),
      original,
    );
    assert.notDeepEqual(lines, original);

    const { status, stderr } = await verify(lines);

    assert.deepEqual([status, stderr], [0, '']);
  });
});
