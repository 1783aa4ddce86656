import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../workflow/ports.ts';
import { createStoreGauges, type ReadFigures } from './store-gauges.ts';
import { type Metric, metrics, type Switch } from './table.ts';

export interface OwnMeter extends Meter {
  /** Asked for what stands in the store, and for connections, at a scrape. */
  watch(read: ReadFigures): void;
  /** Everything counted so far and the process's own figures, in the Prometheus text format. Never fails for the store's sake. */
  text(): Promise<string>;
}

const bounds = {
  // Teams gives up on a click after 15 s; the bounds are finest where a click should be.
  seconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
  // From a minute, which nobody needs to think about, to a week, past every deadline.
  hours: [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800, 604_800],
};

export interface MeterOptions {
  /** What is switched on: what counts only there begins with 0. */
  readonly on?: readonly Switch[];
}

export function createMeter(version: string, { on = [] }: MeterOptions = {}): OwnMeter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  for (const [name, metric] of Object.entries<Metric>(metrics)) {
    const { kind, help, labels, onlyWith } = metric;
    const isOn = onlyWith === undefined || on.includes(onlyWith);
    const common = { name, help, labelNames: Object.keys(labels), registers: [registry] };
    if (kind === 'counter') {
      const counter = new Counter(common);
      if (isOn) addZeros(counter, metric);
      counters.set(name, counter);
    } else if (kind === 'seconds' || kind === 'hours') {
      histograms.set(name, new Histogram({ ...common, buckets: bounds[kind] }));
    } else gauges.set(name, new Gauge(common));
  }
  gauges.get('countersign_build_info')?.set({ version }, 1);
  const storeGauges = createStoreGauges(gauges);

  // A step must not fail over a label: what is not in the table is left out, a missing one is empty.
  function known(name: string, labels: Readonly<Record<string, string>>): Record<string, string> {
    const declared = Object.keys((metrics as Record<string, Metric>)[name]?.labels ?? {});
    return Object.fromEntries(declared.map((label) => [label, labels[label] ?? '']));
  }

  return {
    count(name, labels = {}) {
      const counter = counters.get(name);
      if (counter) counter.inc(known(name, labels));
      else counters.get('countersign_undeclared_total')?.inc({ name });
    },
    observe(name, seconds, labels = {}) {
      const histogram = histograms.get(name);
      if (histogram) histogram.observe(known(name, labels), seconds);
      else counters.get('countersign_undeclared_total')?.inc({ name });
    },
    watch: storeGauges.watch,
    async text() {
      await storeGauges.refresh();
      return registry.metrics();
    },
  };
}

const mostZeros = 60;

/** Prometheus sees no rise where a counter begins with 1: what alert rules look at has to begin with 0. */
function addZeros(counter: Counter, { labels }: Metric): void {
  const names = Object.keys(labels);
  const all = names.reduce<Record<string, string>[]>(
    (sets, name) => sets.flatMap((set) => (labels[name] ?? []).map((value) => ({ ...set, [name]: value }))),
    [{}],
  );
  if (names.length > 0 && all.length <= mostZeros) for (const set of all) counter.inc(set, 0);
}
