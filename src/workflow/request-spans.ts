import type { RequestId } from '../approval/request.ts';
import type { Span, SpanAttributes, SpanName, Tracer } from './ports.ts';
import type { Store } from './store-port.ts';

interface SpanPorts {
  readonly store: Pick<Store, 'request'>;
  readonly tracer: Tracer;
}

export interface RequestSpans {
  /** Runs something about a request as a span of the request's own trace. */
  run<T>(
    name: SpanName,
    attributes: SpanAttributes & { readonly requestId: RequestId },
    run: (span: Span) => Promise<T>,
  ): Promise<T>;
  /** Undefined where it was opened untraced, or nothing is traced now. */
  traceOf(requestId: RequestId): Promise<string | undefined>;
}

/** A request's trace never changes; these few are asked for again and again. */
const mostKnown = 1_000;

export function createRequestSpans({ store, tracer }: SpanPorts): RequestSpans {
  const known = new Map<RequestId, string>();

  async function traceOf(requestId: RequestId): Promise<string | undefined> {
    if (!tracer.isOn) return undefined;
    const found = known.get(requestId);
    if (found !== undefined) return found;
    // The step itself will meet the same fault, and tell of it.
    const request = await store.request(requestId).catch(() => undefined);
    const traceparent = request?.traceparent;
    if (traceparent === undefined) return undefined;
    if (known.size >= mostKnown) known.clear();
    known.set(requestId, traceparent);
    return traceparent;
  }

  return {
    traceOf,
    async run(name, attributes, run) {
      return tracer.span(name, { parent: await traceOf(attributes.requestId), attributes }, run);
    },
  };
}
