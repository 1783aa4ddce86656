/** Does a store with a past take alerts and clicks as fast as an empty one? All of them run at once and take turns. */

import { type BorrowedStore, borrowPastStore } from './past-store.ts';
import {
  openPastWorld,
  type PastFigures,
  type PastPlan,
  type PastWorld,
  pastFigures,
  playRound,
} from './past-trial.ts';
import { aims } from './plan.ts';
import { markdownTable, shown } from './table.ts';

export interface PartResult {
  readonly title: string;
  readonly table: string;
  readonly figures: unknown;
}

const rows: readonly (readonly [label: string, key: keyof PastFigures, digits: number])[] = [
  ['alert answer p50, ms', 'alertP50Ms', 1],
  ['alert answer p99, ms', 'alertP99Ms', 1],
  ['click answer p50, ms', 'clickP50Ms', 1],
  ['click answer p99, ms', 'clickP99Ms', 1],
  ['start to ready, ms', 'readyMs', 0],
  ['resident after all load, MB', 'loadedMegabytes', 0],
];

export async function measurePast(
  counts: readonly number[],
  plan: PastPlan,
  note: (text: string) => void,
): Promise<PartResult> {
  const borrowed: BorrowedStore[] = [];
  for (const count of counts) {
    note(`past: a store with ${count} past requests is made, if there is none from an earlier run`);
    borrowed.push(await borrowPastStore(count));
  }
  const worlds: PastWorld[] = [];
  for (const dataDir of [undefined, ...borrowed.map((one) => one.dataDir)]) {
    worlds.push(await openPastWorld(dataDir, plan.warmUpTrips));
  }
  for (let round = 1; round <= plan.rounds; round += 1) {
    // Who comes first changes, so that what drifts (heat, other people's load) falls on all.
    for (const world of round % 2 === 1 ? worlds : worlds.toReversed()) await playRound(world, plan);
    note(`past: round ${round} of ${plan.rounds}`);
  }
  const figures = worlds.map(pastFigures);
  for (const { world } of worlds) await world.close();
  for (const store of borrowed) await store.giveBack();
  const rounds = worlds.map(({ alerts, clicks }) => ({ alerts, clicks }));
  return { title: titleOf(plan), table: tableOf(counts, figures), figures: { counts, figures, rounds } };
}

function titleOf({ rounds, each, perSecond }: PastPlan): string {
  return `Past requests in the embedded store: ${each} alerts, then ${each} clicks at ${perSecond}/s, the calmer half of ${rounds} rounds.`;
}

function tableOf(counts: readonly number[], [empty, ...full]: readonly PastFigures[]): string {
  const heads = ['', 'empty', ...counts.flatMap((count) => [count.toLocaleString('en'), 'ratio']), 'aim'];
  const lines = rows.map(([label, key, digits]) => {
    const base = empty?.[key] ?? Number.NaN;
    const cells = full.flatMap((one) => [shown(one[key], digits), shown(one[key] / base, 2)]);
    return [label, shown(base, digits), ...cells, aimOf(key, base, full.at(-1)?.[key] ?? Number.NaN)];
  });
  return markdownTable(heads, lines);
}

function aimOf(key: keyof PastFigures, empty: number, most: number): string {
  if (key === 'readyMs') return `< ${aims.startMs}: ${most < aims.startMs ? 'met' : 'not met'}`;
  if (key !== 'alertP99Ms' && key !== 'clickP99Ms') return '';
  return `ratio ≤ ${aims.pastOfEmpty}: ${most / empty <= aims.pastOfEmpty ? 'met' : 'not met'}`;
}
