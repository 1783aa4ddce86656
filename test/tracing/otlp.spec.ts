import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openTracing } from '../../src/tracing/open-tracing.ts';
import { recordingLog } from '../work/recording-log.ts';
import { tracingOptions } from './collected-spans.ts';

interface Sent {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

describe('traces, sent to a collector', () => {
  let collector: Server;
  let sent: Sent[];
  let status: number;
  let hold: Promise<void>;
  let counted: string[];
  const meter = {
    count: (name: string, labels?: Readonly<Record<string, string>>) =>
      void counted.push(`${name} ${labels?.['result']}`),
    observe: () => undefined,
  };

  beforeEach(async () => {
    [sent, status, counted, hold] = [[], 200, [], Promise.resolve()];
    collector = createServer(async (request, response) => {
      sent.push({ path: request.url, headers: request.headers, body: await buffer(request) });
      await hold;
      response.statusCode = status;
      response.end();
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => collector.close(resolve)));

  function open(log = recordingLog().log, closeWithinMs = 5_000) {
    const { port } = collector.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/v1/traces`;
    const options = { ...tracingOptions, url, headers: { 'x-key': 'k' }, resource: { site: 'lab' }, closeWithinMs };
    return openTracing(options, { log, meter });
  }

  it('go out as OTLP over HTTP, with service, resource and headers, and are not kept back at the end', async () => {
    const { tracer, close } = await open();

    await tracer.span('click', { attributes: { requestId: 'CS-7F3K2Q' } }, async () => undefined);
    await close();

    const [first] = sent;
    assert.equal(sent.length, 1);
    assert.equal(first?.path, '/v1/traces');
    assert.equal(first.headers['content-type'], 'application/x-protobuf');
    assert.equal(first.headers['x-key'], 'k');
    const text = first.body.toString('latin1');
    for (const part of ['service.name', 'countersign', '1.2.3', 'site', 'lab', 'click', 'CS-7F3K2Q']) {
      assert.ok(text.includes(part), part);
    }
    assert.deepEqual(counted, ['countersign_trace_exports_total sent']);
  });

  it('are lost where it refuses them, which is counted and told once', async () => {
    const { log, lines } = recordingLog();
    status = 400;
    const { tracer, close } = await open(log);

    const answer = await tracer.span('click', {}, async () => 'answered');
    await close();

    assert.equal(answer, 'answered');
    assert.deepEqual(counted, ['countersign_trace_exports_total lost']);
    assert.deepEqual(
      lines.map(({ level, message }) => [level, message]),
      [['warn', 'Traces could not be sent; they are lost until the collector takes them again']],
    );
  });

  it('hold nobody up while it does not answer, not even the end', async () => {
    let release = (): void => undefined;
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const { tracer, close } = await open(undefined, 50);
    // More than are kept: what comes on top is dropped, and nobody waits.
    for (let nth = 0; nth < 3_000; nth += 1) await tracer.span('click', {}, async () => undefined);

    assert.equal(await tracer.span('click', {}, async () => 'answered'), 'answered');
    await close();

    assert.deepEqual(counted, []);
    release();
  });
});
