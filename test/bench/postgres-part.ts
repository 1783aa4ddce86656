/** The same load on one embedded instance, and on several that share one PostgreSQL, turn by turn. */
import { startPostgres } from '../support/postgres.ts';
import { keepPastInPostgres } from './keep-past-postgres.ts';
import type { PartResult } from './past-part.ts';
import { plan } from './plan.ts';
import { cpuMilliseconds } from './process-figures.ts';
import { makeRoundTrips } from './round-trips.ts';
import { median, percentile } from './statistics.ts';
import { clickSteadily } from './steady-clicks.ts';
import { openSubjectWorld, type SubjectOptions } from './subject-world.ts';
import { full } from './subjects.ts';
import { markdownTable, shown } from './table.ts';

const rows = [
  [`round trips/s, ${plan.tripsAtOnce} at once`, 'tripsPerSecond', 1],
  ['CPU ms a round trip, all instances', 'cpuMsPerTrip', 1],
  [`click answer p50, ms, at ${plan.clicksPerSecond}/s`, 'clickP50Ms', 1],
  [`click answer p99, ms, at ${plan.clicksPerSecond}/s`, 'clickP99Ms', 1],
  ['start to ready of the first, ms', 'readyMs', 0],
] as const;
type SharedFigures = Readonly<Record<(typeof rows)[number][1], number>>;

interface Contestant {
  readonly label: string;
  readonly instances: number;
  /** Absent: the embedded store. */
  readonly database?: () => Promise<string>;
  readonly trials: SharedFigures[];
}

/** `past`: so many past requests in one of the databases. */
export async function measurePostgres(
  { instances, past, rounds }: { instances: number; past: number; rounds: number },
  note: (text: string) => void,
): Promise<PartResult> {
  const server = await startPostgres();
  const template = new URL(await server.url()).pathname.slice(1);
  note(`postgres: a database with ${past} past requests is made`);
  await keepPastInPostgres(await server.url(template), past);
  const several = `${instances} on PostgreSQL`;
  const contestants: readonly Contestant[] = [
    { label: 'embedded', instances: 1, trials: [] },
    { label: '1 on PostgreSQL', instances: 1, database: () => server.url(), trials: [] },
    { label: several, instances, database: () => server.url(), trials: [] },
    {
      label: `${several}, ${past.toLocaleString('en')} past requests`,
      instances,
      database: () => server.url(undefined, template),
      trials: [],
    },
  ];
  for (let round = 1; round <= rounds; round += 1) {
    for (const { instances: count, database, trials } of round % 2 === 1 ? contestants : contestants.toReversed()) {
      const url = await database?.();
      trials.push(await runShared({ instances: count, env: url === undefined ? {} : { DATABASE_URL: url } }));
      if (url !== undefined) await server.drop(url);
    }
    note(`postgres: round ${round} of ${rounds}`);
  }
  await server.stop();
  const lines = rows.map(([label, key, digits]) => [
    label,
    ...contestants.map(({ trials }) => shown(median(trials.map((one) => one[key])), digits)),
  ]);
  return {
    title: `Instances on one PostgreSQL, which shares the cores with them and the sandbox; medians of ${rounds} rounds.`,
    table: markdownTable(['', ...contestants.map(({ label }) => label)], lines),
    figures: contestants.map(({ label, trials }) => ({ label, trials })),
  };
}

async function runShared(options: SubjectOptions): Promise<SharedFigures> {
  const world = await openSubjectWorld(full, options);
  const cpu = () => world.processes.reduce((sum, { pid }) => sum + cpuMilliseconds(pid), 0);
  await makeRoundTrips(world, plan.warmUpTrips, plan.tripsAtOnce);
  const cpuBefore = cpu();
  const tripsMs = await makeRoundTrips(world, plan.trips, plan.tripsAtOnce);
  const cpuMsPerTrip = (cpu() - cpuBefore) / plan.trips;
  const { clicksPerSecond: perSecond, clickSeconds: seconds, tripsAtOnce: postAtOnce } = plan;
  const clicks = await clickSteadily(world, { perSecond, seconds, postAtOnce });
  await world.close();
  return {
    tripsPerSecond: (plan.trips * 1_000) / tripsMs,
    cpuMsPerTrip,
    clickP50Ms: percentile(clicks, 0.5),
    clickP99Ms: percentile(clicks, 0.99),
    readyMs: world.process.readyMs,
  };
}
