import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDoctorArguments } from '../../src/cli/doctor/read-arguments.ts';
import { checkIds } from '../../src/doctor/check-ids.ts';
import { checks } from '../../src/doctor/checks.ts';
import { describeCounts, describeExamined } from '../../src/doctor/render.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/doctor.md'), 'utf8');
const rows = page.split('\n').flatMap((line) =>
  /^\| `[a-z-]+` \|/.test(line)
    ? [
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ]
    : [],
);

describe('the page about the doctor', () => {
  it('has a row for every check, in its order, with what it looks at and what to do', () => {
    assert.deepEqual(
      rows.map(([id]) => id?.replaceAll('`', '')),
      checkIds,
    );
    for (const row of rows) {
      assert.equal(row.length, 5, row.join(' | '));
      assert.ok(row[1] && row[4], row[0]);
    }
  });

  it('has every check there is: a file each', () => {
    const files = readdirSync(join(root, 'src/doctor/checks')).map((file) => file.replace('.ts', ''));

    assert.deepEqual(files.toSorted(), checkIds.toSorted());
    assert.deepEqual(Object.keys(checks), checkIds);
  });

  it('tells each check behind those that it hangs on', () => {
    for (const [index, id] of checkIds.entries()) {
      for (const before of checks[id].after) assert.ok(checkIds.indexOf(before) < index, `${id} after ${before}`);
    }
  });

  it('says fault and warning of just the checks that can find one', () => {
    const source = (id: string) => readFileSync(join(root, `src/doctor/checks/${id}.ts`), 'utf8');
    const words = { fault: /\bfault\(/, warning: /\b(warning|judgeWeak)\(/ };
    const finds = (id: string, status: keyof typeof words) => words[status].test(source(id));

    for (const [index, id] of checkIds.entries()) {
      const [, , fault = '', warning = ''] = rows[index] ?? [];
      assert.equal(fault !== '', finds(id, 'fault'), `${id}, fault`);
      assert.equal(warning !== '', finds(id, 'warning'), `${id}, warning`);
    }
  });

  it('shows what is printed, as it is printed', () => {
    const [, example = ''] = /```\n(✓[^`]+)```/.exec(page) ?? [];
    const finding = /^(\S) (\w+) +([a-z-]+) +(.*)$/;
    const told = example.split('\n').flatMap((line) => {
      const [, , status, id, what] = finding.exec(line) ?? [];
      return status === undefined || id === undefined || what === undefined ? [] : [{ status, id, what }];
    });
    const [whys, fixes] = ['why', 'fix'].map((key) =>
      [...example.matchAll(new RegExp(`^ +${key}: (.*)$`, 'gm'))].map(([, text]) => text ?? ''),
    );
    const examined = told.map(({ status, id, what }) => {
      const isTrouble = status === 'fault' || status === 'warning';
      const rest = isTrouble ? { why: whys?.shift() ?? '', fix: fixes?.shift() ?? '' } : {};
      return { id, findings: [{ status, what, ...rest }], ms: 1 } as Parameters<typeof describeExamined>[0];
    });

    assert.equal(examined.map(describeExamined).join('') + describeCounts(examined), example);
  });

  it('has fixes that name programs which there are, in the container as well', () => {
    const source = checkIds.map((id) => readFileSync(join(root, `src/doctor/checks/${id}.ts`), 'utf8')).join('\n');
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

    const asked = [...source.matchAll(/npm run (\w+) -- (\w+)( \(in the container: node dist\/cli\/\1\.js \2\))?/g)];
    assert.ok(asked.length >= 2);
    for (const [command, script = '', , inContainer] of asked) {
      assert.ok(script in scripts && existsSync(join(root, `src/cli/${script}.ts`)), command);
      assert.ok(inContainer, `${command}: what is it in the container?`);
    }
  });

  it('has commands that the doctor takes', () => {
    const commands = [...page.matchAll(/^npm run (?:-s )?doctor(?: -- (\S.*?))?(?: +#.*)?$/gm)].map(
      ([, args = '']) => args,
    );

    assert.ok(commands.length >= 3);
    for (const args of commands) {
      assert.equal(readDoctorArguments(args.split(' ').filter((arg) => arg !== '')).kind, 'examine', args);
    }
  });
});
