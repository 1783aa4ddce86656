/**
 * `npm run bench`: measures, never asserts. The service and the floor take turns against a sandbox in this
 * process; what comes out are medians. Prints a table and writes every figure to build/bench.json.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { measureImports } from './measure-imports.ts';
import { aims, plan } from './plan.ts';
import { hasProc } from './process-figures.ts';
import { type Results, tableOf } from './report.ts';
import { loadKeys, runStart, runTrial, type StartFigures, startKeys, type TrialFigures } from './run-trial.ts';
import { medians } from './statistics.ts';
import { floor, full, type Subject } from './subjects.ts';

const startedAt = performance.now();
const trials: Record<Subject['name'], TrialFigures[]> = { full: [], floor: [] };
const starts: Record<Subject['name'], StartFigures[]> = { full: [], floor: [] };

function note(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  process.stdout.write(`[${seconds.padStart(3)} s] ${text}\n`);
}

function settled(name: Subject['name']): TrialFigures {
  return {
    ...medians(trials[name], loadKeys),
    ...medians<(typeof startKeys)[number]>([...trials[name], ...starts[name]], startKeys),
  };
}

const loadBefore = loadavg()[0] ?? 0;
if (loadBefore > 0.5) note(`Others use this machine (load ${loadBefore.toFixed(1)}): read the figures with care.`);
if (!hasProc) note('This system has no /proc: memory and CPU time are left out.');
const imports = await measureImports(plan.rounds);
for (let extra = 0; extra < plan.extraStarts; extra += 1) {
  for (const subject of [full, floor]) starts[subject.name].push(await runStart(subject));
}
for (let round = 1; round <= plan.rounds; round += 1) {
  // Who comes first changes, so that what drifts (heat, other people's load) falls on both.
  for (const subject of round % 2 === 1 ? [full, floor] : [floor, full]) {
    const figures = await runTrial(subject);
    trials[subject.name].push(figures);
    const { tripsPerSecond, clickP99Ms } = figures;
    note(
      `round ${round}, ${subject.name}: ${tripsPerSecond.toFixed(1)} round trips/s, p99 ${clickP99Ms.toFixed(0)} ms`,
    );
  }
}

const [ours, theirs] = [settled('full'), settled('floor')];
const ratios = Object.fromEntries(
  [...startKeys, ...loadKeys].map((key) => [key, ours[key] / theirs[key]]),
) as TrialFigures;
const results: Results = { full: ours, floor: theirs, ratios, imports };
const machine = { cores: availableParallelism(), platform: platform(), node: process.version, loadBefore };
const build = join(import.meta.dirname, '../../build');
await mkdir(build, { recursive: true });
const file = { at: new Date().toISOString(), machine, plan, aims, results, trials, starts };
await writeFile(join(build, 'bench.json'), `${JSON.stringify(file, undefined, 2)}\n`);

process.stdout.write(`
Node ${machine.node} on ${machine.platform}, ${machine.cores} cores shared with the sandbox. Medians of ${plan.rounds} rounds.
The floor is a bare botbuilder + restify bot on the same path: it checks no alert and no approver, keeps nothing,
audits nothing, and redraws a card once. The service answers nobody before what it says is synced to the disk. Aims
say what that may cost; they are not asserted.

${tableOf(results)}

Every figure: build/bench.json
`);
