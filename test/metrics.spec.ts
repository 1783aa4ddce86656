import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusalReasons } from '../src/approval/lifecycle.ts';
import { createMeter, metrics } from '../src/metrics.ts';
import { cardVerbs } from '../src/workflow/steps.ts';
import { workKinds } from '../src/workflow/work.ts';

const root = join(import.meta.dirname, '..');

describe('the metrics', () => {
  it('count by label', async () => {
    const meter = createMeter();

    meter.count('countersign_alerts_total', { result: 'taken' });
    meter.count('countersign_alerts_total', { result: 'taken' });

    assert.match(await meter.text(), /^countersign_alerts_total\{result="taken"\} 2$/m);
  });

  it('time in seconds, finely where a click should be', async () => {
    const meter = createMeter();

    meter.observe('countersign_http_seconds', 0.07, { route: '/api/messages' });

    const text = await meter.text();
    assert.match(text, /^countersign_http_seconds_bucket\{le="0\.05",route="\/api\/messages"\} 0$/m);
    assert.match(text, /^countersign_http_seconds_bucket\{le="0\.1",route="\/api\/messages"\} 1$/m);
  });

  it('hold the figures of the process', async () => {
    assert.match(await createMeter().text(), /^process_resident_memory_bytes /m);
  });

  it('never make a step fail: a name that is not declared is counted as such, a label too many is left out', async () => {
    const meter = createMeter();

    meter.count('countersign_nonsense', { a: 'b' });
    meter.observe('countersign_alerts_total', 1);
    meter.count('countersign_alerts_total', { result: 'taken', requestId: 'CS-7F3K2Q' });

    const text = await meter.text();
    assert.match(text, /^countersign_undeclared_total\{name="countersign_nonsense"\} 1$/m);
    assert.match(text, /^countersign_alerts_total\{result="taken"\} 1$/m);
    assert.doesNotMatch(text, /CS-7F3K2Q/);
  });

  it('stand on their page, each with kind, labels and meaning', () => {
    const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');

    const rows = Object.entries(metrics).map(([name, { kind, labels, help }]) => {
      const named = labels.map((label) => `\`${label}\``).join(', ');
      return `| \`${name}\` | ${kind} | ${named} | ${help} |`;
    });

    assert.deepEqual(
      page.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.replace(/ +/g, ' ')] : [])),
      rows.map((row) => row.replace(/ +/g, ' ')),
    );
  });

  const lists: readonly [string, readonly string[]][] = [
    ['`verb` of `countersign_clicks_total`', cardVerbs],
    ['`result` of `countersign_clicks_total`', refusalReasons],
    ['`kind` of `countersign_work_total`', workKinds],
  ];
  for (const [beginning, values] of lists) {
    it(`have their values on that page: ${beginning}`, () => {
      const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');

      const line = page.split('\n').find((one) => one.startsWith(beginning)) ?? '';

      assert.deepEqual(
        values.filter((value) => !line.includes(`\`${value}\``)),
        [],
      );
    });
  }

  it('are declared wherever the program counts', () => {
    const used = globSync('src/**/*.ts', { cwd: root })
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .flatMap((text) => [...text.matchAll(/(?:count|observe)\(\s*'(countersign_\w+)'/g)].map((found) => found[1]));

    assert.ok(used.length > 0);
    assert.deepEqual(
      used.filter((name) => name === undefined || !(name in metrics)),
      [],
    );
  });
});
