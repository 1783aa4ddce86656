import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { openTracing } from '../../src/tracing/open-tracing.ts';
import { scopedLog } from '../../src/tracing/scope.ts';
import { silentMeter } from '../support/fakes.ts';
import { recordingLog } from '../work/recording-log.ts';
import { tracedProcess, tracingOptions } from './collected-spans.ts';

const root = join(import.meta.dirname, '../..');

async function untracedProcess() {
  const { log, lines } = recordingLog();
  const { tracer } = await openTracing({ ...tracingOptions, exporter: 'none' }, { log, meter: silentMeter });
  return { tracer, log: scopedLog(log), lines };
}

describe('where nothing is traced', () => {
  it('the log knows all the same which call and which request a line is about', async () => {
    const { tracer, log, lines } = await untracedProcess();

    await tracer.span('POST /api/messages', { kind: 'server' }, async (call) => {
      await tracer.span('click', { attributes: { requestId: 'CS-7F3K2Q' } }, async () => log.info({ a: 1 }, 'Inside'));
      log.info({ requestId: 'CS-000001' }, 'Beside');
      assert.match(call.traceId ?? '', /^[0-9a-f]{32}$/);
    });
    log.info({}, 'Outside');

    const [inside, beside, outside] = lines.map(({ fields }) => fields);
    assert.match(String(inside?.['traceId']), /^[0-9a-f]{32}$/);
    assert.deepEqual({ ...inside, traceId: '' }, { traceId: '', requestId: 'CS-7F3K2Q', a: 1 });
    assert.deepEqual(beside, { traceId: inside?.['traceId'], requestId: 'CS-000001' });
    assert.deepEqual(outside, {});
  });

  it('a caller finds its own trace in the log', async () => {
    const { tracer, log, lines } = await untracedProcess();
    const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

    await tracer.span('POST /api/alerts', { kind: 'server', parent }, async () => log.info({}, 'Inside'));

    assert.equal(lines[0]?.fields['traceId'], '4bf92f3577b34da6a3ce929d0e0e4736');
    assert.equal(tracer.traceparent(), undefined);
  });

  it('nothing of the SDK is loaded', () => {
    const program = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ resolve: (name, context, next) => { const found = next(name, context); loaded.push(found.url); return found; } });
      const { openTracing } = await import('./src/tracing/open-tracing.ts');
      await openTracing({ exporter: 'none' }, {});
      await openTracing({ exporter: process.argv[1], sampler: { kind: 'always_on', ratio: 1 } }, {});
      console.log(loaded.filter((url) => url.includes('@opentelemetry')).length);`;
    const loadedBy = (exporter: string) =>
      Number(execFileSync(process.execPath, ['--input-type=module', '-e', program, exporter], { cwd: root }));

    assert.equal(loadedBy('none'), 0);
    assert.ok(loadedBy('console') > 0);
  });
});

describe('a span', () => {
  it('of what fails says so by its code, never by words, and the fault goes on', async () => {
    const { tracer, spans, close } = tracedProcess();
    const fault = new ServiceError('graphRefused', 'Graph said: mallory@evil.example');

    await assert.rejects(
      tracer.span('work submitBatch', {}, async () => {
        throw fault;
      }),
      fault,
    );
    await assert.rejects(
      tracer.span('click', {}, async () => {
        throw new TypeError('mallory');
      }),
    );
    await close();

    assert.deepEqual(
      spans.map(({ attributes, status, events }) => [attributes['error.type'], status, events]),
      [
        ['graphRefused', { code: 2 }, []],
        ['internal', { code: 2 }, []],
      ],
    );
  });

  it('goes on where a function is called later, in the middle of somebody else', async () => {
    const { tracer, close } = tracedProcess();
    let later: () => string | undefined = () => undefined;
    let own: string | undefined;
    await tracer.span('click', {}, async () => {
      own = tracer.traceparent();
      later = tracer.bound(() => tracer.traceparent());
    });

    const seen = await tracer.span('click', {}, async () => later());
    await close();

    assert.ok(own);
    assert.equal(seen, own);
  });

  for (const [kind, kept] of [
    ['always_off', 0],
    ['traceidratio', 0],
    ['always_on', 1],
    ['parentbased_always_on', 0],
  ] as const) {
    it(`is kept as the sampler says: ${kind}`, async () => {
      const { tracer, spans, close } = tracedProcess({ sampler: { kind, ratio: 0 } });
      const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

      await tracer.span('click', { parent }, async () => undefined);
      await close();

      assert.equal(spans.length, kept);
    });
  }

  it('becomes a line of the log where no collector is there', async () => {
    const { log, lines } = recordingLog();
    const { tracer, close } = await openTracing(
      { ...tracingOptions, exporter: 'console' },
      { log, meter: silentMeter },
    );

    await tracer.span('click', { attributes: { verb: 'approve' } }, async () => undefined);
    await close();

    const [line] = lines;
    assert.equal(line?.message, 'A span ended');
    assert.equal(line.fields['span'], 'click');
    assert.deepEqual(line.fields['attributes'], { 'countersign.verb': 'approve' });
  });
});
