/** Alerts and clicks on a store that holds a past, against the same on an empty one, turn by turn. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Post } from '../sandbox/tenant-types.ts';
import { residentMegabytes } from './process-figures.ts';
import { approve, makeRoundTrips, pushFreshAlert } from './round-trips.ts';
import { percentile } from './statistics.ts';
import { openSubjectWorld, type SubjectWorld } from './subject-world.ts';
import { full } from './subjects.ts';

export interface PastPlan {
  readonly rounds: number;
  /** Alerts, and then clicks, in one round. */
  readonly each: number;
  readonly perSecond: number;
  readonly warmUpTrips: number;
}

export interface PastFigures {
  readonly readyMs: number;
  readonly alertP50Ms: number;
  readonly alertP99Ms: number;
  readonly clickP50Ms: number;
  readonly clickP99Ms: number;
  readonly loadedMegabytes: number;
}

export interface PastWorld {
  readonly world: SubjectWorld;
  readonly alerts: number[][];
  readonly clicks: number[][];
}

export async function openPastWorld(dataDir: string | undefined, warmUpTrips: number): Promise<PastWorld> {
  const world = await openSubjectWorld(full, dataDir === undefined ? {} : { env: { DATA_DIR: dataDir } });
  await makeRoundTrips(world, warmUpTrips, 16);
  return { world, alerts: [], clicks: [] };
}

/** One round by the clock, whether or not what came before is answered (open loop). */
export async function playRound({ world, alerts, clicks }: PastWorld, plan: PastPlan): Promise<void> {
  const posts: Promise<Post>[] = [];
  alerts.push(
    await steadily(plan, async () => {
      const { requestId, milliseconds } = await pushFreshAlert(world);
      posts.push(world.cards.posted(requestId));
      return milliseconds;
    }),
  );
  const waiting = await Promise.all(posts);
  clicks.push(
    await steadily(plan, async (index) => {
      const post = waiting[index];
      if (!post) throw new Error('A card is missing.');
      const { status, milliseconds } = await approve(world.tenant, post);
      if (status !== 200) throw new Error(`A click was answered ${status}.`);
      return milliseconds;
    }),
  );
  await Promise.all(waiting.map((post) => world.cards.answered(post)));
}

async function steadily({ each, perSecond }: PastPlan, task: (index: number) => Promise<number>): Promise<number[]> {
  const startedAt = performance.now();
  const tasks = Array.from({ length: each }, async (_, index) => {
    await delay(Math.max(0, (index * 1_000) / perSecond - (performance.now() - startedAt)));
    return task(index);
  });
  return Promise.all(tasks);
}

export function pastFigures({ world, alerts, clicks }: PastWorld): PastFigures {
  const [calmAlerts, calmClicks] = [calmHalf(alerts), calmHalf(clicks)];
  return {
    readyMs: world.process.readyMs,
    alertP50Ms: percentile(calmAlerts, 0.5),
    alertP99Ms: percentile(calmAlerts, 0.99),
    clickP50Ms: percentile(calmClicks, 0.5),
    clickP99Ms: percentile(calmClicks, 0.99),
    loadedMegabytes: residentMegabytes(world.process.pid),
  };
}

/**
 * All samples of those rounds. One round has two samples beyond its p99, and what others do on the machine comes in
 * bursts that fall on one store alone; what the service itself does once a second is in every round.
 */
function calmHalf(rounds: readonly number[][]): number[] {
  const sorted = rounds.toSorted((a, b) => percentile(a, 0.99) - percentile(b, 0.99));
  return sorted.slice(0, Math.ceil(rounds.length / 2)).flat();
}
