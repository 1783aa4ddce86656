import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { after, before, describe, it } from 'mocha';
import { attributeNames } from '../../src/tracing/attribute-names.ts';
import { scopedLog } from '../../src/tracing/scope.ts';
import { type GraphWorld, startGraphWorld } from '../graph/graph-world.ts';
import { hannah, preston } from '../graph/sample-order.ts';
import { signatureHeaders, startFixture } from '../http/http-fixture.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { recordingLog } from '../work/recording-log.ts';
import { lineage, restartable, tracedProcess } from './collected-spans.ts';

const sourceTrace = '4bf92f3577b34da6a3ce929d0e0e4736';
const sourceSpan = '00f067aa0ba902b7';
const marks = ['zqsubject', 'zqsender', 'zqreason'];

describe('one trace', () => {
  let graph: GraphWorld;
  let world: StepWorld;
  let http: Awaited<ReturnType<typeof startFixture>>;
  let spans: ReadableSpan[];
  let requestId: string;
  const logged = recordingLog();

  before(async () => {
    graph = await startGraphWorld();
    graph.graph.addMail(hannah);
    graph.graph.addMail(preston);
    const first = tracedProcess();
    const second = tracedProcess();
    const tracer = restartable(first.tracer);
    const mailboxes = graph.mailboxes({ tracer, log: scopedLog(logged.log) });
    world = await startStepWorld({}, { tracer, mailboxes });
    world.clock.advance(Date.now() - world.clock.now());
    http = await startFixture({ tracer, receiveAlert: world.steps.receiveAlert });

    const body = JSON.stringify({
      source: 'defender',
      alertId: randomUUID(),
      severity: 'high',
      subject: marks[0],
      sender: { address: `${marks[1]}@evil.example` },
      emails: [hannah, preston].map(({ networkMessageId, recipientEmailAddress }) => ({
        networkMessageId,
        recipientEmailAddress,
      })),
    });
    const traceparent = `00-${sourceTrace}-${sourceSpan}-01`;
    const headers = { ...signatureHeaders(body), traceparent, 'content-type': 'application/json' };
    const taken = await http.send({ method: 'POST', path: '/api/alerts', headers, body });
    assert.equal(taken.status, 202, taken.text);
    requestId = String(taken.json['requestId']);
    await world.work();

    // Another process from here on: it knows what the store tells it.
    tracer.become(second.tracer);
    await tracer.span('POST /api/messages', { kind: 'server' }, () =>
      world.click('approve', ana, requestId as `CS-${string}`, { reason: marks[2] ?? '' }),
    );
    await world.work();
    world.clock.advance(60_000);
    await world.work();

    await Promise.all([first.close(), second.close()]);
    spans = [...first.spans, ...second.spans];
  });
  after(async () => {
    await http.close();
    await world.close();
    await graph.close();
  });

  const inTrace = () => spans.filter((span) => span.spanContext().traceId === sourceTrace);

  it('covers everything from the alert to the proof, in another process too', async () => {
    const state = (await world.store.request(requestId as `CS-${string}`))?.state;
    const names = new Set(inTrace().map((span) => lineage(inTrace(), span)));

    assert.equal(state, 'verified');
    for (const name of [
      'alert',
      'alert > work postCard',
      'alert > click',
      'alert > work submitBatch > graph remediate',
      'alert > work verifyOutcome > graph analyzedEmails',
      'alert > work sendReply',
    ]) {
      assert.ok(names.has(name), `${name} is not among ${[...names].join(', ')}`);
    }
  });

  it('hangs together: every parent is a span of it, but for the one of the source', () => {
    const known = new Set(inTrace().map((span) => span.spanContext().spanId));
    const parents = inTrace().map((span) => span.parentSpanContext?.spanId);

    assert.deepEqual(
      parents.filter((id) => id === undefined || !known.has(id)),
      [sourceSpan],
    );
  });

  it('leaves out nothing but the HTTP calls of the alert and of the click, and links both to what they led to', () => {
    const others = spans.filter((span) => span.spanContext().traceId !== sourceTrace);

    assert.deepEqual(
      others.map(({ name, parentSpanContext }) => [name, parentSpanContext]),
      [
        ['POST /api/alerts', undefined],
        ['POST /api/messages', undefined],
      ],
    );
    for (const [nth, name] of ['alert', 'click'].entries()) {
      const inner = inTrace().find((span) => span.name === name);
      assert.equal(others[nth]?.links[0]?.context.spanId, inner?.spanContext().spanId);
      assert.equal(inner?.links[0]?.context.spanId, others[nth]?.spanContext().spanId);
    }
  });

  it('is the one that Graph was told of, with the span of the very call', () => {
    const calls = graph.graph.calls.filter(({ path }) => path.includes('analyzedEmails'));
    const bySpan = new Map(inTrace().map((span) => [span.spanContext().spanId, span.name]));

    const told = calls.map(({ headers }) => /^00-(\w+)-(\w+)-01$/.exec(headers['traceparent'] ?? ''));

    assert.ok(told.length >= 2);
    for (const [index, match] of told.entries()) {
      assert.equal(match?.[1], sourceTrace);
      const isRemediation = calls[index]?.path.endsWith('/remediate');
      assert.equal(bySpan.get(match?.[2] ?? ''), isRemediation ? 'graph remediate' : 'graph analyzedEmails');
    }
  });

  it('says which request, and what each step came to', () => {
    const of = (name: string) => spans.find((span) => span.name === name)?.attributes ?? {};

    assert.equal(of('alert')[attributeNames.requestId], requestId);
    assert.equal(of('alert')[attributeNames.outcome], 'taken');
    assert.equal(of('click')[attributeNames.verb], 'approve');
    assert.equal(of('click')[attributeNames.outcome], 'done');
    assert.equal(of('graph remediate')[attributeNames.status], 202);
    assert.equal(of('POST /api/alerts')[attributeNames.status], 202);
    assert.equal(of('work submitBatch')[attributeNames.requestId], requestId);
  });

  it('and its request stand in the log, also where the line itself knows of neither', () => {
    const line = logged.lines.find(({ message }) => message === 'Remediation call to Graph ended');

    assert.equal(line?.fields['requestId'], requestId);
    assert.equal(line?.fields['traceId'], sourceTrace);
  });

  it('holds nothing that people wrote, what the mail said, or who got it, and no token', () => {
    const known = new Set<string>(['error.type', ...Object.values(attributeNames)]);
    const text = JSON.stringify(
      spans.map(({ name, attributes, status, events }) => [name, attributes, status, events]),
    );

    assert.deepEqual(
      spans.flatMap(({ attributes }) => Object.keys(attributes).filter((key) => !known.has(key))),
      [],
    );
    for (const word of [...marks, '@', 'Bearer', 'eyJ', hannah.networkMessageId]) {
      assert.ok(!text.includes(word), `${word} stands in a span`);
    }
  });
});
