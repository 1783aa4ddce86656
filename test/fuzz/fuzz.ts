/** `npm run fuzz -- --inputs N [--seed S] [--from I]`: as many as you like. */
import { options } from './options.ts';
import { mebibytes, runFuzz } from './run-fuzz.ts';

const say = (line: string) => process.stdout.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);

say(`${options.inputs} inputs, seed ${options.seed}`);
const report = await runFuzz({ ...options, say });
for (const [kind, counts] of [...report.statuses].sort()) {
  const told = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status || 'silent'}: ${count}`);
  process.stdout.write(`${kind.padEnd(36)} ${told.join('  ')}\n`);
}
const [warm, end] = [report.memory[1], report.memory.at(-1)];
if (warm && end) {
  const heap = `heap ${mebibytes(warm.heap)} → ${mebibytes(end.heap)}`;
  const rest = `external ${mebibytes(warm.external)} → ${mebibytes(end.external)}`;
  say(`${heap}, ${rest}, resident ${mebibytes(warm.resident)} → ${mebibytes(end.resident)} MiB`);
}
for (const problem of report.problems) process.stdout.write(`PROBLEM ${problem}\n`);
say(`${report.sent} inputs, ${Math.round(report.perSecond)} a second, ${report.problems.length} problems`);
process.exit(report.problems.length === 0 ? 0 : 1);
