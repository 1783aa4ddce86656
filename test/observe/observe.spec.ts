import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { createMeter } from '../../src/metrics/meter.ts';
import { type Metric, metrics, type Switch } from '../../src/metrics/table.ts';
import { type Selector, selectorsOf } from './promql.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: unknown;
}
interface Dashboard {
  readonly id: null;
  readonly title: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const dashboard: Dashboard = JSON.parse(read('infra/observe/dashboard.json'));
const file: { readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[] } = parse(
  read('infra/observe/alerts.yaml'),
);
const rules = file.groups.flatMap((group) => group.rules);
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => [title, expr] as const),
);

/** Given by Prometheus to everything that it scrapes, and by histograms. */
const labelsOfPrometheus = ['job', 'instance', 'le'];
/** Of the metrics that are ours; other names must be prom-client's own. */
const table: Readonly<Record<string, Metric>> = metrics;
/** Metrics that are on no panel, and why. */
const notShown: Readonly<Record<string, string>> = {
  countersign_undeclared_total: 'a defect of the program, of which an alarm tells',
};

const switches = ['polling', 'callbacks', 'signing', 'tracing'] as const satisfies readonly Switch[];
const optional = Object.keys(metrics).filter((name) => table[name]?.onlyWith !== undefined);

function baseOf(name: string): string {
  const base = name.replace(/_(?:bucket|sum|count)$/, '');
  return ['seconds', 'hours'].includes(table[base]?.kind ?? '') ? base : name;
}

function faultsOf({ metric, matchers, grouped }: Selector, others: ReadonlySet<string>): string[] {
  const name = baseOf(metric);
  const declared = table[name];
  if (!declared) return others.has(name) ? [] : [`there is no ${name}`];
  if (['seconds', 'hours'].includes(declared.kind) && metric === name) return [`${name} is a histogram`];
  const known = (label: string) => label in declared.labels || labelsOfPrometheus.includes(label);
  const labels = [...matchers.map(({ label }) => label), ...grouped].filter((label) => !known(label));
  const values = matchers.flatMap(({ label, values: named }) => {
    const all = declared.labels[label] ?? [];
    return all.length === 0 ? [] : named.filter((value) => !all.includes(value)).map((value) => `${label}="${value}"`);
  });
  return [...labels.map((label) => `${name} has no label ${label}`), ...values.map((one) => `${name} is never ${one}`)];
}

async function namesOfTheProcess(): Promise<ReadonlySet<string>> {
  const text = await createMeter('1.2.3').text();
  // `up` is Prometheus' own.
  return new Set(['up', ...[...text.matchAll(/^# TYPE ((?:process|nodejs)_\w+)/gm)].map(([, name]) => name ?? '')]);
}

describe('the reader of PromQL', () => {
  it('finds metrics, labels, values and groups', () => {
    assert.deepEqual(
      selectorsOf('sum by (kind, le) (rate(a_total{job=~"$job", kind=~"x|y", z!="0"}[$__rate_interval])) / b > 0.2'),
      [
        {
          metric: 'a_total',
          matchers: [
            { label: 'job', values: ['$job'] },
            { label: 'kind', values: ['x', 'y'] },
            { label: 'z', values: ['0'] },
          ],
          grouped: ['kind', 'le'],
        },
        { metric: 'b', matchers: [], grouped: ['kind', 'le'] },
      ],
    );
  });

  it('takes nothing that is not closed, or no PromQL', () => {
    assert.throws(() => selectorsOf('sum(rate(a[5m])'));
    assert.throws(() => selectorsOf('sum(a}'));
    assert.throws(() => selectorsOf('a ? b'));
  });

  it('makes faults of what is not declared', () => {
    const faults = selectorsOf('max by (colour) (countersign_requests{state="gone", shape="x"})').flatMap((one) =>
      faultsOf(one, new Set()),
    );

    assert.deepEqual(faults, [
      'countersign_requests has no label shape',
      'countersign_requests has no label colour',
      'countersign_requests is never state="gone"',
    ]);
    assert.deepEqual(faultsOf({ metric: 'nonsense', matchers: [], grouped: [] }, new Set()), ['there is no nonsense']);
  });
});

describe('the dashboard', () => {
  it('asks for nothing that does not exist', async () => {
    const others = await namesOfTheProcess();

    const faults = queries.flatMap(([title, expr]) =>
      selectorsOf(expr).flatMap((one) => faultsOf(one, others).map((fault) => `${title}: ${fault}`)),
    );

    assert.ok(queries.length > 30);
    assert.deepEqual(faults, []);
  });

  it('shows every metric, but for a few', () => {
    const shown = new Set(queries.flatMap(([, expr]) => selectorsOf(expr).map(({ metric }) => baseOf(metric))));

    assert.deepEqual(
      Object.keys(metrics).filter((name) => !shown.has(name)),
      Object.keys(notShown),
    );
  });

  it('never adds up what every instance tells of the same store', () => {
    const wrong = queries.filter(([, expr]) => {
      const names = selectorsOf(expr).map(({ metric }) => metric);
      return (
        names.some((name) => table[name]?.kind === 'store gauge') && !/max(?: by \([^)]*\) )?\(countersign_/.test(expr)
      );
    });

    assert.deepEqual(wrong, []);
  });

  it('can be imported anywhere: its data source is a choice, and it has no id', () => {
    const used = dashboard.panels.flatMap(({ datasource, targets = [] }) => [
      datasource,
      ...targets.map((one) => one.datasource),
    ]);

    assert.equal(dashboard.id, null);
    assert.ok(dashboard.schemaVersion >= 39);
    assert.deepEqual(new Set(used.flatMap((one) => one?.uid ?? [])), new Set([`$${'{datasource}'}`]));
    assert.deepEqual(
      dashboard.templating.list.map(({ name, type }) => [name, type]),
      [
        ['datasource', 'datasource'],
        ['job', 'query'],
      ],
    );
  });

  it('has its rows, and panels that do not lie on each other', () => {
    const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, nth) => `${x + (nth % w)}:${y + Math.floor(nth / w)}`),
    );

    assert.deepEqual(rows, ['At a glance', 'Decisions', 'Graph', 'Teams', 'Durable work', 'Door', 'Process']);
    assert.equal(new Set(cells).size, cells.length);
    assert.ok(dashboard.panels.every(({ gridPos: { x, w } }) => x + w <= 24));
    assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length);
  });
});

