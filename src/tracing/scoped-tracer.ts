import { newTraceId, traceIdIn } from '../traceparent.ts';
import type { Span, Tracer } from '../workflow/ports.ts';
import { currentScope, inScope, type Scope, scopeBound } from './scope.ts';

/** Every span is a scope of the log as well. Where nothing is traced, a call to us has an id of its own all the same. */
export function scopedTracer(inner: Tracer): Tracer {
  return {
    isOn: inner.isOn,
    span: (name, options, run) =>
      inner.span(name, options, (span) => {
        const { requestId } = options.attributes ?? {};
        const traceId = span.traceId ?? untracedId(options.kind === 'server', options.parent);
        const scope: Scope = {
          ...(traceId === undefined ? {} : { traceId }),
          ...(requestId === undefined ? {} : { requestId }),
        };
        return inScope(scope, () => run(withId(span, traceId ?? currentScope().traceId)));
      }),
    traceparent: inner.traceparent,
    bound: (run) => scopeBound(inner.bound(run)),
  };
}

function untracedId(isCall: boolean, parent: string | undefined): string | undefined {
  return isCall ? (traceIdIn(parent) ?? newTraceId()) : undefined;
}

function withId(span: Span, traceId: string | undefined): Span {
  return span.traceId === traceId ? span : { traceId, set: span.set, link: span.link };
}
