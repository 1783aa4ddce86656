import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { describe, it } from 'mocha';
import { groupsOf } from './groups.ts';
import { judged } from './run-group.ts';

describe('npm test', () => {
  it('runs every spec once, what takes longest first', () => {
    const all = globSync('test/**/*.spec.ts');

    const groups = groupsOf(all);

    assert.deepEqual(groups.flatMap(({ files }) => files).sort(), [...all].sort());
    assert.deepEqual(groups[0], { name: 'fault/kill.spec.ts', isAlone: true, files: ['test/fault/kill.spec.ts'] });
    assert.equal(groups.filter(({ isAlone }) => isAlone).length, 1);
    assert.ok(groups.some(({ name, files }) => name === 'top level' && files.includes('test/sent.spec.ts')));
  });

  it('counts what mocha counted', () => {
    assert.deepEqual(judged('x\n\n12 passed, 0 failed, 1 skipped\n', 0), { passed: 12, failed: 0, skipped: 1 });
    assert.deepEqual(judged('3 passed, 0 failed\n11 passed, 2 failed\n', 2), { passed: 11, failed: 2, skipped: 0 });
  });

  for (const [what, output, code, flaw] of [
    ['died before it had counted', 'x', null, /exit code null and without/],
    ['failed after its tests', '5 passed, 0 failed\n', 7, /exit code 7 after/],
    ['found nothing to run', '0 passed, 0 failed\n', 0, /ran no test/],
  ] as const) {
    it(`never takes a group for passed that ${what}`, () => {
      assert.match(judged(output, code).flaw ?? '', flaw);
    });
  }
});
