import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'mocha';
import { attributeNames } from '../../src/tracing/attribute-names.ts';
import { exporterFor } from '../../src/tracing/exporter.ts';
import { silentMeter } from '../support/fakes.ts';
import { recordingLog } from '../work/recording-log.ts';
import { tracedProcess, tracingOptions } from './collected-spans.ts';

describe('an outage of the collector', () => {
  it('is told when it begins and when it is over, however many batches are lost meanwhile', async () => {
    const { tracer, spans, close } = tracedProcess();
    await tracer.span('click', {}, async () => undefined);
    await close();
    let status = 200;
    const collector = createServer((request, response) => {
      response.statusCode = status;
      request.resume().on('end', () => response.end());
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { log, lines } = recordingLog();
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
    const exporter = exporterFor({ ...tracingOptions, url }, { log, meter: silentMeter });

    for (status of [200, 400, 400, 400, 200, 200, 400]) {
      await new Promise<void>((resolve) => exporter.export(spans, () => resolve()));
    }
    await exporter.shutdown();
    await new Promise((resolve) => collector.close(resolve));

    const begins = 'warn Traces could not be sent; they are lost until the collector takes them again';
    assert.deepEqual(
      lines.map(({ level, message }) => `${level} ${message}`),
      [begins, 'info Traces are sent again', begins],
    );
  });
});

describe('what leaves in a span', () => {
  it('is cut after 256 characters, should it ever be longer', async () => {
    const { tracer, spans, close } = tracedProcess();

    await tracer.span('click', {}, async (span) => span.set({ outcome: 'x'.repeat(1_000) }));
    await close();

    assert.equal(String(spans[0]?.attributes[attributeNames.outcome]).length, 256);
  });
});
