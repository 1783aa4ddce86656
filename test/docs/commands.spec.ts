import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { draftOf } from '../store/samples.ts';
import { fencesOf, proseOf, readPages } from './pages.ts';
import { commandsOf, isMarked, isShell, nameOf, ranCommands, ranHere, whyNotRun } from './shell-commands.ts';

const root = join(import.meta.dirname, '../..');
const pages = readPages();
const blocks = pages.flatMap((page) => fencesOf(page).map((fence) => ({ page: page.path, fence })));
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

/** Of blocks that no test takes by name. */
const unmarked = blocks.filter(({ fence }) => isShell(fence) && nameOf(fence) === undefined && !isMarked(fence));
const commands = [...new Set(unmarked.flatMap(({ fence }) => commandsOf(fence)))];

function* specsBelow(folder: string): Generator<string> {
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.spec.ts')) yield readFileSync(join(root, folder, name), 'utf8');
  }
}

describe('The commands of the documentation', () => {
  for (const { page, fence } of unmarked) {
    const [first = ''] = commandsOf(fence);
    it(`are run by a test, or marked as needing what no test has: ${page}, ${first}`, () => {
      const flaws = commandsOf(fence).map((command) => whyNotRun(command));
      assert.deepEqual(
        flaws.filter((flaw) => flaw !== undefined),
        [],
      );
    });
  }

  it('have a test that takes the block by its name, where it has one', () => {
    const named = blocks.filter(({ fence }) => isShell(fence) && nameOf(fence) !== undefined && !isMarked(fence));
    const specs = named.length === 0 ? [] : [...specsBelow('test')];
    for (const { page, fence } of named) {
      const isTaken = specs.some((text) => text.includes(`'${nameOf(fence)}'`) && text.includes(basename(page)));
      assert.ok(isTaken, `${page}: no spec names '${nameOf(fence)}'`);
    }
  });

  it('stand in blocks that say that they are commands', () => {
    const looksLike = /^\$? ?(?:npm|npx|node|az|curl|docker|kubectl|openssl|git|psql|pg_dump) /;
    const hidden = blocks.filter(
      ({ fence }) => fence.language === '' && fence.lines.some((line) => looksLike.test(line)),
    );

    assert.deepEqual(
      hidden.map(({ page, fence }) => `${page}: ${fence.lines[0]}`),
      [],
    );
  });

  it('are missed where nobody runs them', () => {
    assert.match(whyNotRun('npm run store -- shrink') ?? '', /^no test runs/);
    assert.match(whyNotRun('npm run policy -- explain --colour red') ?? '', /does not take/);
    const nobody = [{ command: /^x$/, by: 'test/nobody.spec.ts', as: 'x' }];
    assert.match(whyNotRun('x', nobody) ?? '', /is not there/);
    assert.match(whyNotRun('x', [{ command: /^x$/, by: 'package.json', as: '\0' }]) ?? '', /does not run it/);
  });

  it('are all used: none of the table is left over', () => {
    const left = ranCommands.filter((row) => !commands.some((command) => row.command.test(command)));

    assert.deepEqual(
      left.map((row) => String(row.command)),
      [],
    );
  });

  it('name scripts and files that there are, also within a sentence', () => {
    const flaws = pages.flatMap((page) => {
      const spans = [...proseOf(page).matchAll(/`((?:npm|npx|node) [^`\n]+)`/g)].map(([, span = '']) => span);
      return [...spans, ...fencesOf(page).filter(isShell).flatMap(commandsOf)].flatMap((command) =>
        flawsOf(command).map((flaw) => `${page.path}: ${flaw}`),
      );
    });

    assert.deepEqual(flaws, []);
  });

  function flawsOf(command: string): string[] {
    const [, script] = /\bnpm run (?:-s )?([\w:-]+)/.exec(command) ?? [];
    const files = [...command.matchAll(/\b(?:src|test|env|infra)\/[\w./-]+\.(?:ts|json|sh|bicep|yaml)\b/g)].map(
      ([file]) => file,
    );
    // What the build makes of src/.
    const built = [...command.matchAll(/\bdist\/([\w./-]+)\.js\b/g)].map(([, path]) => `src/${path}.ts`);
    return [
      ...(script !== undefined && scripts[script] === undefined ? [`there is no script ${script}`] : []),
      ...[...files, ...built].filter((file) => !existsSync(join(root, file))).map((file) => `there is no ${file}`),
    ];
  }

  describe('that are cheap', () => {
    let folder: string;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'countersign-'));
      const { store, close } = await openSqliteStore({
        directory: join(folder, 'data'),
        digest,
        clock: { now: () => 1_000 },
      });
      await store.transaction((tx) => tx.appendAudit(draftOf()));
      await close();
    });
    after(() => rmSync(folder, { recursive: true }));

    /** npm's own start takes as long as the program's: what it would start is started, from the same table. */
    const npm = Object.entries(scripts)
      .filter(([, run]) => /^node src\/cli\/\S+\.ts$/.test(run))
      .map(([name, run]) => `${name}) shift; "$NODE" "$ROOT/${run.slice('node '.length)}" "$@";;`);
    const shell = `npm() { shift; if [ "$1" = -s ]; then shift; fi; name=$1; shift; set -- "$name" "$@"
      if [ "$2" = -- ]; then shift 2; set -- "$name" "$@"; fi
      case "$1" in ${npm.join(' ')} *) exit 99;; esac; }
      node() { "$NODE" "$@"; }
      set -e`;

    it('end well, run as they stand', function () {
      if (process.platform === 'win32') this.skip();
      const [...cheap] = commands.filter((command) => {
        return ranCommands.find((row) => row.command.test(command))?.by === ranHere.by;
      });
      const env = { NODE: process.execPath, ROOT: root, DATA_DIR: join(folder, 'data') };

      const { status, stdout, stderr } = spawnSync('sh', ['-c', [shell, ...cheap].join('\n')], {
        cwd: folder,
        env: { ...env, PATH: process.env['PATH'] ?? '' },
        encoding: 'utf8',
      });

      assert.deepEqual([status, stderr.match(/Error|not found/g)], [0, null], `${stdout}\n${stderr}`);
      assert.ok(cheap.length >= 5);
      assert.match(readFileSync(join(folder, 'log.jsonl'), 'utf8'), /^\{"actor".*\}\n$|^\{.*"seq":1.*\}\n$/);
      assert.ok(statSync(join(folder, 'countersign-backup.db')).size > 10_000);
      assert.match(stdout, /^whsec_[\w+/]{43}=$/m);
    });
  });
});
