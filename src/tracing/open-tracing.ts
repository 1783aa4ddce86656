import { untraced } from '../workflow/untraced.ts';
import { scopedTracer } from './scoped-tracer.ts';
import type { Tracing, TracingOptions, TracingParts } from './tracing-options.ts';

/** Where nothing is to be traced, nothing of OpenTelemetry is loaded. */
export async function openTracing(options: TracingOptions, parts: TracingParts): Promise<Tracing> {
  if (options.exporter === 'none') return { tracer: scopedTracer(untraced), close: async () => undefined };
  const { openOtel } = await import('./otel.ts');
  const { exporterFor } = await import('./exporter.ts');
  return openOtel(options, exporterFor(options, parts));
}
