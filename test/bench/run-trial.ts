import { setTimeout as delay } from 'node:timers/promises';
import { plan } from './plan.ts';
import { cpuMilliseconds, residentMegabytes } from './process-figures.ts';
import { makeRoundTrips } from './round-trips.ts';
import { percentile } from './statistics.ts';
import { clickSteadily } from './steady-clicks.ts';
import { openSubjectWorld } from './subject-world.ts';
import type { Subject } from './subjects.ts';

export const startKeys = ['listeningMs', 'readyMs'] as const;
export const loadKeys = [
  'tripsPerSecond',
  /** CPU time of the subject's process; less noisy than the clock where others use the machine. */
  'cpuMsPerTrip',
  'clickP50Ms',
  'clickP99Ms',
  'idleMegabytes',
  'warmMegabytes',
  'loadedMegabytes',
] as const;

export type StartFigures = Readonly<Record<(typeof startKeys)[number], number>>;
export type TrialFigures = StartFigures & Readonly<Record<(typeof loadKeys)[number], number>>;

/** Only starts and ends it. */
export async function runStart(subject: Subject): Promise<StartFigures> {
  const world = await openSubjectWorld(subject);
  await world.close();
  const { listeningMs, readyMs } = world.process;
  return { listeningMs, readyMs };
}

/** Everything that is measured of one subject, once, in a fresh process, tenant and data directory. */
export async function runTrial(subject: Subject): Promise<TrialFigures> {
  const world = await openSubjectWorld(subject);
  const { pid, listeningMs, readyMs } = world.process;
  await delay(plan.idleMs);
  const idleMegabytes = residentMegabytes(pid);
  await makeRoundTrips(world, plan.warmUpTrips, plan.tripsAtOnce);
  const warmMegabytes = residentMegabytes(pid);

  const cpuBefore = cpuMilliseconds(pid);
  const tripsMs = await makeRoundTrips(world, plan.trips, plan.tripsAtOnce);
  const cpuMsPerTrip = (cpuMilliseconds(pid) - cpuBefore) / plan.trips;

  const { clicksPerSecond: perSecond, clickSeconds: seconds, tripsAtOnce: postAtOnce } = plan;
  const clicks = await clickSteadily(world, { perSecond, seconds, postAtOnce });
  const loadedMegabytes = residentMegabytes(pid);
  await world.close();
  return {
    listeningMs,
    readyMs,
    tripsPerSecond: (plan.trips * 1_000) / tripsMs,
    cpuMsPerTrip,
    clickP50Ms: percentile(clicks, 0.5),
    clickP99Ms: percentile(clicks, 0.99),
    idleMegabytes,
    warmMegabytes,
    loadedMegabytes,
  };
}
