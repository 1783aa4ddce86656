import assert from 'node:assert/strict';
import { readConfig } from '../../src/config.ts';
import { filesOf, policyDocument } from '../config/settings.ts';
import { actions, schemaVersion } from './actions.ts';
import {
  isThere,
  keysOf,
  lifecycles,
  type Project,
  read,
  readProject,
  templatesOf,
  usedBy,
  writtenBy,
} from './project.ts';

/** Set by the toolkit itself, or kept in .env.<name>.user, which is nowhere in the repository. */
const secrets = ['SECRET_DATABASE_PASSWORD', 'SECRET_WEBHOOK_SECRETS'];
const mustOf = (keys: readonly string[] = []) => keys.filter((key) => key.endsWith('*')).map((key) => key.slice(0, -1));
const mayOf = (keys: readonly string[] = []) => keys.map((key) => key.replace('*', ''));

for (const [file, environment] of [
  ['m365agents.yml', 'env/.env.dev'],
  ['m365agents.local.yml', 'env/.env.local'],
] as const) {
  describe(`Agents Toolkit’s ${file}`, () => {
    const project: Project = readProject(file);
    const steps = lifecycles.flatMap((lifecycle) => project[lifecycle] ?? []);

    it('is of a version that is known, and names it in both places', () => {
      assert.equal(project.version, schemaVersion);
      assert.ok(
        read(file).startsWith(`# yaml-language-server: $schema=https://aka.ms/m365-agents-toolkits/${schemaVersion}/`),
      );
    });

    it('uses actions that there are, with all that they ask for and nothing else', () => {
      assert.ok(steps.length > 3);
      for (const { uses, with: given, writeToEnvironmentFile: written = {}, ...rest } of steps) {
        const { [uses]: action } = actions;
        assert.ok(action !== undefined, uses);
        for (const key of mustOf(action.with)) assert.ok(key in given, `${uses} ${key}`);
        for (const key of Object.keys(given)) assert.ok(mayOf(action.with).includes(key), `${uses} ${key}`);
        for (const key of mustOf(action.writes)) assert.ok(key in written, `${uses} ${key}`);
        for (const key of Object.keys(written)) assert.ok(mayOf(action.writes).includes(key), `${uses} ${key}`);
        assert.deepEqual(
          Object.keys(rest).filter((key) => key !== 'name'),
          [],
        );
      }
    });

    it('uses no variable before an earlier step or the environment’s file has it', () => {
      assert.ok(isThere(`${project.environmentFolderPath}/${environment.replace('env/', '')}`));
      const known = new Set([...keysOf(environment), ...secrets]);
      for (const step of steps) {
        for (const name of usedBy(step)) assert.ok(known.has(name), `${step.uses} ${step.name ?? ''}: ${name}`);
        for (const name of writtenBy(step)) known.add(name);
      }
    });

    it('has a place in the environment’s file for all that is written, but secrets, which git ignores', () => {
      const places = keysOf(environment);
      for (const name of steps.flatMap(writtenBy)) {
        const hasPlace = places.includes(name) || name.startsWith('SECRET_') || name === 'TEAMS_APP_PUBLISHED_APP_ID';
        assert.ok(hasPlace, name);
      }
      assert.deepEqual(
        places.filter((name) => name.startsWith('SECRET_')),
        [],
      );
      assert.match(read('.gitignore'), /^env\/\.env\.\*\.user$/m);
      assert.match(read('.gitignore'), /^\.localConfigs$/m);
    });

    it('names files that there are', () => {
      for (const path of JSON.stringify(steps).match(/\.\/[\w/.-]+\.(?:json|bicep)/g) ?? []) {
        if (path !== './data/policy.json') assert.ok(isThere(path), path);
      }
    });

    it('zips where npm run package does', () => {
      const zips = steps.filter(({ uses }) => uses === 'teamsApp/zipAppPackage');
      assert.ok(zips.length > 0);
      for (const { with: given } of zips) {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: what the toolkit fills in.
        assert.equal(given['outputZipPath'], './appPackage/build/appPackage.${{TEAMSFX_ENV}}.zip');
      }
    });
  });
}

