import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { diceOf, reformattings, tamperings } from '../audit/tampering.ts';
import { auditEntries } from '../support/audit-entries.ts';
import { checkpointOver, testKey } from '../support/checkpoints.ts';
import { runAudit } from '../support/run-audit.ts';

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

  function verify(lines: readonly string[]) {
    const file = join(folder, 'export.jsonl');
    writeFileSync(file, lines.join('\n'));
    const vouched = ['--checkpoint', join(folder, 'checkpoint.json'), '--public-key', join(folder, 'public.pem')];
    return runAudit(['verify', '--file', file, ...vouched]);
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
