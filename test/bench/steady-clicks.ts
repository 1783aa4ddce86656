import { setTimeout as delay } from 'node:timers/promises';
import type { Post } from '../sandbox/tenant-types.ts';
import { approve, inParallel, postAlert } from './round-trips.ts';
import type { SubjectWorld } from './subject-world.ts';

export interface SteadyClicksOptions {
  readonly perSecond: number;
  readonly seconds: number;
  readonly postAtOnce: number;
}

/**
 * First posts as many cards as are clicked, then clicks Approve on one after the other by the clock, whether or
 * not earlier clicks are answered (open loop). Milliseconds from sending each click to its answer; what the clicks
 * set off (Graph, replies, redraws) runs meanwhile.
 */
export async function clickSteadily(world: SubjectWorld, options: SteadyClicksOptions): Promise<number[]> {
  const posts: Post[] = [];
  await inParallel(options.perSecond * options.seconds, options.postAtOnce, async () => {
    posts.push(await postAlert(world));
  });
  const startedAt = performance.now();
  const clicks = posts.map(async (post, index) => {
    await delay(Math.max(0, (index * 1_000) / options.perSecond - (performance.now() - startedAt)));
    const { status, milliseconds } = await approve(world.tenant, post);
    if (status !== 200) throw new Error(`A click was answered ${status}.`);
    return milliseconds;
  });
  const answered = await Promise.all(clicks);
  await Promise.all(posts.map((post) => world.cards.answered(post)));
  return answered;
}