describe('provision of Agents Toolkit', () => {
  const project = readProject('m365agents.yml');

  it('hands each template parameters that it has, and all that have no default', () => {
    const deployments = (project.provision ?? []).flatMap(templatesOf);
    assert.equal(deployments.length, 2);
    for (const { path, parameters } of deployments) {
      const declared = [...read(path).matchAll(/^param (\w+) [\w[\]]+( =)?/gm)];
      const must = declared.filter(([, , hasDefault]) => hasDefault === undefined).map(([, name]) => name);
      const given = parameters === undefined ? [] : Object.keys(JSON.parse(read(parameters)).parameters);
      for (const name of given)
        assert.ok(
          declared.some(([, known]) => known === name),
          `${path} ${name}`,
        );
      for (const name of must) assert.ok(given.includes(name ?? ''), `${path} ${name}`);
    }
  });

  it('gives no secret but to a parameter that Azure keeps secret', () => {
    const { parameters } = JSON.parse(read('infra/toolkit.parameters.json')) as {
      parameters: Record<string, { value: unknown }>;
    };
    for (const [name, { value }] of Object.entries(parameters)) {
      if (!JSON.stringify(value).includes('SECRET_')) continue;
      assert.match(read('infra/main.bicep'), new RegExp(`@secure\\(\\)\\nparam ${name} `), name);
    }
  });

  it('fills in a policy of the shape that the service reads', () => {
    const { parameters } = JSON.parse(read('infra/toolkit.parameters.json'));
    assert.deepEqual(Object.keys(parameters.policy.value.approvers), Object.keys(policyDocument.approvers));
  });

  it('comes after the identity and what it is granted, because a token that is kept has nothing that was granted later', () => {
    const page = read('docs/toolkit.md');
    const { parameters } = JSON.parse(read('infra/toolkit.parameters.json'));
    const made = page.indexOf(
      `az identity create --resource-group "$GROUP" --name ${parameters.baseName.value}-identity`,
    );
    assert.match(read('infra/main.bicep'), /module identity [^}]*name: '\$\{baseName\}-identity'/);
    const granted = page.indexOf('infra/grant-graph-roles.sh "');
    const provisioned = page.indexOf('provision --env dev');
    assert.ok(0 < made && made < granted && granted < provisioned);
    assert.doesNotMatch(page, /grep -\w*P/);
  });

  it('makes the image out of this folder before the app that runs it, and deploy does it again', () => {
    const order = (steps: Project['deploy']) => (steps ?? []).map(({ uses, name }) => name ?? uses);
    const provision = order(project.provision);
    for (const [first, second] of [
      ['registry', 'image'],
      ['tag of the image', 'image'],
      ['image', 'everything else'],
    ] as const) {
      assert.ok(provision.indexOf(first) < provision.indexOf(second), `${first}, ${second}`);
    }
    assert.deepEqual(order(project.deploy), ['tag of the image', 'image', 'replicas with the new image']);
    assert.ok(isThere('Dockerfile'));
  });
});

