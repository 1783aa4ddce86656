import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { filledIn } from './package-folder.ts';

const program = join(import.meta.dirname, '../../appPackage/package.ts');

describe('npm run package', () => {
  let out: string;
  before(() => {
    out = mkdtempSync(join(tmpdir(), 'countersign-'));
  });
  after(() => rmSync(out, { recursive: true }));
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, [program, ...args], { env: { ...env }, encoding: 'utf8' });

  it('writes the package of an environment, and says what is in it, its hash, and what to do next', () => {
    const { status, stdout, stderr } = run(['--env', 'dev', '--out', out], filledIn);
    assert.deepEqual([status, stderr], [0, '']);
    const file = join(out, 'appPackage.dev.zip');
    assert.equal(Object.keys(unzipSync(readFileSync(file))).length, 7);
    assert.equal(existsSync(`${file}.part`), false);
    for (const told of [file, filledIn['TEAMS_APP_ID'] ?? '', 'SHA-256: ', 'en, de, es, fr, ja', 'Upload']) {
      assert.ok(stdout.includes(told), told);
    }
  });

  it('exits with 78 and what is wrong, and writes nothing, where it cannot be made', () => {
    const { status, stdout, stderr } = run(['--env', 'no-such', '--out', join(out, 'none')]);
    assert.deepEqual([status, stdout], [78, '']);
    assert.match(stderr, /^1 problem; no package was made\.\n {2}env\/\.env\.no-such: is not there: copy .+\.\n$/);
    assert.equal(existsSync(join(out, 'none')), false);
  });

  for (const args of [[], ['--env', '../dev'], ['--environment', 'dev']]) {
    it(`exits with 64 and how to ask, where it is asked: ${args.join(' ') || 'nothing'}`, () => {
      const { status, stderr } = run(args);
      assert.equal(status, 64);
      assert.match(stderr, /^Usage: npm run package -- --env NAME/);
    });
  }
});
