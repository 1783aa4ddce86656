/** `npm run chaos -- --minutes N [--kills N] [--seed S] [--store embedded|postgres]`: the harness for as long as you like. */
import { asTable, verdictOf } from './closing-report.ts';
import { options } from './options.ts';
import { runFaults } from './run-faults.ts';

const say = (line: string) => console.log(`  ${new Date().toISOString().slice(11, 19)} ${line}`);

console.log(`${options.store}, seed ${options.seed}`);
const report = await runFaults({ ...options, say });
console.log(`\n${asTable(report.rows)}\n\n${report.explanation}\n`);
for (const problem of report.problems) console.log(`PROBLEM ${problem}`);
console.log(verdictOf(report.problems, report.kills));
process.exit(report.problems.length === 0 ? 0 : 1);
