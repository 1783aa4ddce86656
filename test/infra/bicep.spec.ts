import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkBicep, textsOf } from './bicep/check-bicep.ts';
import type { Folder } from './bicep/check-modules.ts';
import { parseBicep } from './bicep/parse-bicep.ts';
import { textOf } from './bicep/parse-expression.ts';
import { BicepError } from './bicep/tokens.ts';
import { entryOf } from './bicep/walk.ts';

const root = join(import.meta.dirname, '../..');
const files = globSync('infra/**/*.bicep', { cwd: root }).toSorted();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const from =
  (path: string): Folder =>
  (module) => {
    const target = join(root, dirname(path), module);
    return existsSync(target) ? parseBicep(readFileSync(target, 'utf8')) : undefined;
  };

describe('the Bicep files', () => {
  for (const path of files) {
    it(`say nothing that the compiler would refuse, as far as it can be told without it: ${path}`, () => {
      const declarations = parseBicep(read(path));
      assert.deepEqual(checkBicep(declarations, from(path)), []);
      // The ids of Azure's own roles and of Sentinel itself are the same everywhere; any other GUID is somebody's.
      const known = /^(?:4633458b|7f951dda|8d289c81|f4c81013|98785600)-/;
      const guids = textsOf(declarations).flatMap(
        (text) => text.match(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi) ?? [],
      );
      assert.deepEqual(
        guids.filter((guid) => !known.test(guid)),
        [],
      );
    });
  }

  it('are all reached from a file that is deployed', () => {
    const deployed = ['infra/main.bicep', 'infra/registry.bicep', 'infra/sentinel/main.bicep'];
    const modules = deployed.flatMap((path) =>
      parseBicep(read(path)).flatMap((found) =>
        found.kind === 'module' ? [relative(root, join(root, dirname(path), found.path))] : [],
      ),
    );
    assert.deepEqual([...deployed, ...modules].toSorted(), files);
  });

  for (const path of ['infra/main.bicep', 'infra/registry.bicep', 'infra/sentinel/main.bicep']) {
    it(`explain every parameter that people give: ${path}`, () => {
      for (const found of parseBicep(read(path))) {
        if (found.kind !== 'param') continue;
        assert.ok(
          found.decorators.some(({ name }) => name === 'description'),
          found.name,
        );
      }
    });
  }

  for (const [path, of] of [
    ['infra/main.parameters.json', 'infra/main.bicep'],
    ['infra/toolkit.parameters.json', 'infra/main.bicep'],
    ['infra/sentinel/main.parameters.json', 'infra/sentinel/main.bicep'],
  ] as const) {
    it(`have the parameters that the file of values names, and no secret in it: ${path}`, () => {
      const { parameters } = JSON.parse(read(path)) as { parameters: Record<string, { value: unknown }> };
      const declared = parseBicep(read(of)).filter((found) => found.kind === 'param');
      for (const [name, { value }] of Object.entries(parameters)) {
        const param = declared.find((found) => found.name === name);
        assert.ok(param, name);
        // Agents Toolkit fills in its own variables; SECRET_ ones it keeps apart, encrypted.
        const isKept = typeof value === 'string' && /^\$\{\{SECRET_[A-Z_]+\}\}$/.test(value);
        assert.equal(param.decorators.some((decorator) => decorator.name === 'secure') && !isKept, false, name);
      }
    });
  }
});

