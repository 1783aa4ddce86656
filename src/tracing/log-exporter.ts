import { ExportResultCode, hrTimeToMilliseconds } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../workflow/ports.ts';

/** For a look without a collector. The SDK's own prints many lines a span between the lines of our log. */
export function logExporter(log: Log): SpanExporter {
  return {
    export(spans, done) {
      for (const span of spans) log.info(fieldsOf(span), 'A span ended');
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: async () => undefined,
  };
}

function fieldsOf(span: ReadableSpan) {
  const { name, parentSpanContext, duration, attributes, links } = span;
  const { traceId, spanId } = span.spanContext();
  return {
    span: name,
    traceId,
    spanId,
    parentSpanId: parentSpanContext?.spanId,
    durationMs: Math.round(hrTimeToMilliseconds(duration)),
    links: links.map(({ context }) => context.traceId),
    attributes,
  };
}
