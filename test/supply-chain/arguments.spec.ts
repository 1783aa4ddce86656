import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

const programs: Readonly<Record<string, string>> = {
  sbom: 'test/supply-chain/sbom.ts',
  licences: 'test/supply-chain/licences.ts',
  demo: 'test/sandbox/demo.ts',
};

function run(file: string, ...args: string[]) {
  return spawnSync(process.execPath, [join(root, file), ...args], { encoding: 'utf8', timeout: 15_000 });
}

for (const [name, file] of Object.entries(programs)) {
  describe(`npm run ${name}`, () => {
    it('begins nothing with an option that it does not know, and says how it is asked', () => {
      const { status, stdout, stderr } = run(file, '--bogus');

      assert.deepEqual([status, stdout], [64, '']);
      assert.match(stderr, new RegExp(`^Unknown option '--bogus'\\.\nUsage: npm run (-s )?${name}`));
    });

    it('says with --help how it is asked, and does nothing else', () => {
      const { status, stdout, stderr } = run(file, '--help');

      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, new RegExp(`^Usage: npm run (-s )?${name}`));
    });
  });
}
