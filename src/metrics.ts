import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Meter } from './workflow/ports.ts';

interface Metric {
  readonly kind: 'counter' | 'seconds';
  readonly help: string;
  readonly labels: readonly string[];
}

/** Every metric there is; docs/metrics.md is held to this table by a spec. */
export const metrics = {
  countersign_alerts_total: {
    kind: 'counter',
    help: 'Alerts pushed over HTTP, by what became of them.',
    labels: ['result'],
  },
  countersign_clicks_total: {
    kind: 'counter',
    help: 'Clicks on cards, by verb and what became of them.',
    labels: ['verb', 'result'],
  },
  countersign_graph_calls_total: {
    kind: 'counter',
    help: 'Calls to Microsoft Graph, by outcome.',
    labels: ['outcome'],
  },
  countersign_graph_call_seconds: {
    kind: 'seconds',
    help: 'Time of one remediation call to Microsoft Graph.',
    labels: [],
  },
  countersign_directory_calls_total: {
    kind: 'counter',
    help: 'Questions to Microsoft Graph about people and groups, by outcome.',
    labels: ['outcome'],
  },
  countersign_mail_searches_total: {
    kind: 'counter',
    help: 'Searches for mail with `find`, by what Microsoft Graph answered.',
    labels: ['result'],
  },
  countersign_reconciliations_total: {
    kind: 'counter',
    help: 'Looks at the mailboxes after a Graph call without an answer, by verdict.',
    labels: ['verdict'],
  },
  countersign_activities_refused_total: {
    kind: 'counter',
    help: 'Activities refused at the door of the bot, by what was wrong with them.',
    labels: ['flaw'],
  },
  countersign_teams_calls_total: {
    kind: 'counter',
    help: 'Calls to the Teams connector, by call and outcome.',
    labels: ['call', 'outcome'],
  },
  countersign_gone_total: {
    kind: 'counter',
    help: 'Times that Teams said, or showed, that something we write to is gone, by what it is.',
    labels: ['what'],
  },
  countersign_work_total: {
    kind: 'counter',
    help: 'Durable work done or failed (tried again later, or given up), by kind.',
    labels: ['kind', 'result'],
  },
  countersign_audit_checkpoints_total: {
    kind: 'counter',
    help: 'Daily signatures of the audit chain by this instance.',
    labels: ['result'],
  },
  countersign_policy_reloads_total: {
    kind: 'counter',
    help: 'Changes of the policy file while the service runs, by what became of them.',
    labels: ['result'],
  },
  countersign_http_requests_total: {
    kind: 'counter',
    help: 'HTTP requests answered, by route and status.',
    labels: ['route', 'status'],
  },
  countersign_http_seconds: {
    kind: 'seconds',
    help: 'Time from the last byte of the headers to the answer, by route.',
    labels: ['route'],
  },
  countersign_undeclared_total: {
    kind: 'counter',
    help: 'Counts under a name that is not in this table: a defect.',
    labels: ['name'],
  },
} as const satisfies Record<string, Metric>;

interface OwnMeter extends Meter {
  /** Everything counted so far and the process's own figures, in the Prometheus text format. */
  text(): Promise<string>;
}

// Teams gives up on a click after 15 s; the bounds are finest where a click should be.
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

export function createMeter(): OwnMeter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  for (const [name, metric] of Object.entries<Metric>(metrics)) {
    const common = { name, help: metric.help, labelNames: metric.labels, registers: [registry] };
    if (metric.kind === 'counter') counters.set(name, new Counter(common));
    else histograms.set(name, new Histogram({ ...common, buckets: bounds }));
  }

  // A step must not fail over a label: what is not in the table is left out, a missing one is empty.
  function known(name: string, labels: Readonly<Record<string, string>>): Record<string, string> {
    const declared = (metrics as Record<string, Metric>)[name]?.labels ?? [];
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
    text: () => registry.metrics(),
  };
}
