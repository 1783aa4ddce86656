import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useFakeTimers } from 'sinon';
import { createMeter } from '../../src/metrics/meter.ts';
import type { Figures, ReadFigures } from '../../src/metrics/store-gauges.ts';
import { type Metric, metrics } from '../../src/metrics/table.ts';
import { version } from '../../src/version.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');
const table: [string, Metric][] = Object.entries(metrics);

describe('the metrics', () => {
  it('count by label', async () => {
    const meter = createMeter('1.2.3');

    meter.count('countersign_alerts_total', { result: 'taken' });
    meter.count('countersign_alerts_total', { result: 'taken' });

    assert.match(await meter.text(), /^countersign_alerts_total\{result="taken"\} 2$/m);
  });

  it('time in seconds, finely where a click should be, and coarsely where people take hours', async () => {
    const meter = createMeter('1.2.3');

    meter.observe('countersign_http_seconds', 0.07, { route: '/api/messages' });
    meter.observe('countersign_time_to_decide_seconds', 4_000);

    const text = await meter.text();
    assert.match(text, /^countersign_http_seconds_bucket\{le="0\.05",route="\/api\/messages"\} 0$/m);
    assert.match(text, /^countersign_http_seconds_bucket\{le="0\.1",route="\/api\/messages"\} 1$/m);
    assert.match(text, /^countersign_time_to_decide_seconds_bucket\{le="3600"\} 0$/m);
    assert.match(text, /^countersign_time_to_decide_seconds_bucket\{le="7200"\} 1$/m);
  });

  it('hold the figures of the process, and which version it is', async () => {
    const text = await createMeter(version).text();
    const { version: released } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

    assert.match(text, /^process_resident_memory_bytes /m);
    assert.ok(text.includes(`countersign_build_info{version="${released}"} 1`));
  });

  it('never make a step fail: a name that is not declared is counted as such, a label too many is left out', async () => {
    const meter = createMeter('1.2.3');

    meter.count('countersign_nonsense', { a: 'b' });
    meter.observe('countersign_alerts_total', 1);
    meter.count('countersign_alerts_total', { result: 'taken', requestId: 'CS-7F3K2Q' });

    const text = await meter.text();
    assert.match(text, /^countersign_undeclared_total\{name="countersign_nonsense"\} 1$/m);
    assert.match(text, /^countersign_alerts_total\{result="taken"\} 1$/m);
    assert.doesNotMatch(text, /CS-7F3K2Q/);
  });

  it('stand on their page, each with kind, labels and meaning', () => {
    const rows = table.map(([name, { kind, labels, help }]) => {
      const named = Object.keys(labels).map((label) => `\`${label}\``);
      return `| \`${name}\` | ${kind} | ${named.join(', ')} | ${help} |`;
    });

    assert.deepEqual(
      page.split('\n').flatMap((line) => (line.startsWith('| `countersign_') ? [line.replace(/ +/g, ' ')] : [])),
      rows.map((row) => row.replace(/ +/g, ' ')),
    );
  });

  for (const [name, { labels }] of table) {
    for (const [label, values] of Object.entries(labels)) {
      if (values.length === 0) continue;
      it(`have their values on that page: \`${label}\` of ${name}`, () => {
        assert.deepEqual(
          values.filter((value) => !explained(name, label).includes(`\`${value}\``)),
          [],
        );
      });
    }
  }

  it('have no values on that page that are not counted', () => {
    const lines = [...page.matchAll(/^`(\w+)` of `(countersign_\w+)`: (?!as in)(.*)$/gm)];
    const odd = lines.flatMap(([, label = '', name = '', told = '']) => {
      // What stands in brackets, in a further sentence or behind `its` is about something else.
      const [plain = ''] = told.replaceAll(/\([^()]*\)/g, '').split(/[.;] (?:[A-Z]|its )/);
      const counted = metrics[name as keyof typeof metrics].labels as Metric['labels'];
      const values = [...plain.matchAll(/`([^`]+)`/g)].map(([, value = '']) => value);
      return values.filter((value) => !counted[label]?.includes(value)).map((value) => `${name} ${label}: ${value}`);
    });

    assert.ok(lines.length > 15);
    assert.deepEqual(odd, []);
  });

  it('are declared wherever the program counts, and counted wherever they are declared', () => {
    const used = globSync('src/**/*.ts', { cwd: root, exclude: ['src/metrics/table.ts'] })
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .flatMap((text) => [...text.matchAll(/'(countersign_\w+)'/g)].map((found) => found[1] ?? ''));

    const notMetrics = ['countersign_work'];
    assert.deepEqual(
      [...new Set(used)].filter((name) => !notMetrics.includes(name)).toSorted(),
      Object.keys(metrics).toSorted(),
    );
  });
});

/** The line that tells of this label, and those that it points to. */
function explained(name: string, label: string): string {
  const lines = page.split('\n').filter((line) => line.startsWith('`') && line.includes(`\`${label}\``));
  const own = lines.filter(
    (line) => line.includes(`\`${name}\``) || (label === 'verdict' && line.startsWith('`verdict`')),
  );
  const seen = own.flatMap((line) => {
    const [, other] = /as in `(countersign_\w+)`/.exec(line) ?? [];
    return other === undefined || other === name
      ? []
      : page.split('\n').filter((one) => one.includes(`of \`${other}\``));
  });
  return [...own, ...seen].join('\n');
}

const figures: Figures = {
  standing: {
    requests: [{ state: 'pending', count: 3, oldestAt: 60_000 }],
    batches: [{ state: 'unknown', count: 1 }],
  },
  work: [{ kind: 'postCard', due: 2, later: 1, underWay: 0, givenUp: 4, oldestDueAt: 90_000 }],
};

describe('what stands in the store', () => {
  function watched(read: Partial<ReadFigures> = {}) {
    const meter = createMeter('1.2.3');
    let reads = 0;
    meter.watch({
      figures: async () => {
        reads += 1;
        return figures;
      },
      now: () => 100_000,
      ...read,
    });
    return { text: () => meter.text(), reads: () => reads };
  }

  it('is told with counts and ages, 0 where there is nothing', async () => {
    const text = await watched({ connections: () => ({ busy: 2, idle: 1, waiting: 0 }) }).text();

    for (const line of [
      'countersign_store_up 1',
      'countersign_requests{state="pending"} 3',
      'countersign_requests{state="verifying"} 0',
      'countersign_oldest_request_seconds{state="pending"} 40',
      'countersign_batches{state="unknown"} 1',
      'countersign_batches{state="calling"} 0',
      'countersign_work_items{kind="postCard",standing="due"} 2',
      'countersign_work_items{kind="postCard",standing="givenUp"} 4',
      'countersign_work_items{kind="submitBatch",standing="due"} 0',
      'countersign_work_oldest_due_seconds{kind="postCard"} 10',
      'countersign_work_oldest_due_seconds{kind="submitBatch"} 0',
      'countersign_database_connections{state="busy"} 2',
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
    assert.doesNotMatch(text, /oldest_request_seconds\{state="verifying"/);
  });

  it('tells when the audit chain was last signed: 0 where it never was, nothing where there is no key', async () => {
    const line = /^countersign_audit_signed_timestamp_seconds .*$/m;
    const lineOf = async (read: Partial<ReadFigures>) => line.exec(await watched(read).text())?.[0];

    assert.equal(
      await lineOf({ signedAt: async () => 1_795_000_000_500 }),
      'countersign_audit_signed_timestamp_seconds 1795000000.5',
    );
    assert.equal(await lineOf({ signedAt: async () => undefined }), 'countersign_audit_signed_timestamp_seconds 0');
    assert.equal(await lineOf({}), undefined);
    assert.equal(await lineOf({ signedAt: () => Promise.reject(new Error('gone')) }), undefined);
  });

  it('is whole for everybody who scrapes at the same moment', async () => {
    const { text } = watched({ signedAt: async () => 5_000 });

    const asked: Promise<string>[] = [text()];
    await asked[0];
    // Each some turns later than the one before, which is under way then.
    for (let nth = 0; nth < 60; nth += 1) {
      asked.push(text());
      for (let turn = 0; turn < nth % 7; turn += 1) await Promise.resolve();
    }
    const texts = await Promise.all(asked);

    assert.ok(texts.every((one) => one.includes('countersign_requests{state="pending"} 3')));
    assert.ok(texts.every((one) => one.includes('countersign_audit_signed_timestamp_seconds 5\n')));
  });

  it('has the policy beside it: whether its file can be used', async () => {
    let policyRefused = true;
    const { text } = watched({ policyRefused: () => policyRefused });

    assert.match(await text(), /^countersign_policy_refused 1$/m);
    policyRefused = false;
    assert.match(await text(), /^countersign_policy_refused 0$/m);
  });

  it('is read once, however many ask within five seconds', async () => {
    const { text, reads } = watched();

    await Promise.all([text(), text(), text()]);
    await text();

    assert.equal(reads(), 1);
  });

  it('is missing where the store is down, and everything else is there', async () => {
    const text = await watched({ figures: () => Promise.reject(new Error('gone')) }).text();

    assert.match(text, /^countersign_store_up 0$/m);
    assert.match(text, /^process_resident_memory_bytes /m);
    assert.doesNotMatch(text, /^countersign_(?:requests|batches|work_items|oldest_request_seconds)\{/m);
  });

  it('is missing where the store does not answer, after two seconds, and is not asked a second time meanwhile', async () => {
    let asked = 0;
    const never = new Promise<Figures>(() => undefined);
    const { text } = watched({
      figures: () => {
        asked += 1;
        return never;
      },
    });

    const timers = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const both = Promise.all([text(), text()]);
      await timers.tickAsync(2_000);
      const [first] = await both;

      assert.match(first, /^countersign_store_up 0$/m);
      assert.equal(asked, 1);
    } finally {
      timers.restore();
    }
  });
});