describe('the alert rules', () => {
  it('look at nothing that does not exist', async () => {
    const others = await namesOfTheProcess();

    const faults = rules.flatMap(({ alert, expr }) =>
      selectorsOf(expr).flatMap((one) => faultsOf(one, others).map((fault) => `${alert}: ${fault}`)),
    );

    assert.ok(rules.length > 15);
    assert.deepEqual(faults, []);
  });

  it('are explained on the page of metrics, each with its severity', () => {
    const page = read('docs/metrics.md');
    const told = [...page.matchAll(/^\| `(Countersign\w+)` \| (\w+) \| .+ \|$/gm)].map(([, name, severity]) => [
      name,
      severity,
    ]);

    assert.deepEqual(
      told,
      rules.map(({ alert, labels }) => [alert, labels.severity]),
    );
  });

  it('lead to a heading that is there', () => {
    const missing = rules.filter(({ annotations: { runbook } }) => {
      const [path = '', anchor] = runbook.split('#');
      const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
      return anchor !== undefined && !headings.includes(anchor);
    });

    assert.deepEqual(missing, []);
  });

  it('see the first time that something happens: whatever they see rise begins with 0 where it is switched on', async () => {
    const text = await createMeter('1.2.3', { on: switches }).text();
    const rising = rules.flatMap(({ alert, expr }) =>
      [...expr.matchAll(/\b(?:increase|rate)\(([^[\]]+)\[/g)].flatMap(([, inside = '']) =>
        selectorsOf(inside).map((selector) => ({ alert, ...selector })),
      ),
    );
    const counted = rising.filter(({ metric }) => table[metric]?.kind === 'counter');

    const late = counted.filter(({ metric, matchers }) => {
      const values = matchers.flatMap(({ values: named }) => named);
      const begins = (value: string) => new RegExp(`^${metric}\\{.*"${value}".*\\} 0$`, 'm').test(text);
      return !new RegExp(`^${metric}(?:\\{.*\\})? 0$`, 'm').test(text) || !values.every(begins);
    });

    assert.ok(counted.length > 10);
    assert.deepEqual(late, []);
  });

  it('see also what a process did before its first scrape, where it is never done again', () => {
    const once = rules
      .filter(({ expr }) => expr.includes('process_start_time_seconds'))
      .map(({ alert, expr }) => ({ alert, expr: expr.replace(/\s+/g, ' ') }));

    const uneven = once.filter(({ expr }) => {
      const [, seen] = /increase\((.+)\[1h\]\) > 0\s/.exec(expr) ?? [];
      return (
        seen === undefined || !expr.includes(`${seen} > 0 and on (job, instance) (time() -`) || !/< 3600\b/.test(expr)
      );
    });

    assert.deepEqual(
      once.map(({ alert }) => alert.replace('Countersign', '')),
      ['MailStays', 'GraphRefuses', 'TeamsGone', 'WorkGivenUp', 'CallbacksLost'],
    );
    assert.deepEqual(uneven, []);
  });

  it('say nothing of what is switched off: it has no lines', async () => {
    const text = await createMeter('1.2.3').text();

    const lines = optional.filter((name) => new RegExp(`^${name}(?:\\{| )`, 'm').test(text));

    assert.ok(optional.length > 5);
    assert.deepEqual(lines, []);
  });

  it('never add up what every instance tells of the same store, and never let one deployment hide another', () => {
    const wrong = rules.filter(({ expr }) => {
      const ofTheStore = selectorsOf(expr).some(({ metric }) => table[metric]?.kind === 'store gauge');
      return (ofTheStore && !/max by \(job/.test(expr)) || /\b(?:sum|min|max)(?! by \(job[,)])[ (]/.test(expr);
    });

    assert.deepEqual(wrong, []);
  });

  it('name the job that the page tells to scrape', () => {
    const job = /job="(\w+)"/.exec(rules.find(({ alert }) => alert === 'CountersignInstanceDown')?.expr ?? '')?.[1];

    assert.ok(job);
    assert.ok(read('infra/observe/README.md').includes(`job_name: ${job}\n`));
  });
});
