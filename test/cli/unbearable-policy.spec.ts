/** Policy files that no person wrote: told like any other mistake, whoever reads them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { least } from '../config/settings.ts';

const src = join(import.meta.dirname, '../../src');
const programs: readonly [name: string, args: readonly string[], key: string][] = [
  ['the service', ['main.ts'], 'POLICY_FILE: the'],
  ['check-config', ['cli/check-config.ts'], 'POLICY_FILE: the'],
  ['policy -- check', ['cli/policy.ts', 'check'], 'The'],
];
const manyKeys = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])));
const tooLong = 'file is longer than a policy may be: at most 1048576 bytes \\(1 MiB\\)';
const files: readonly [what: string, text: () => string, sentence: string][] = [
  ['200,000 keys', () => manyKeys(200_000), tooLong],
  ['13 MB of one text', () => JSON.stringify({ $schema: 'x'.repeat(13_000_000) }), tooLong],
  ['nothing but brackets', () => '['.repeat(1_000_000), 'file has more than 100 brackets within each other at line 1'],
];

describe('a policy file that no person wrote', () => {
  let folder: string;
  let path: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    path = join(folder, 'policy.json');
  });
  after(() => rmSync(folder, { recursive: true }));

  function run([program = '', ...args]: readonly string[]) {
    const env = { ...least, POLICY_FILE: path, DATA_DIR: join(folder, 'data') };
    return spawnSync(process.execPath, [join(src, program), ...args], { env, encoding: 'utf8' });
  }

  for (const [what, text, sentence] of files) {
    for (const [name, args, key] of programs) {
      it(`of ${what} ends ${name} with 78 and a sentence`, () => {
        writeFileSync(path, text());

        const { status, stderr } = run(args);

        assert.equal(status, 78, stderr.slice(0, 500));
        assert.match(stderr, new RegExp(`^ {2}${key} ${sentence}`, 'm'));
      }).timeout(10_000);
    }
  }

  it('has fifty of its problems told, and the number of the others', () => {
    writeFileSync(path, manyKeys(80_000));

    const { status, stderr } = run(['cli/policy.ts', 'check']);

    assert.equal(status, 78);
    // The heading, fifty, what is left of the keys and of `approvers`, and the end of the last line.
    assert.equal(stderr.split('\n').length, 1 + 50 + 1 + 1);
    assert.match(stderr, /^ {2}And 79951 more problems\.$/m);
  });

  it('has a long key told by its beginning', () => {
    writeFileSync(path, JSON.stringify({ ['k'.repeat(100_000)]: 1 }));

    const { stderr } = run(['cli/policy.ts', 'check']);

    assert.match(stderr, /^ {2}\/k{64}… is not known here/m);
  });
});
