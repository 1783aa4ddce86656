import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { openOtel } from '../../src/tracing/otel.ts';
import type { TracingOptions } from '../../src/tracing/tracing-options.ts';
import type { Tracer } from '../../src/workflow/ports.ts';

export const tracingOptions: TracingOptions = {
  exporter: 'otlp',
  url: 'http://127.0.0.1:9/v1/traces',
  headers: {},
  sampler: { kind: 'parentbased_always_on', ratio: 1 },
  serviceName: 'countersign',
  version: '1.2.3',
  resource: {},
};

/** One process that traces: its spans can be had once it has ended. */
export function tracedProcess(changes: Partial<TracingOptions> = {}) {
  const exporter = new InMemorySpanExporter();
  const kept: ReadableSpan[] = [];
  const keeping = {
    export: (spans: ReadableSpan[], done: Parameters<InMemorySpanExporter['export']>[1]) => {
      kept.push(...spans);
      exporter.export(spans, done);
    },
    shutdown: () => exporter.shutdown(),
  };
  const { tracer, close } = openOtel({ ...tracingOptions, ...changes }, keeping);
  return { tracer, close, spans: kept };
}

/** A tracer that can be exchanged for another process's. */
export function restartable(first: Tracer): Tracer & { become(next: Tracer): void } {
  let current = first;
  return {
    isOn: true,
    span: (name, options, run) => current.span(name, options, run),
    traceparent: () => current.traceparent(),
    bound: (run) => current.bound(run),
    become: (next) => {
      current = next;
    },
  };
}

/** Names of the spans below this one, and so on: `a > b > c`. */
export function lineage(spans: readonly ReadableSpan[], span: ReadableSpan): string {
  const parent = spans.find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId);
  return parent ? `${lineage(spans, parent)} > ${span.name}` : span.name;
}
