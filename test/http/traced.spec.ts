import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { openTracing } from '../../src/tracing/open-tracing.ts';
import { silentLog, silentMeter } from '../support/fakes.ts';
import { tracedProcess, tracingOptions } from '../tracing/collected-spans.ts';
import { type Fixture, plainAlert, startFixture } from './http-fixture.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

describe('a call that is traced', () => {
  let fixture: Fixture;
  afterEach(() => fixture.close());

  it('names its own trace in problems and in the log', async () => {
    const { tracer, spans, close } = tracedProcess();
    fixture = await startFixture({ tracer });

    const reply = await fixture.send({ method: 'GET', path: '/api/requests/CS-7F3K2Q' });
    await close();

    const [span] = spans;
    assert.equal(reply.status, 401);
    assert.equal(span?.name, 'GET /api/requests/:id');
    assert.equal(reply.json['traceId'], span.spanContext().traceId);
    assert.equal(span.attributes['http.response.status_code'], 401);
    const [line] = fixture.logged;
    assert.equal(new Map(Object.entries(line?.fields ?? {})).get('traceId'), span.spanContext().traceId);
  });

  it('from Teams never hangs on the trace of its servers, which are often told not to record it', async () => {
    const { tracer, spans, close } = tracedProcess();
    fixture = await startFixture({ tracer });

    await fixture.send({ path: '/api/messages', headers: { traceparent }, body: '{}' });
    await close();

    assert.deepEqual(
      spans.map(({ name, parentSpanContext }) => [name, parentSpanContext]),
      [['POST /api/messages', undefined]],
    );
  });

  it('is a trace of its own for whoever has not proven anything: nobody is recorded, or put in a trace, at their wish', async () => {
    const none = { kind: 'parentbased_traceidratio', ratio: 0 };
    const sent = traceparent.replace(/00$/, '01');
    const all = tracedProcess();
    const few = tracedProcess({ sampler: none });
    const told: (string | undefined)[] = [];
    for (const { tracer, close } of [all, few]) {
      fixture = await startFixture({ tracer });
      for (const path of ['/api/alerts', '/api/alerts/defender', '/api/requests/CS-7F3K2Q']) {
        const method = path.startsWith('/api/requests') ? 'GET' : 'POST';
        const body = method === 'GET' ? '' : '{}';
        const headers = { 'content-type': 'application/json', traceparent: sent };
        const reply = await fixture.send({ method, path, headers, body });
        assert.equal(reply.status, 401);
        told.push(String(reply.json['traceId']));
      }
      await fixture.close();
      await close();
    }

    assert.deepEqual(few.spans, []);
    assert.deepEqual(
      all.spans.flatMap<object>(({ parentSpanContext, links }) => (parentSpanContext ? [parentSpanContext] : links)),
      [],
    );
    assert.equal(all.spans.length, 3);
    assert.ok(!told.includes('4bf92f3577b34da6a3ce929d0e0e4736'));
  });

  it('hands on the trace of a source that is known', async () => {
    const traces: (string | undefined)[] = [];
    fixture = await startFixture({
      receiveAlert: async (_alert, trace) => {
        traces.push(trace);
        return { requestId: 'CS-7F3K2Q', revision: 1, state: 'pending', duplicate: false };
      },
    });

    await fixture.push(plainAlert(), { headers: { traceparent } });
    await fixture.push(plainAlert(), { headers: { traceparent: 'not one' } });

    assert.deepEqual(traces, [traceparent, undefined]);
  });

  it('by a probe is no span: they come every second', async () => {
    const { tracer, spans, close } = tracedProcess();
    fixture = await startFixture({ tracer });

    for (const path of ['/healthz', '/readyz', '/metrics']) await fixture.send({ method: 'GET', path });
    await close();

    assert.deepEqual(spans, []);
  });

  it('has an id also where nothing is traced: that of the caller, if it sent one', async () => {
    const { tracer } = await openTracing(
      { ...tracingOptions, exporter: 'none' },
      { log: silentLog, meter: silentMeter },
    );
    fixture = await startFixture({ tracer });

    const sent = await fixture.send({ method: 'GET', path: '/api/requests/CS-7F3K2Q', headers: { traceparent } });
    const own = await fixture.send({ method: 'GET', path: '/api/requests/CS-7F3K2Q' });

    assert.equal(sent.json['traceId'], '4bf92f3577b34da6a3ce929d0e0e4736');
    assert.match(String(own.json['traceId']), /^[0-9a-f]{32}$/);
  });
});