describe('F5', () => {
  interface Task {
    readonly label: string;
    readonly dependsOn?: readonly string[];
    readonly command?: string;
    readonly args?: { readonly env?: string; readonly ports?: readonly Record<string, Record<string, string>>[] };
    readonly problemMatcher?: { readonly background?: { readonly endsPattern: string } };
  }
  const { tasks } = JSON.parse(read('.vscode/tasks.json')) as { tasks: readonly Task[] };
  const launch = JSON.parse(read('.vscode/launch.json')) as {
    configurations: readonly { name: string; url?: string; port?: number; runtimeArgs?: readonly string[] }[];
    compounds: readonly { configurations: readonly string[]; preLaunchTask: string }[];
  };
  const local = readProject('m365agents.local.yml');

  it('starts tasks and parts that there are', () => {
    const labels = tasks.map(({ label }) => label);
    for (const { dependsOn = [] } of tasks) for (const label of dependsOn) assert.ok(labels.includes(label), label);
    const names = launch.configurations.map(({ name }) => name);
    for (const { configurations, preLaunchTask } of launch.compounds) {
      assert.ok(labels.includes(preLaunchTask), preLaunchTask);
      for (const name of configurations) assert.ok(names.includes(name), name);
    }
  });

  it('runs files that there are, in the environment local, and waits for words that the service logs', () => {
    for (const { command = '', args } of tasks) {
      for (const file of command.match(/src\/[\w/-]+\.ts/g) ?? []) assert.ok(isThere(file), file);
      if (args?.env !== undefined) assert.equal(args.env, 'local');
    }
    const ends = tasks.flatMap(({ problemMatcher }) => problemMatcher?.background?.endsPattern ?? []);
    assert.deepEqual(ends, ['"Listening"']);
    assert.match(read('src/compose.ts'), /'Listening'\)/);
    for (const { runtimeArgs = [] } of launch.configurations) {
      if (runtimeArgs[0] === 'run')
        assert.ok(JSON.parse(read('package.json')).scripts[runtimeArgs[1] ?? ''], runtimeArgs[1]);
    }
  });

  it('attaches to the port that the service is started with', () => {
    const [, port] = /--inspect=127\.0\.0\.1:(\d+)/.exec(JSON.stringify(tasks)) ?? [];
    const attached = launch.configurations.flatMap((each) => each.port ?? []);
    assert.deepEqual(attached.map(String), [port]);
  });

  it('looks for a policy that can be used before it opens a tunnel or makes anything, and installs only what is missing', () => {
    const { dependsOn: order = [] } = tasks.find(({ label }) => label === 'Start on this machine') ?? assert.fail();
    const commands = order.map((label) => tasks.find((task) => task.label === label)?.command ?? '');
    const place = (part: string) => commands.findIndex((command) => command.includes(part));
    const { with: given } =
      local.deploy?.find(({ uses }) => uses === 'file/createOrUpdateEnvironmentFile') ?? assert.fail();
    const { POLICY_FILE: policy = '' } = given['envs'] as Record<string, string>;
    const looked = place(`npm run policy -- check --file ${policy.replace('./', '')}`);
    assert.ok(0 <= place('npm install') && place('npm install') < looked);
    assert.ok(looked < place('debug-start-local-tunnel') && looked < place('provision'));
    // "npm ci" takes everything away first, at each F5.
    assert.doesNotMatch(JSON.stringify([tasks, local]), /npm ci\b|"args":"ci"/);
  });

  it('has a place for the tunnel’s address, and opens the app that it made', () => {
    const written = tasks
      .flatMap(({ args }) => args?.ports ?? [])
      .flatMap((each) => Object.values(each['writeToEnvironmentFile'] ?? {}));
    assert.deepEqual(
      written.filter((name) => !keysOf('env/.env.local').includes(name)),
      [],
    );
    assert.deepEqual([...written].sort(), ['BOT_DOMAIN', 'BOT_ENDPOINT']);
    for (const { url = 'local:TEAMS_APP_ID' } of launch.configurations) assert.ok(url.includes('local:TEAMS_APP_ID'));
  });

  it('hands the service settings with which it starts, and removes nothing', () => {
    const { with: given } =
      local.deploy?.find(({ uses }) => uses === 'file/createOrUpdateEnvironmentFile') ?? assert.fail();
    const settings = Object.fromEntries(
      Object.entries(given['envs'] as Record<string, string>).map(([key, value]) => [
        key,
        value
          .replace(/^\$\{\{SECRET_\w+\}\}$/, 'a secret')
          .replace(/^\$\{\{\w+\}\}$/, '0a0a0a0a-1111-4111-8111-000000000001'),
      ]),
    );
    const result = readConfig(settings, filesOf({ './data/policy.json': JSON.stringify(policyDocument) }));
    assert.deepEqual(result.kind === 'invalid' ? result.problems : [], []);
    assert.deepEqual([settings['REMEDIATION_MODE'], given['target']], ['dry-run', './.localConfigs']);
    assert.ok(tasks.some(({ command }) => command?.includes('--env-file=.localConfigs')));
  });
});
