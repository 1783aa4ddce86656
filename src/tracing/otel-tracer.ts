import {
  type Context,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { asServiceError, ServiceError } from '../errors.ts';
import { readTraceparent, writeTraceparent } from '../traceparent.ts';
import type { Span, SpanOptions, Tracer } from '../workflow/ports.ts';
import { exportedAttributes } from './attribute-names.ts';

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/** Our port on OpenTelemetry's. Nothing is registered globally: what other libraries trace would hold what ours must not. */
export function createOtelTracer(otel: OtelTracer): Tracer {
  const contexts = new AsyncLocalStorageContextManager();

  function begin(name: string, { kind, parent, attributes = {} }: SpanOptions): [OtelSpan, Context] {
    const around = contexts.active();
    const foreign = readTraceparent(parent);
    const context = foreign ? trace.setSpanContext(ROOT_CONTEXT, { ...foreign, isRemote: true }) : around;
    const span = otel.startSpan(
      name,
      { kind: kind ? kinds[kind] : SpanKind.INTERNAL, attributes: exportedAttributes(attributes) },
      context,
    );
    linkBoth(trace.getSpan(around), span);
    return [span, trace.setSpan(context, span)];
  }

  return {
    isOn: true,
    async span(name, options, run) {
      const [span, context] = begin(name, options);
      try {
        return await contexts.with(context, () => run(seen(span)));
      } catch (thrown) {
        // Never the message: it may quote what came from outside.
        span.setAttribute('error.type', thrown instanceof ServiceError ? thrown.code : asServiceError(thrown).code);
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw thrown;
      } finally {
        span.end();
      }
    },
    traceparent() {
      const span = trace.getSpan(contexts.active());
      return span && writeTraceparent(span.spanContext());
    },
    bound: (run) => contexts.bind(contexts.active(), run),
  };
}

/** A click's HTTP call has a trace of its own, and what it does belongs to the request's: each leads to the other. */
function linkBoth(around: OtelSpan | undefined, span: OtelSpan): void {
  if (around === undefined || around.spanContext().traceId === span.spanContext().traceId) return;
  span.addLink({ context: around.spanContext() });
  around.addLink({ context: span.spanContext() });
}

function seen(span: OtelSpan): Span {
  const own = span.spanContext();
  return {
    traceId: own.traceId,
    set(attributes) {
      span.setAttributes(exportedAttributes(attributes));
    },
    link(traceparent) {
      const other = readTraceparent(traceparent);
      if (other && other.traceId !== own.traceId) span.addLink({ context: { ...other, isRemote: true } });
    },
  };
}
