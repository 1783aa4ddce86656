import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { least, policyDocument } from '../config/settings.ts';

const program = join(import.meta.dirname, '../../src/cli/check-config.ts');

function checkConfig(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  return spawnSync(process.execPath, [program, ...args], { env: { ...env }, encoding: 'utf8' });
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

  for (const args of [['--bogus'], ['MARKER.env']]) {
    it(`refuses ${args.join(' ')}, with exit code 64, without repeating it`, () => {
      const { status, stdout, stderr } = checkConfig({ ...least, POLICY_FILE: policyFile }, args);

      assert.deepEqual([status, stdout], [64, '']);
      assert.match(stderr, /^check-config takes no arguments but --help\.\nUsage: npm run check-config\n/);
      assert.doesNotMatch(stderr, /MARKER/);
    });
  }

  it('explains itself', () => {
    const { status, stdout, stderr } = checkConfig({}, ['--help']);

    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Usage: npm run check-config\n/);
  });

  for (const key of ['BOT_ID', 'POLICY_FILE', 'REMEDIATION_MODE']) {
    it(`does not pass without ${key}`, () => {
      const { status, stderr } = checkConfig({ ...least, POLICY_FILE: policyFile, [key]: '' });

      assert.equal(status, 78);
      assert.match(stderr, new RegExp(`1 problem with the settings; nothing was started\\.\n {2}${key}: `));
    });
  }

  for (const dataDir of ['file', 'file/below', ...(process.platform === 'linux' ? ['/proc/countersign/data'] : [])]) {
    it(`does not pass, and makes nothing, where DATA_DIR is ${dataDir}`, () => {
      writeFileSync(join(folder, 'file'), '');

      const { status, stderr } = checkConfig({
        ...least,
        POLICY_FILE: policyFile,
        DATA_DIR: resolve(folder, dataDir),
      });

      assert.equal(status, 78);
      assert.match(stderr, /1 problem .*\n {2}DATA_DIR: must name a folder that can be written or made: /);
    });
  }

  it('counts problems, not settings, and knows the line of a policy that is no JSON', () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{\n  "approvers": {},\n}\n');

    const { stderr } = checkConfig({ ...least, POLICY_FILE: broken, WEBHOOK_SECRETS: 'a,b' });

    assert.match(stderr, /^5 problems with the settings; nothing was started\.$/m);
    assert.match(stderr, /POLICY_FILE: the file must hold JSON, and stops being JSON at line 3, column 1: /);
  });

  it('exits with 0 and says what was chosen, without secrets', () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

    const { status, stdout, stderr } = checkConfig({
      ...least,
      POLICY_FILE: policyFile,
      WEBHOOK_SECRETS: `defender=${secret},sublime=${secret.replace('B', 'C')}`,
      LOGLEVEL: 'debug',
      LANGUAGE: 'de',
    });

    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Settings are complete\.$/m);
    assert.match(stdout, /^ {2}Mode: dry-run \(Graph is not told to change anything\)/m);
    assert.match(stdout, /^ {2}Approvers: 1 by name, 0 by group\. Rules: 0\.$/m);
    assert.match(stdout, /embedded, in \.\/data/);
    assert.match(stdout, /Alerts from: defender, sublime\./);
    assert.doesNotMatch(stdout, /whsec_/);
    assert.deepEqual(stderr.split('\n'), ['LOGLEVEL is not a setting. Is LOG_LEVEL meant?', '']);
  });
});
