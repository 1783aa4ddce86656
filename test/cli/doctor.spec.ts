import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { azureKeys, otelKeys, settingKeys } from '../../src/config/setting-keys.ts';
import { digest } from '../../src/digest.ts';
import { checkIds } from '../../src/doctor/check-ids.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { type DoctorWorld, type Env, runHere, startDoctorWorld } from '../doctor/doctor-world.ts';

const program = join(import.meta.dirname, '../../src/cli/doctor.ts');
const run = promisify(execFile);

/** As a process, with nothing in its environment but this. */
async function doctor(env: Env, args: readonly string[]) {
  try {
    return { status: 0, ...(await run(process.execPath, [program, ...args], { env: { ...env }, timeout: 15_000 })) };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

/** Somebody has put the secret into every setting, each in a way that it takes. */
function planted(world: DoctorWorld): Env {
  const { nowhere, policyFile, folder, goodSecret } = world;
  return {
    BOT_PASSWORD: 'MARKER',
    AZURE_CLIENT_SECRET: 'MARKER',
    AZURE_AUTHORITY_HOST: `${nowhere}/MARKER`,
    BOT_OPENID_METADATA_URL: `${nowhere}/MARKER`,
    GRAPH_ROOT: `${nowhere}/MARKER`,
    DATA_DIR: join(folder, 'MARKER'),
    POLICY_FILE: policyFile({ approvers: { users: ['MARKER@contoso.com'] }, remindAfter: 'P9D' }).replace(
      '/policy-',
      '/./policy-',
    ),
    ALERT_CHANNEL: 'MARKER/19:MARKER@thread.tacv2',
    TEAMS_SERVICE_URL: `${nowhere}/MARKER`,
    WEBHOOK_SECRETS: `mailgate=whsec_${Buffer.from('MARKER'.repeat(8)).toString('base64')}`,
    ALERTS_AUDIENCE: 'api://MARKER',
    ALERTS_OPENID_METADATA_URL: `${nowhere}/MARKER`,
    OUTCOME_CALLBACKS: `mailgate=${nowhere}/MARKER?key=MARKER`,
    OUTCOME_SECRETS: `mailgate=${goodSecret}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `${nowhere}/MARKER`,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=MARKER',
    OTEL_SERVICE_NAME: 'MARKER',
    OTEL_RESOURCE_ATTRIBUTES: 'MARKER=MARKER',
  };
}

describe('npm run doctor, by its options and exit codes', () => {
  let world: DoctorWorld;
  before(async () => {
    world = await startDoctorWorld();
  });
  after(() => world.close());

  it('as a process beside the store in use, with managed identities: one JSON document, exit code 0', async () => {
    const { close } = await openSqliteStore({ directory: world.dataDir, digest, clock: { now: () => 1_000 } });
    try {
      const managed = {
        BOT_TYPE: 'UserAssignedMsi',
        BOT_PASSWORD: '',
        GRAPH_AUTH: 'managedIdentity',
        AZURE_CLIENT_SECRET: '',
      };

      const { status, stdout, stderr } = await doctor(world.healthy(managed), ['--json']);

      const { ok, checks } = JSON.parse(stdout) as {
        ok: boolean;
        checks: { id: string; status: string; ms: number }[];
      };
      assert.deepEqual([status, stderr, ok], [0, '', true], stdout);
      assert.deepEqual([...new Set(checks.map(({ id }) => id))], checkIds);
      assert.deepEqual(
        checks.filter((check) => check.status === 'fault' || check.status === 'warning'),
        [],
      );
      assert.ok(checks.every(({ ms }) => Number.isInteger(ms) && ms >= 0));
    } finally {
      await close();
    }
  });

  it('as a process with nothing set: every problem with its fix, what can be looked at, exit code 78', async () => {
    const { status, stdout, stderr } = await doctor({ DATA_DIR: world.dataDir }, []);

    assert.deepEqual([status, stderr], [78, '']);
    for (const key of ['BOT_ID', 'BOT_TYPE', 'BOT_TENANT_ID', 'REMEDIATION_MODE']) {
      assert.match(stdout, new RegExp(`^✗ fault {4}settings +${key} must be .*\\n +why: .*\\n +fix: Set ${key} `, 'm'));
    }
    assert.match(stdout, /^✗ fault {4}policy +POLICY_FILE must name the approver policy/m);
    assert.match(stdout, /^✓ ok {7}database /m);
    assert.match(stdout, /^- skipped {2}bot-token +Skipped because settings that it needs are wrong/m);
    assert.match(stdout, /^Not healthy: \d+ faults, /m);
  });

  it('as a process that pipes in the place of files do not hold up', async () => {
    const pipe = join(world.folder, 'pipe');
    const dataDir = join(world.folder, 'piped');
    mkdirSync(dataDir);
    await run('mkfifo', [pipe, join(dataDir, 'countersign.db')]);
    const piped = {
      POLICY_FILE: pipe,
      DATA_DIR: dataDir,
      GRAPH_AUTH: 'workloadIdentity',
      AZURE_FEDERATED_TOKEN_FILE: pipe,
      AZURE_CLIENT_SECRET: '',
    };

    const { status, stdout } = await doctor(world.healthy(piped), []);

    assert.equal(status, 78);
    assert.match(stdout, /^✗ fault {4}policy +POLICY_FILE must name a file that can be read/m);
    assert.match(stdout, /^✗ fault {4}database +What lies under the name countersign\.db .* is not a file\.$/m);
    assert.match(stdout, /^✗ fault {4}graph-token .* AZURE_FEDERATED_TOKEN_FILE names cannot be read\.$/m);
    assert.match(stdout, /^✓ ok {7}bot-token /m);
  });

  it('shows nothing that a terminal would obey, nor a line that somebody else has made up', async () => {
    const key = '\u001b[2J\n✓ ok       policy  The policy can be used.\u2028\u202e\u009b2J';
    const env = world.healthy({ POLICY_FILE: world.policyFile({ [key]: 1 }) });

    for (const args of [[], ['--json']]) {
      const { status, stdout } = await runHere(args, env);

      assert.equal(status, 78);
      assert.doesNotMatch(stdout, /(?!\n)[\p{C}\p{Zl}\p{Zp}]/u);
      assert.doesNotMatch(stdout, /^✓ ok +policy /m);
      assert.match(stdout, /\/\\{1,2}u\{1b\}\[2J\\{1,2}u\{a\}✓ ok {7}policy/);
    }
  });

  for (const args of [
    ['--endpoint'],
    ['--endpoint', 'http://countersign.example'],
    ['--endpoint', 'MARKER'],
    ['now'],
    ['--all'],
  ]) {
    it(`refuses ${args.join(' ')}, with exit code 64, without repeating it`, async () => {
      const { status, stdout, stderr } = await runHere(args, {});

      assert.deepEqual([status, stdout], [64, '']);
      assert.match(stderr, /^(--endpoint takes|The options are) .*\nUsage: npm run doctor/);
      assert.doesNotMatch(stderr, /MARKER/);
    });
  }

  it('explains itself', async () => {
    const { status, stdout } = await runHere(['--help'], {});

    assert.equal(status, 0);
    assert.match(stdout, /^Usage: npm run doctor/);
  });

  const keys = [...settingKeys, ...azureKeys, ...otelKeys];
  const wrongs: Readonly<Record<string, Env>> = {
    'where it cannot be': {},
    'beside a certificate': { BOT_TYPE: 'SingleTenant', GRAPH_AUTH: 'certificate' },
    'beside the identity of a workload': { GRAPH_AUTH: 'workloadIdentity', BOT_PASSWORD: '' },
  };
  for (const [name, changes] of Object.entries(wrongs)) {
    it(`never prints what stands in a setting: in each, ${name}`, async () => {
      const all = { ...Object.fromEntries(keys.map((key) => [key, 'MARKER'])), ...changes };

      for (const args of [['--json'], []]) {
        const { stdout, stderr } = await runHere(args, all);

        assert.doesNotMatch(stdout + stderr, /MARKER/i);
        assert.match(stdout, /BOT_ID must be/);
      }
    });
  }

  it('never prints what stands in a setting: in each, as far as it takes it', async () => {
    const { stdout, stderr, status } = await runHere([], world.healthy(planted(world)));

    assert.doesNotMatch(stdout + stderr, /MARKER/i);
    assert.equal(status, 1);
    for (const id of ['entra', 'bot-metadata', 'alert-tokens'])
      assert.match(stdout, new RegExp(`^✗ fault +${id} `, 'm'));
    for (const id of ['policy', 'alert-sources', 'outcome-callbacks', 'telemetry']) {
      assert.match(stdout, new RegExp(`^! warning +${id} `, 'm'));
    }
  });

  it('never prints what stands in a setting: one at a time in a healthy service, with a token to be had', async () => {
    const one = [
      'BOT_PASSWORD',
      'AZURE_CLIENT_SECRET',
      'GRAPH_ROOT',
      'TEAMS_SERVICE_URL',
      'ALERT_CHANNEL',
      'WEBHOOK_SECRETS',
    ];
    const all = planted(world);
    for (const key of one) {
      const { stdout, stderr, status } = await runHere([], world.healthy({ [key]: all[key] ?? '' }));

      assert.doesNotMatch(stdout + stderr, /MARKER/i, key);
      assert.equal(status, key === 'WEBHOOK_SECRETS' ? 0 : 1, key);
    }
  });
});
