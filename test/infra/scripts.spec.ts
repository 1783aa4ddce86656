import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const principal = 'deadbeef-0000-4000-8000-000000000000';
/** Perl's patterns, and sed in place without a suffix: macOS has neither. */
const gnuOnly = /\bgrep -\w*P|\bsed -i(?:\s|$)|\breadlink -f\b/m;

interface AppRole {
  readonly value: string;
  readonly allowedMemberTypes?: readonly string[];
}
const audience = '22222222-2222-4222-8222-222222222222';

describe('the scripts of infra/', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'countersign-az-'));
    await copyFile(join(import.meta.dirname, 'stand-in-az.sh'), join(directory, 'az'));
    await writeFile(join(directory, 'sleep'), '#!/usr/bin/env bash\necho "$1" >>"$AZ/slept"\n');
    for (const name of ['az', 'sleep']) await chmod(join(directory, name), 0o755);
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  function start(script: string, ...args: string[]) {
    const env = { PATH: `${directory}${delimiter}${process.env['PATH']}`, AZ: directory };
    return run('bash', [join(root, script), ...args], { env });
  }

  const kept = (name: string) => readFile(join(directory, name), 'utf8').catch(() => '');
  const put = (name: string, text: string) => writeFile(join(directory, name), text);
  const posted = async () => (await kept('calls')).split('\n').filter((line) => line.startsWith('rest --method POST'));

  for (const script of globSync('infra/**/*.sh', { cwd: root })) {
    it(`are bash that can be read and run, and stop at the first error: ${script}`, async () => {
      await run('bash', ['-n', join(root, script)]);
      assert.ok(statSync(join(root, script)).mode & 0o100, 'not executable');
      assert.match(readFileSync(join(root, script), 'utf8'), /^#!\/usr\/bin\/env bash\n[\s\S]*^set -euo pipefail$/m);
    });
  }

  it('grant the one permission that every installation needs, where none is named', async () => {
    const { stdout } = await start('infra/grant-graph-roles.sh', principal);
    assert.equal(stdout, 'granted: SecurityAnalyzedMessage.ReadWrite.All\n');
    const [call, ...others] = await posted();
    assert.deepEqual(others, []);
    assert.match(
      call ?? '',
      new RegExp(`/servicePrincipals/${principal}/appRoleAssignments .*"principalId":"${principal}"`),
    );
  });

  it('grant nothing twice, and take nothing away', async () => {
    await start('infra/grant-graph-roles.sh', principal);
    const again = ['SecurityAnalyzedMessage.ReadWrite.All', 'GroupMember.Read.All'];
    const { stdout } = await start('infra/grant-graph-roles.sh', principal, ...again);
    assert.equal(stdout, 'has it already: SecurityAnalyzedMessage.ReadWrite.All\ngranted: GroupMember.Read.All\n');
    assert.equal((await posted()).length, 2);
    assert.doesNotMatch(await kept('calls'), /DELETE/);
  });

  for (const [what, args, code] of [
    ['nobody to grant it to', [], 64],
    ['what is no id', ['countersign-identity'], 64],
    ['what is no name of a permission', [principal, "x' || 'y"], 64],
    ['a permission that there is not', [principal, 'Mail.Remove.All'], 65],
  ] as const) {
    it(`grant nothing for ${what}`, async () => {
      await assert.rejects(start('infra/grant-graph-roles.sh', ...args), { code });
      assert.deepEqual(await posted(), []);
    });
  }

  it('wait a minute for an identity that Entra does not know everywhere yet', async () => {
    await put('unknown', '\n\n');
    const { stdout, stderr } = await start('infra/grant-graph-roles.sh', principal);
    assert.equal(stdout, 'granted: SecurityAnalyzedMessage.ReadWrite.All\n');
    assert.match(stderr, new RegExp(`Entra does not know ${principal} yet`));
    assert.equal(await kept('slept'), '10\n10\n');
  });

  it('give up after that minute, and say what Entra said', async () => {
    await put('unknown', '\n'.repeat(7));
    await assert.rejects(start('infra/grant-graph-roles.sh', principal), {
      code: 1,
      stderr: /Request_ResourceNotFound/,
    });
    assert.equal(await kept('slept'), '10\n'.repeat(6));
    assert.deepEqual(await posted(), []);
  });

  it('use nothing that only GNU’s tools know', () => {
    for (const script of globSync('infra/**/*.sh', { cwd: root })) {
      assert.doesNotMatch(readFileSync(join(root, script), 'utf8'), gnuOnly, script);
    }
  });

  it('make the app for alert tokens once, with the role and tokens of version 2', async () => {
    const first = await start('infra/create-alerts-api.sh', "The SOC's alerts");
    const second = await start('infra/create-alerts-api.sh', "The SOC's alerts");
    assert.equal(first.stdout, `ALERTS_AUDIENCE=${audience}\naudience=api://${audience}\n`);
    assert.equal(second.stdout, first.stdout);
    const calls = (await kept('calls')).split('\n');
    assert.equal(calls.filter((call) => call.startsWith('ad app create')).length, 1);
    assert.ok(calls.some((call) => call.includes("displayName eq 'The SOC''s alerts'")));
    const graph = 'https://graph.microsoft.com/v1.0';
    const application = `${graph}/applications/33333333-3333-4333-8333-333333333333`;
    // Once each, though the script ran twice.
    assert.deepEqual((await kept('patched')).trimEnd().split('\n'), [
      `${application} identifierUris`,
      `${application} api`,
      `${application} appRoles`,
      `${graph}/servicePrincipals/${audience} appRoleAssignmentRequired`,
    ]);
    assert.deepEqual(JSON.parse(await kept('identifierUris')), [`api://${audience}`]);
    assert.deepEqual(JSON.parse(await kept('api')), { requestedAccessTokenVersion: 2 });
    const roles: readonly AppRole[] = JSON.parse(await kept('appRoles'));
    assert.deepEqual(
      roles.map(({ value, allowedMemberTypes }) => [value, ...(allowedMemberTypes ?? [])]),
      [['Alerts.Push', 'Application']],
    );
  });

  it('leave an app that is there what it has: its other roles and URIs', async () => {
    await put('app', `${audience}\n`);
    await put('identifierUris', '[\n  "api://of-somebody-else"\n]\n');
    await put('appRoles', '[\n  {\n    "id": "1",\n    "value": "Alerts.Read"\n  }\n]\n');
    await start('infra/create-alerts-api.sh');
    assert.deepEqual(JSON.parse(await kept('identifierUris')), ['api://of-somebody-else', `api://${audience}`]);
    const roles: readonly AppRole[] = JSON.parse(await kept('appRoles'));
    assert.deepEqual(
      roles.map(({ value }) => value),
      ['Alerts.Read', 'Alerts.Push'],
    );
  });

  it('let an identity push alerts once, and say how it is called', async () => {
    await put('sp', '11111111-1111-4111-8111-111111111111\n');
    await put('alerts-role', 'bbbbbbbb-0000-4000-8000-000000000001\n');
    const first = await start('infra/grant-alerts-push.sh', principal, audience);
    const second = await start('infra/grant-alerts-push.sh', principal, audience);
    assert.deepEqual([first.stderr, second.stderr], ['granted: Alerts.Push\n', 'has it already: Alerts.Push\n']);
    assert.equal(first.stdout, 'ALERTS_CLIENTS=99999999-9999-4999-8999-999999999999=sentinel\n');
    assert.equal((await posted()).length, 1);
  });

  for (const [what, known] of [
    ['has no such role', '11111111-1111-4111-8111-111111111111\n'],
    ['is not known at all', ''],
  ] as const) {
    it(`let nobody push where the app ${what}, and say what makes it`, async () => {
      await put('sp', known);
      const refused = { code: 65, stderr: /run infra\/create-alerts-api\.sh first/ };
      await assert.rejects(start('infra/grant-alerts-push.sh', principal, audience), refused);
      assert.deepEqual(await posted(), []);
      assert.doesNotMatch(await kept('calls'), /--id {2}/);
    });
  }
});
