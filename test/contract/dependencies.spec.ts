import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesUnder, tableUnder, textUnder } from './dependency-page.ts';
import {
  hasFix,
  isPermitted,
  lockedCopies,
  majorOf,
  majorsOf,
  permitted,
  productionCopies,
} from './locked-packages.ts';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

const licenseExceptions = new Map(tableUnder('Licences').map(([name = '', license = '']) => [name, license]));

function licenseOf(name: string): string {
  const copy = lockedCopies().find((locked) => locked.name === name);
  return copy?.license ?? licenseExceptions.get(name) ?? 'none declared';
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

describe('what we depend on', () => {
  for (const [heading, wanted] of [
    ['What runs in production', manifest.dependencies],
    ['What only builds and tests', manifest.devDependencies],
  ] as const) {
    it(`stands on its page, nothing more and nothing less: ${heading.toLowerCase()}`, () => {
      const rows = tableUnder(heading);
      assert.deepEqual(sorted(rows.map(([name = '']) => name)), sorted(Object.keys(wanted)));
      for (const row of rows) assert.ok(row.length === 5 && row.every((cell) => cell !== ''), row.join(' | '));
    });

    it(`is named with the licence that it declares: ${heading.toLowerCase()}`, () => {
      const rows = tableUnder(heading);
      const told = Object.fromEntries(rows.map(([name = '', license = '']) => [name, license]));
      assert.deepEqual(told, Object.fromEntries(Object.keys(wanted).map((name) => [name, licenseOf(name)])));
    });

    it(`is asked for by exact version: ${heading.toLowerCase()}`, () => {
      const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
      assert.deepEqual(loose, []);
    });
  }

  it('was looked at, every package of it: what comes in unknown is named on the page first', () => {
    const named = [...Object.keys(manifest.dependencies), ...namesUnder('The rest of the production tree')];
    assert.deepEqual(sorted(named), sorted(productionCopies().map(({ name }) => name)));
  });
});

describe('the licences of what runs in production', () => {
  it('permit use and passing on without conditions on our own code', () => {
    const others = productionCopies().filter(({ license }) => license !== undefined && !isPermitted(license));
    assert.deepEqual(others, []);
  });

  it('are declared, or the text was read and the package is named on the page', () => {
    const silent = productionCopies().filter(({ license }) => license === undefined);
    const namedOfProduction = [...licenseExceptions.keys()].filter((name) => !(name in manifest.devDependencies));
    assert.deepEqual(sorted(silent.map(({ name }) => name)), sorted(namedOfProduction));
  });

  it('are told on the page as they are: which are permitted, and how many packages there are', () => {
    const [, told = ''] = /^Permitted in production: (.*?), and a choice/s.exec(textUnder('Licences').trim()) ?? [];
    assert.deepEqual(sorted(told.split(/,\s+/)), sorted(permitted));
    const copies = productionCopies();
    const licenses = copies.map(({ name }) => licenseOf(name));
    const counts = `All ${copies.length} packages have one: ${licenses.filter((license) => license === 'MIT').length} MIT`;
    assert.ok(textUnder('Licences').includes(counts), counts);
  });

  for (const [expression, allowed] of [
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['(MIT AND GPL-3.0-only)', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0-or-later', false],
    ['SEE LICENSE IN LICENSE', false],
    ['UNLICENSED', false],
  ] as const) {
    it(`${allowed ? 'may be' : 'may not be'} ${expression}`, () => {
      assert.equal(isPermitted(expression), allowed);
    });
  }
});

describe('scripts that packages run when they are installed', () => {
  it('do not exist in production, but for one that is refused', () => {
    const running = productionCopies().filter(({ hasInstallScript }) => hasInstallScript);
    assert.deepEqual(sorted(running.map(({ name }) => name)), ['dtrace-provider']);
    assert.equal(manifest.allowScripts['dtrace-provider'], false);
  });

  it('are decided in package.json, each by name', () => {
    const undecided = lockedCopies().filter(
      ({ name, hasInstallScript }) => hasInstallScript && manifest.allowScripts[name] === undefined,
    );
    assert.deepEqual(undecided, []);
  });

  it('are refused by npm where nobody decided', () => {
    assert.match(readFileSync(join(root, '.npmrc'), 'utf8'), /^strict-allow-scripts=true$/m);
  });
});

describe('overrides', () => {
  it('stand on the page with what they become, who asks, why, and when they go', () => {
    const told = tableUnder('Overrides').map(([override = '', becomes = '']) => [override, becomes]);
    assert.deepEqual(Object.fromEntries(told), manifest.overrides);
  });

  for (const override of Object.keys(manifest.overrides)) {
    const [, name = '', range = ''] = /^(@?[^@]+)@(.+)$/.exec(override) ?? [];
    const { from, to } = majorsOf(range);

    it(`replace what somebody still asks for, or they go: ${override}`, () => {
      const asking = lockedCopies().filter(({ dependencies: { [name]: asked } }) => {
        const major = asked === undefined ? Number.NaN : majorsOf(asked).from;
        return major >= from && major <= to;
      });
      assert.notDeepEqual(asking, []);
    });

    it(`leave no copy of what they replace: ${override}`, () => {
      const left = lockedCopies().filter((copy) => copy.name === name);
      assert.notDeepEqual(left, []);
      assert.deepEqual(
        left.filter(({ version }) => majorOf(version) >= from && majorOf(version) <= to),
        [],
      );
    });
  }
});

describe('published advisories', () => {
  const rows = tableUnder('Advisories');

  it('are each named by number, with a decision', () => {
    for (const [name = '', advisory = '', , reachable = '', decision = ''] of rows) {
      assert.match(advisory, /CVE-\d{4}-\d{4,}|GHSA(-[2-9cfghjmpqrvwx]{4}){3}/, name);
      assert.notEqual(reachable, '', advisory);
      assert.match(decision, /^(fixed|overridden|not affected|gone)\b/, advisory);
    }
  });

  for (const [name = '', advisory = '', fixedIn = '', , decision = ''] of rows) {
    it(`are true of what is locked: ${name}, ${advisory}`, () => {
      const copies = productionCopies().filter((copy) => copy.name === name);
      assert.equal(copies.length === 0, decision.startsWith('gone'), 'installed, or gone');
      if (!/^(fixed|overridden)/.test(decision)) return;
      assert.match(fixedIn, /^\d/);
      const open = copies.filter(({ version }) => !hasFix(version, fixedIn.split(', ')));
      assert.deepEqual(open, []);
    });
  }

  for (const [version, fixedIn, expected] of [
    ['4.5.4', ['4.5.4', '5.3.5'], true],
    ['4.5.3', ['4.5.4', '5.3.5'], false],
    ['5.0.0', ['4.5.4', '5.3.5'], false],
    ['5.10.0', ['4.5.4', '5.3.5'], true],
    ['6.0.0', ['4.5.4', '5.3.5'], true],
    ['0.8.15', ['0.8.15', '0.9.12'], true],
    ['0.9.11', ['0.8.15', '0.9.12'], false],
    ['1.16.3', ['1.15.6'], true],
    ['11.1.0', ['11.1.1'], false],
  ] as const) {
    it(`${expected ? 'are mended' : 'are open'} in ${version} where ${fixedIn.join(' and ')} have the fix`, () => {
      assert.equal(hasFix(version, fixedIn), expected);
    });
  }
});

describe('code that is installed and never reached', () => {
  it('is what parses XML, paths and made-up ids for the expressions of a card: no template calls it', () => {
    const templates = globSync('cards/**/*.json', { cwd: root });
    assert.ok(templates.length > 0);
    for (const file of templates) {
      const bindings = readFileSync(join(root, file), 'utf8').match(/\$\{[^}]*\}/g) ?? [];
      assert.doesNotMatch(bindings.join('\n'), /\b(xml|xPath|jPath|newGuid|isMatch)\s*\(/i, file);
    }
  });

  it('is every plugin of restify: bodies, queries, files and signatures are read by our own code', () => {
    for (const file of globSync('src/**/*.ts', { cwd: root })) {
      assert.doesNotMatch(
        readFileSync(join(root, file), 'utf8'),
        /\brestify\.plugins\b|['"]restify\/|from 'restify-/,
        file,
      );
    }
  });

  it('is the SDK’s clients of skills and its WebSockets: axios and ws are theirs', () => {
    const names =
      /BotFrameworkHttpClient|createBotFrameworkClient|SkillHandler|\bconnectNamedPipe\b|\bStreamingServer\b/;
    for (const file of globSync('src/**/*.ts', { cwd: root })) {
      assert.doesNotMatch(readFileSync(join(root, file), 'utf8'), names, file);
    }
  });
});
