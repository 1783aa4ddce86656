/**
 * `npm run bench [-- PART …]`: measures, never asserts. What is compared takes turns in one run, against a sandbox in
 * this process; what comes out are medians. Prints tables and writes every figure to build/bench.json.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { measureBurst } from './burst-part.ts';
import { measureCampaign } from './campaign-part.ts';
import { options, type Part } from './options.ts';
import { measurePast, type PartResult } from './past-part.ts';
import { aims, pastPlan, plan } from './plan.ts';
import { measurePostgres } from './postgres-part.ts';
import { hasProc } from './process-figures.ts';
import { measureTrips } from './trips-part.ts';

const startedAt = performance.now();

function note(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  process.stdout.write(`[${seconds.padStart(3)} s] ${text}\n`);
}

const { rounds, past, recipients, alerts, instances } = options;
const measures: Readonly<Record<Part, () => Promise<PartResult>>> = {
  trips: () => measureTrips(rounds, note),
  past: () => measurePast(past, { ...pastPlan, rounds: rounds * pastPlan.rounds }, note),
  campaign: () => measureCampaign(recipients, rounds, note),
  burst: () => measureBurst(alerts, 1, note),
  postgres: () => measurePostgres({ instances, past: Math.min(...past), rounds }, note),
};

const loadBefore = loadavg()[0] ?? 0;
if (loadBefore > 0.5) note(`Others use this machine (load ${loadBefore.toFixed(1)}): read the figures with care.`);
if (!hasProc) note('This system has no /proc: memory and CPU time are left out.');

const results: Partial<Record<Part, PartResult>> = {};
for (const part of options.parts) results[part] = await measures[part]();

const machine = { cores: availableParallelism(), platform: platform(), node: process.version, loadBefore };
const build = join(import.meta.dirname, '../../build');
await mkdir(build, { recursive: true });
const file = { at: new Date().toISOString(), machine, options, plan, pastPlan, aims, results };
await writeFile(join(build, 'bench.json'), `${JSON.stringify(file, undefined, 2)}\n`);

process.stdout.write(`
Node ${machine.node} on ${machine.platform}, ${machine.cores} cores shared with the sandbox. Delivery locations are looked at
once, 0.2 s after a submission (VERIFY_SCHEDULE), so that nothing waits for one of Graph's places; each alert is about
a mail of its own and joins at once (REVISE_EVERY). Aims say what is wished; they are not asserted.
`);
for (const { title, table } of Object.values(results)) process.stdout.write(`\n${title}\n\n${table}\n`);
process.stdout.write('\nEvery figure: build/bench.json\n');
