import {
  type DurationName,
  dayOf,
  type Histogram,
  type Outcome,
  outcomes,
  percentile,
  sizeOf,
  startOfDay,
} from '../approval/stats.ts';
import type { Clock } from './ports.ts';
import { type ReadingPorts, whyBarred } from './read-requests.ts';
import type { PeriodView, StatsView, TimesView } from './stats-view.ts';
import type { Asker, CommandAnswer } from './steps.ts';
import type { StoreReader } from './store-port.ts';

/** For `stats`: told whom the other commands tell. */
export async function readStats(
  ports: ReadingPorts & { readonly clock: Clock },
  asker: Asker,
): Promise<CommandAnswer<{ stats: StatsView }>> {
  const { store, clock } = ports;
  const barred = await whyBarred(ports, asker);
  if (barred) return { kind: 'refused', reason: barred };
  const today = dayOf(clock.now());
  const week = await periodUntil(store, today, 7);
  const month = await periodUntil(store, today, 30);
  const since = await store.countedSince();
  const isPart = since !== undefined && since > today - month.days + 1;
  return { kind: 'done', stats: { week, month, ...(isPart ? { countedSince: startOfDay(since) } : {}) } };
}

async function periodUntil(reader: Pick<StoreReader, 'counts'>, today: number, days: number): Promise<PeriodView> {
  const counted = await reader.counts({ from: today - days + 1, to: today });
  const countOf = (name: string, bucket: string) =>
    counted.find((one) => one.name === name && one.bucket === bucket)?.count ?? 0;
  const histogram = (name: DurationName): Histogram =>
    new Map(counted.filter((one) => one.name === name).map(({ bucket, count }) => [Number(bucket), count]));
  const ended = outcomes.map((outcome): [Outcome, number] => [outcome, countOf('ended', outcome)]);
  const timeToDecide = timesOf(histogram('timeToDecide'));
  const timeToProof = timesOf(histogram('timeToProof'));
  return {
    days,
    opened: countOf('opened', 'all'),
    ended: new Map(ended.filter(([, count]) => count > 0)),
    emails: { told: countOf('emails', 'told'), proven: countOf('emails', 'proven') },
    ...(timeToDecide && { timeToDecide }),
    ...(timeToProof && { timeToProof }),
  };
}

function timesOf(histogram: Histogram): TimesView | undefined {
  const medianMs = percentile(histogram, 0.5);
  const p90Ms = percentile(histogram, 0.9);
  if (medianMs === undefined || p90Ms === undefined) return undefined;
  return { count: sizeOf(histogram), medianMs, p90Ms };
}
