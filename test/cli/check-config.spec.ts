import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { least, policyDocument } from '../config/settings.ts';

const program = join(import.meta.dirname, '../../src/cli/check-config.ts');

function checkConfig(env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [program], { env: { ...env }, encoding: 'utf8' });
}

describe('npm run check-config', () => {
  let folder: string;
  let policyFile: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    policyFile = join(folder, 'policy.json');
    writeFileSync(policyFile, JSON.stringify(policyDocument));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('exits with 78 and one sentence for each thing that is wrong', () => {
    const { status, stdout, stderr } = checkConfig({
      PORT: 'x',
      BOT_PASSWORD: 'MARKER-1',
      WEBHOOK_SECRETS: 'MARKER-2',
    });

    assert.equal(status, 78);
    assert.equal(stdout, '');
    for (const key of ['PORT', 'BOT_ID', 'BOT_TYPE', 'BOT_TENANT_ID', 'POLICY_FILE', 'REMEDIATION_MODE']) {
      assert.match(stderr, new RegExp(`^ {2}${key}: must .+\\.$`, 'm'));
    }
    assert.doesNotMatch(stderr, /MARKER|\.ts|Error/);
  });

  for (const key of ['BOT_ID', 'POLICY_FILE', 'REMEDIATION_MODE']) {
    it(`does not pass without ${key}`, () => {
      const { status, stderr } = checkConfig({ ...least, POLICY_FILE: policyFile, [key]: '' });

      assert.equal(status, 78);
      assert.match(stderr, new RegExp(`1 setting is missing or wrong; nothing was started\\.\n {2}${key}: `));
    });
  }

  it('exits with 0 and says what was chosen, without secrets', () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

    const { status, stdout, stderr } = checkConfig({
      ...least,
      POLICY_FILE: policyFile,
      WEBHOOK_SECRETS: `defender=${secret},sublime=${secret.replace('B', 'C')}`,
      LOGLEVEL: 'debug',
    });

    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Settings are complete\.$/m);
    assert.match(stdout, /dry-run/);
    assert.match(stdout, /embedded, in \.\/data/);
    assert.match(stdout, /Alerts from: defender, sublime\./);
    assert.doesNotMatch(stdout, /whsec_/);
    assert.equal(stderr, 'LOGLEVEL is not a setting. Is LOG_LEVEL meant?\n');
  });
});
