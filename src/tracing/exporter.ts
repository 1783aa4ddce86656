import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../workflow/ports.ts';
import { logExporter } from './log-exporter.ts';
import type { TracingOptions, TracingParts } from './tracing-options.ts';

/** The SDK itself says nothing of what it could not send: it is counted, and told when it begins and when it is over. */
export function exporterFor(options: TracingOptions, { log, meter }: TracingParts): SpanExporter {
  if (options.exporter === 'console') return logExporter(log);
  const otlp = new OTLPTraceExporter({ url: options.url, headers: { ...options.headers } });
  const outage = outageLog(log);
  return {
    export(spans, done) {
      otlp.export(spans, (result) => {
        const isSent = result.code === ExportResultCode.SUCCESS;
        meter.count('countersign_trace_exports_total', { result: isSent ? 'sent' : 'lost' });
        outage(isSent, spans.length);
        done(result);
      });
    },
    forceFlush: () => otlp.forceFlush(),
    shutdown: () => otlp.shutdown(),
  };
}

function outageLog(log: Log): (isSent: boolean, spans: number) => void {
  let isOut = false;
  return (isSent, spans) => {
    if (isSent === !isOut) return;
    isOut = !isSent;
    if (isOut) log.warn({ spans }, 'Traces could not be sent; they are lost until the collector takes them again');
    else log.info({}, 'Traces are sent again');
  };
}
