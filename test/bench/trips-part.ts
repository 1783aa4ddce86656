/** The service and the floor take turns, each round in fresh processes. */
import { measureImports } from './measure-imports.ts';
import type { PartResult } from './past-part.ts';
import { plan } from './plan.ts';
import { tableOf } from './report.ts';
import { loadKeys, runStart, runTrial, type StartFigures, startKeys, type TrialFigures } from './run-trial.ts';
import { medians } from './statistics.ts';
import { floor, full, type Subject } from './subjects.ts';

export async function measureTrips(rounds: number, note: (text: string) => void): Promise<PartResult> {
  const trials: Record<Subject['name'], TrialFigures[]> = { full: [], floor: [] };
  const starts: Record<Subject['name'], StartFigures[]> = { full: [], floor: [] };

  function settled(name: Subject['name']): TrialFigures {
    return {
      ...medians(trials[name], loadKeys),
      ...medians<(typeof startKeys)[number]>([...trials[name], ...starts[name]], startKeys),
    };
  }

  const imports = await measureImports(rounds);
  for (let extra = 0; extra < plan.extraStarts; extra += 1) {
    for (const subject of [full, floor]) starts[subject.name].push(await runStart(subject));
  }
  for (let round = 1; round <= rounds; round += 1) {
    // Who comes first changes, so that what drifts (heat, other people's load) falls on both.
    for (const subject of round % 2 === 1 ? [full, floor] : [floor, full]) {
      const figures = await runTrial(subject);
      trials[subject.name].push(figures);
      const { tripsPerSecond, clickP99Ms } = figures;
      const rate = `${tripsPerSecond.toFixed(1)} round trips/s, p99 ${clickP99Ms.toFixed(0)} ms`;
      note(`trips: round ${round} of ${rounds}, ${subject.name}: ${rate}`);
    }
  }
  const [ours, theirs] = [settled('full'), settled('floor')];
  const ratios = Object.fromEntries(
    [...startKeys, ...loadKeys].map((key) => [key, ours[key] / theirs[key]]),
  ) as TrialFigures;
  const results = { full: ours, floor: theirs, ratios, imports };
  return { title: titleOf(rounds), table: tableOf(results), figures: { results, trials, starts } };
}

function titleOf(rounds: number): string {
  return `The floor is a bare botbuilder + restify bot on the same path: it checks no alert and no approver, keeps nothing,
audits nothing, and redraws a card once. The service answers nobody before what it says is synced to the disk.
Medians of ${rounds} rounds.`;
}
