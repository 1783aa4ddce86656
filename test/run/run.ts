/** `npm test`: all specs, most groups two at a time, and one closing line with the counts of all of them. */
import { globSync } from 'node:fs';
import { type Group, groupsOf } from './groups.ts';
import { type GroupResult, runGroup } from './run-group.ts';

/** Most of what takes long waits: for leases, timers, other processes. More at once only makes clocks tick unevenly. */
const atOnce = 2;

const groups = groupsOf(globSync('test/**/*.spec.ts'));
const results: GroupResult[] = [];

/** Takes the next group as long as there is one; several lanes share the list. */
async function lane(waiting: Group[]): Promise<void> {
  for (let group = waiting.shift(); group; group = waiting.shift()) {
    console.log(`${group.name}: ${group.files.length} files`);
    const result = await runGroup(group);
    results.push(result);
    console.log(`\n──── ${group.name} ────\n${result.output}`);
  }
}

await lane(groups.filter(({ isAlone }) => isAlone));
const shared = groups.filter(({ isAlone }) => !isAlone);
await Promise.all(Array.from({ length: atOnce }, () => lane(shared)));

for (const { group, seconds, passed, failed, skipped, flaw } of results) {
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  console.log(`${group.name.padEnd(20)} ${seconds.toFixed(0).padStart(4)} s  ${counts}${flaw ? `, and ${flaw}` : ''}`);
}
const sum = (of: (result: GroupResult) => number) => results.reduce((total, result) => total + of(result), 0);
const skipped = sum((result) => result.skipped);
// A group that failed as a whole counts as one failed test: the closing line must never look green then.
const failed = sum((result) => result.failed + (result.flaw ? 1 : 0));
console.log(`\n${sum((result) => result.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