describe('what is deployed into Azure', () => {
  const paramsOf = (path: string) => parseBicep(read(path)).filter((found) => found.kind === 'param');

  it('keeps on a later deployment whatever was chosen: each parameter is in the file or in the command, or is a secret', () => {
    const { parameters } = JSON.parse(read('infra/main.parameters.json')) as { parameters: Record<string, object> };
    const command = /az deployment group create [^`]*?infra\/main\.bicep[^`]*/.exec(read('docs/install.md'))?.[0] ?? '';
    const unnamed = paramsOf('infra/main.bicep').filter(
      ({ name, decorators }) =>
        !(name in parameters) && !command.includes(`${name}=`) && !decorators.some((each) => each.name === 'secure'),
    );
    // The region is that of the group.
    assert.deepEqual(
      unnamed.map(({ name }) => name),
      ['location'],
    );
  });

  it('has in the file what the template has by default', () => {
    const { parameters } = JSON.parse(read('infra/main.parameters.json')) as {
      parameters: Record<string, { value: unknown }>;
    };
    for (const { name, initial } of paramsOf('infra/main.bicep')) {
      const given = parameters[name]?.value;
      if (given === undefined || typeof given === 'object' || initial === undefined) continue;
      assert.equal(given, initial.kind === 'literal' ? initial.value : textOf(initial), name);
    }
  });

  it('names the registry with what a registry can be named with', () => {
    assert.match(
      read('infra/registry.bicep'),
      /name: '\$\{toLower\(replace\(baseName, '-', ''\)\)\}\$\{uniqueString\(/,
    );
  });

  it('never takes protection away from a vault that has it', () => {
    const vault = parseBicep(read('infra/modules/vault.bicep')).find(
      (found) => found.kind === 'resource' && found.name === 'vault',
    );
    const protection =
      vault?.kind === 'resource' ? entryOf(vault.body, 'properties', 'enablePurgeProtection') : undefined;
    assert.ok(protection?.kind === 'operation');
    const [, wanted, otherwise] = protection.operands;
    assert.deepEqual(
      [wanted, otherwise].map((value) => value?.kind === 'literal' && value.value),
      [true, null],
    );
  });

  it('runs the PostgreSQL that compose.yaml runs, in a version of the API that knows it', () => {
    const server = read('infra/modules/database.bicep');
    const [, major] = /image: postgres:(\d+)\./.exec(read('compose.yaml')) ?? [];
    assert.match(server, new RegExp(`^    version: '${major}'$`, 'm'));
    // Versions before it list 11 to 16 alone.
    assert.ok((/flexibleServers@(\d{4}-\d\d-\d\d)'/.exec(server)?.[1] ?? '') >= '2025-08-01');
  });
});

describe('the check of Bicep files', () => {
  const module = parseBicep(
    `param name string\n\n@secure()\nparam key string = ''\n\noutput id string = '\${name}\${empty(key)}'\n`,
  );
  const folder: Folder = (path) => (path === 'there.bicep' ? module : undefined);
  const problems = (source: string) => checkBicep(parseBicep(source), folder).join('\n');
  const site = (rest: string, version = '2025-01-01') =>
    `resource site 'Microsoft.Web/sites@${version}' = {\n  name: 'a'\n${rest}\n}\n`;

  for (const [what, source, said] of [
    ['a name that is not declared', 'output a string = b\n', /line 1: there is no b/],
    ['a function that there is not', "output a string = uniqeString('x')\n", /no function is called uniqeString/],
    ['a parameter that nothing uses', 'param a string\n', /line 1: a is not used/],
    ['a name that is declared twice', 'var a = 1\nvar a = 2\noutput b int = a\n', /line 2: a stands there twice/],
    ['a region of its own', site("  location: 'westeurope'"), /site names its region itself/],
    ['an old version', site('', '2019-08-01'), /uses an old version/],
    ['a preview', site('', '2025-08-01-preview'), /uses a preview/],
    ['a type without a version', "resource a 'Microsoft.Web/sites' = {\n  name: 'a'\n}\n", /is of no type/],
    [
      'a password that is logged',
      'param password string\noutput a bool = empty(password)\n',
      /password must be @secure/,
    ],
    ['a default password', "@secure()\nparam a string = 'x'\noutput b bool = empty(a)\n", /must not have a secret/],
    ['a secret that is put out', `@secure()\nparam a string\noutput b string = '\${a}x'\n`, /b tells the secret a/],
    [
      'a secret in a resource',
      `@secure()\nparam a string\n${site('  tags: {\n    a: a\n  }')}`,
      /site tells the secret a/,
    ],
    ['a module that is not there', "module a 'gone.bicep' = {\n  name: 'a'\n}\n", /not there: gone\.bicep/],
    ['a module without what it needs', "module a 'there.bicep' = {\n  name: 'a'\n}\n", /a needs name/],
    [
      'a module with what it does not know',
      "module a 'there.bicep' = {\n  name: 'a'\n  params: {\n    name: 'x'\n    nmae: 'x'\n  }\n}\n",
      /a has no parameter nmae/,
    ],
    [
      'an output that a module does not have',
      "module a 'there.bicep' = {\n  name: 'a'\n  params: {\n    name: 'x'\n  }\n}\noutput b string = a.outputs.ID\n",
      /a puts out no ID/,
    ],
    [
      'a secret that a module does not keep',
      "@secure()\nparam b string\nmodule a 'there.bicep' = {\n  name: 'a'\n  params: {\n    name: b\n  }\n}\n",
      /a tells the secret b/,
    ],
  ] as const) {
    it(`finds ${what}`, () => assert.match(problems(source), said));
  }

  for (const [what, source] of [
    ['a bracket that is not closed', 'var a = {\n  b: [1\n}\n'],
    ['a string that is not closed', "var a = 'b\n"],
    ['an interpolation that is not closed', "var a = '${b'\n"],
    ['two declarations on one line', 'var a = 1 var b = 2\n'],
    ['a value that is missing', 'param a string =\n'],
    ['a choice with one half', 'var a = b ? c\n'],
    ['a word that declares nothing', 'parm a string\n'],
  ] as const) {
    it(`ends at ${what}`, () => assert.throws(() => parseBicep(source), BicepError));
  }
});
