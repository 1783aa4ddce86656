import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { buildPackage } from '../../appPackage/pack/build-package.ts';
import { readPolicyDocument } from '../../src/config/policy-document.ts';
import { settingKeys } from '../../src/config/setting-keys.ts';
import { wordsFor } from '../../src/teams/words.ts';
import { parseBicep } from './bicep/parse-bicep.ts';
import { problemsOf, unknownNames } from './sample-settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/install.md');
const run = promisify(execFile);

interface Block {
  readonly kind: string;
  readonly where: string;
  readonly text: string;
}
const blocks: readonly Block[] = [...page.matchAll(/^```(\w+) ?([\w. -]*)\n([\s\S]*?)^```$/gm)].map(
  ([, kind = '', where = '', text = '']) => ({ kind, where, text }),
);
const shell = blocks.filter(({ kind }) => kind === 'sh');
const block = (where: string) => blocks.find((found) => found.where.split(' ').includes(where))?.text ?? '';

describe('docs/install.md', () => {
  it('says of every command where it runs', () => {
    assert.ok(shell.length >= 15);
    for (const { where, text } of shell) {
      assert.match(where, /^(?:here(?: \w+)?|azure|docker|kubernetes|send-alert)$/, text);
      const needsAzure =
        /^(?:\w+=\$\()?az /m.test(text) || text.includes('infra/grant-') || text.includes('infra/create-');
      assert.equal(needsAzure, where === 'azure' && needsAzure, text);
    }
  });

  for (const [index, { where, text }] of shell.entries()) {
    it(`has commands that a shell can read: ${index + 1}, ${where}`, async () => {
      // Places to be filled in stand in angle brackets, which a shell takes for files.
      await run('bash', ['-n', '-c', text.replace(/<[\w -]+>/g, 'something').replace('…', 'something')]);
    });
  }

  it('starts programs in a container app by one name, since Azure takes no arguments there', () => {
    const commands = globSync('docs/**/*.md', { cwd: root }).flatMap(
      (path) => read(path).match(/^az containerapp exec .*$/gm) ?? [],
    );
    assert.ok(commands.length > 0);
    for (const command of commands) assert.match(command, /--command \w+$/);
  });

  it('uses no variable before it has said what it is', () => {
    // POSIX names that the page does not set itself.
    const known = new Set(['HOME', 'PATH']);
    for (const { text } of shell.filter(({ where }) => where !== 'send-alert')) {
      for (const [found, set, used] of text.matchAll(/(?:^|\s)([A-Z_]+)=|\$\{?([A-Z_]+)/gm)) {
        if (set !== undefined) known.add(set);
        else assert.ok(known.has(used ?? ''), `${found} in: ${text}`);
      }
    }
    assert.ok(['SECRET', 'SERVICE'].every((name) => known.has(name)));
  });

  it('names files that there are', () => {
    const paths = shell.flatMap(
      ({ text }) => text.match(/\b(?:infra|env|appPackage)\/[\w./-]+\.(?:bicep|sh|json)/g) ?? [],
    );
    assert.ok(paths.length > 5);
    for (const path of paths) assert.ok(existsSync(join(root, path)), path);
  });

  for (const [template, values] of [
    ['infra/main.bicep', 'infra/main.parameters.json'],
    ['infra/sentinel/main.bicep', 'infra/sentinel/main.parameters.json'],
  ] as const) {
    it(`gives ${template} every parameter that it needs, and none that it has not`, () => {
      const params = parseBicep(read(template)).filter((found) => found.kind === 'param');
      const command = shell.find(({ text }) => text.includes(`--template-file ${template}`))?.text ?? '';
      const given = [...command.matchAll(/[ "](\w+)=["@]/g)].map(([, name = '']) => name);
      const held = Object.keys((JSON.parse(read(values)) as { parameters: object }).parameters);
      assert.ok(given.length >= 3);
      for (const name of given)
        assert.ok(
          params.some((param) => param.name === name),
          name,
        );
      const missing = params.filter(({ name, initial }) => !initial && !given.includes(name) && !held.includes(name));
      assert.deepEqual(
        missing.map(({ name }) => name),
        [],
      );
    });
  }

  it('registers whatever the templates use before it is deployed, also where Agents Toolkit deploys it', () => {
    const registered = (text: string) =>
      [
        ...text.matchAll(
          /^for provider in ([\w ]+); do\n {2}az provider register .*Microsoft\.\$provider" --wait\ndone$/gm,
        ),
      ].map(([, names = '']) => names.split(' '));
    const used = (paths: readonly string[]) => [
      ...new Set(
        paths.flatMap((path) => [...read(path).matchAll(/'Microsoft\.(\w+)\/[\w/]+@/g)].map(([, name]) => name)),
      ),
    ];
    const own = used(['infra/main.bicep', 'infra/registry.bicep', ...globSync('infra/modules/*.bicep', { cwd: root })]);
    // Authorization is always there. An environment in a network needs ContainerService, and no template says so.
    const needed = [...own.filter((name) => name !== 'Authorization'), 'ContainerService'];
    const [azure, sentinel] = registered(page);
    assert.deepEqual(azure?.toSorted(), needed.toSorted());
    assert.ok(page.indexOf('az provider register') < page.indexOf('az deployment group create'));
    // Whoever has Sentinel has these.
    const there = ['Authorization', 'OperationalInsights', 'SecurityInsights'];
    const forSentinel = used(['infra/sentinel/main.bicep']).filter((name) => !there.includes(name ?? ''));
    assert.deepEqual(sentinel?.toSorted(), forSentinel.toSorted());
    assert.deepEqual(registered(read('docs/toolkit.md')), [azure]);
  });

  it('makes a password that PostgreSQL in Azure takes', async () => {
    const line = /^DATABASE_PASSWORD=.*$/m.exec(page)?.[0];
    const { stdout } = await run('bash', ['-c', `${line}; printf %s "$DATABASE_PASSWORD"`]);
    assert.match(stdout, /^[A-Za-z0-9]{20,128}$/);
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/]) assert.match(stdout, kind);
  });

  it('writes a policy and the variables of a package that can be used', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-install-'));
    try {
      const written = [block('policy'), `mkdir -p env\n${block('package')}`].map((text) =>
        text.replace(/^npm run .*$/m, ''),
      );
      const env = { PATH: process.env['PATH'], BOT_ID: '3f1c0b52-6a35-4a5e-9d2e-3f7f0b1c2d4e' };
      await run('bash', ['-euc', written.join('\n')], { cwd: directory, env });
      assert.equal(readPolicyDocument(await readFile(join(directory, 'policy.json'), 'utf8')).kind, 'ok');
      const variables = parseEnv(await readFile(join(directory, 'env/.env.prod'), 'utf8'));
      const made = await buildPackage({ root, name: 'dev', environment: variables });
      assert.equal(made.kind, 'built', JSON.stringify(made.kind === 'built' ? [] : made.problems));
      // Run again, it is still the same app.
      await run('bash', ['-euc', written.join('\n')], { cwd: directory, env });
      const again = parseEnv(await readFile(join(directory, 'env/.env.prod'), 'utf8'));
      assert.deepEqual(again, variables);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  it('has settings for other machines that are complete, with a secret that step 10 signs with', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-install-'));
    try {
      await writeFile(join(directory, 'my.env'), block('my.env'));
      await writeFile(join(directory, 'policy.json'), '{}');
      const told = `${block('secret')}printf '%s %s' "$SECRET" "$HOST"`;
      const env = { PATH: process.env['PATH'], PUBLIC_HOST: 'countersign.example' };
      const { stdout } = await run('bash', ['-euc', told], { cwd: directory, env });
      const written = await readFile(join(directory, 'my.env'), 'utf8');
      const settings = parseEnv(written);
      assert.deepEqual(unknownNames(Object.keys(settings)), []);
      assert.deepEqual(problemsOf({ ...settings, DATA_DIR: '/data' }, undefined, settings['POLICY_FILE']), []);
      assert.ok(existsSync(join(directory, settings['POLICY_FILE'] ?? '')));
      assert.equal(stdout, `${settings['WEBHOOK_SECRETS']?.replace('mailgate=', '')} countersign.example`);
      // Docker, Kubernetes, systemd and Node do not agree on what quotes mean.
      assert.doesNotMatch(written, /["'$]/);
      // Kubernetes makes no Secret of a file that names a key twice.
      assert.equal(written.trimEnd().split('\n').length, Object.keys(settings).length);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  it('finds a secret in what the vault holds, whichever source it is of', async () => {
    const [line = '', ...others] = page.match(/^SECRET=whsec_\$\{SECRET.*$/gm) ?? [];
    assert.deepEqual(others, []);
    for (const held of ['mailgate=whsec_bmV3+/w==', 'siem=whsec_b2xk,mailgate=whsec_bmV3+/w==']) {
      const { stdout } = await run('bash', ['-euc', `SECRET=${held}\n${line}\nprintf %s "$SECRET"`]);
      assert.equal(stdout, 'whsec_bmV3+/w==');
    }
  });

  it('keeps the variables of a session in a file that only its owner reads, from which they come back', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-install-'));
    try {
      const [line = ''] = /^\(umask.*$/m.exec(page) ?? [];
      const env = { PATH: process.env['PATH'], HOME: directory };
      const names = 'GROUP=a; REGION=b; REGISTRY=c; IMAGE=d; SECRET=whsec_e==';
      await run('bash', ['-euc', `${names}\n${line}`], { env });
      assert.equal((await stat(join(directory, 'countersign.vars'))).mode & 0o777, 0o600);
      const back = '. ~/countersign.vars; printf %s "$GROUP $REGION $REGISTRY $IMAGE $SECRET"';
      assert.equal((await run('bash', ['-euc', back], { env })).stdout, 'a b c d whsec_e==');
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  it('deploys again without a secret, and with all else that has no default', () => {
    const [, again = ''] = page.split('## Changing it later');
    const [, command = ''] = /^(az deployment group create [\s\S]*?)```$/m.exec(again) ?? [];
    const given = [...command.matchAll(/ (\w+)=/g)].map(([, name]) => name);
    const params = parseBicep(read('infra/main.bicep')).filter((found) => found.kind === 'param');
    const secret = [...read('infra/main.bicep').matchAll(/^@secure\(\)\nparam (\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(
      params.filter(({ name, initial }) => !initial && !given.includes(name)).map(({ name }) => name),
      [],
    );
    assert.ok(secret.length > 3 && given.includes('registryName'));
    for (const name of secret) assert.ok(!given.includes(name), name);
    assert.match(command, /--parameters infra\/main\.parameters\.json/);
  });

  it('names settings that there are', () => {
    const named = [...page.matchAll(/`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`/g)].map(([, name = '']) => name);
    const others = ['ALERTS_AUDIENCE', 'TEAMS_APP_ID', 'PUBLIC_HOST', 'MANIFEST_UNKNOWN', 'POSTGRES_PASSWORD'];
    const keys = new Set<string>([...settingKeys, ...others]);
    assert.deepEqual(
      named.filter((name) => !keys.has(name) && !/^(?:AZURE|OTEL)_/.test(name)),
      [],
    );
  });

  it('quotes what people see in Teams', () => {
    const say = wordsFor('en');
    const sentences = [
      say.answer.channelBound({ takes: {}, waiting: 0, elsewhere: { chosen: 0 } }),
      say.refusalSentence('notAnApprover', { wish: 'moveAlerts' }),
    ];
    for (const sentence of sentences) assert.ok(page.includes(`\`${sentence}\``), sentence);
  });

  it('has a step behind every line of its table', () => {
    const anchors = [...page.matchAll(/^\| \[\d+\]\(#([\w-]+)\)/gm)].map(([, anchor = '']) => anchor);
    const headings = [...page.matchAll(/^## (\d+\. .*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    assert.equal(anchors.length, 11);
    assert.deepEqual(anchors, headings);
  });
});
