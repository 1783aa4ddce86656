import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createOtelTracer } from './otel-tracer.ts';
import { scopedTracer } from './scoped-tracer.ts';
import type { Tracing, TracingOptions } from './tracing-options.ts';

/** Beyond these, spans are dropped rather than kept: a collector that is away must cost some kilobytes, never the service. */
const queue = {
  maxQueueSize: 2_048,
  maxExportBatchSize: 512,
  scheduledDelayMillis: 2_000,
  exportTimeoutMillis: 10_000,
};

export function openOtel(options: TracingOptions, exporter: SpanExporter): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.version': options.version,
      ...options.resource,
      'service.name': options.serviceName,
    }),
    sampler: samplerFor(options.sampler),
    spanProcessors: [new BatchSpanProcessor({ exporter, ...queue })],
    // Codes and ids are short; should anything longer ever get in, it is cut.
    spanLimits: { attributeValueLengthLimit: 256, linkCountLimit: 32 },
  });
  const tracer = createOtelTracer(provider.getTracer('countersign', options.version));
  return {
    tracer: scopedTracer(tracer),
    close: () => within(options.closeWithinMs ?? 800, provider.shutdown()),
  };
}

/** What is not sent by then is lost: a stop never waits for a collector. */
async function within(ms: number, sending: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([sending.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

function samplerFor({ kind, ratio }: TracingOptions['sampler']): Sampler {
  const [, parentBased, own] = /^(parentbased_)?(.*)$/.exec(kind) ?? [];
  const root = rootSampler(own, ratio);
  return parentBased === undefined ? root : new ParentBasedSampler({ root });
}

function rootSampler(kind: string | undefined, ratio: number): Sampler {
  if (kind === 'always_off') return new AlwaysOffSampler();
  return kind === 'traceidratio' ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOnSampler();
}
