/** `npm run chaos -- --minutes N [--seed S] [--store embedded|postgres]`: the harness for as long as you like. */
import { parseArgs } from 'node:util';
import { asTable } from './closing-report.ts';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    kills: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    store: { type: 'string', default: 'embedded' },
  },
});
const seed = Number(values.seed);
const store = values.store === 'postgres' ? 'postgres' : 'embedded';
const say = (line: string) => console.log(`  ${new Date().toISOString().slice(11, 19)} ${line}`);

console.log(`${store}, seed ${seed}`);
const report = await runFaults({
  store,
  seed,
  kills: Number(values.kills),
  forMs: Number(values.minutes) * 60_000,
  say,
});
console.log(`\n${asTable(report.rows)}\n\n${report.explanation}\n`);
for (const problem of report.problems) console.log(`PROBLEM ${problem}`);
console.log(report.problems.length === 0 ? 'Nothing lost, nothing twice.' : `${report.problems.length} problems.`);
process.exit(report.problems.length === 0 ? 0 : 1);
