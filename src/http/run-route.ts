import type { IncomingMessage, ServerResponse } from 'node:http';
import { asServiceError, type FaultCode } from '../errors.ts';
import type { Log, Meter, Span, SpanOptions, Tracer } from '../workflow/ports.ts';
import { untraced } from '../workflow/untraced.ts';
import { type Answer, writeAnswer } from './answer.ts';
import type { Route } from './call.ts';
import type { Closing } from './closing.ts';
import { closingDown, problemAnswer } from './problem.ts';
import { type BodyLimits, type BodyReader, readBody } from './read-body.ts';
import { traceIdOf, traceparentOf } from './trace-id.ts';

export interface RunOptions {
  readonly log: Log;
  readonly meter: Meter;
  readonly bodies: BodyLimits;
  readonly closing: Closing;
  /** Absent: nothing is traced. */
  readonly tracer?: Tracer | undefined;
}

export interface NamedRoute {
  readonly method: 'GET' | 'POST';
  readonly name: string;
  readonly run: Route;
  readonly isProbe: boolean;
}

/**
 * Every call but those of probes, which come every second, is a span, and of a trace of its own: nobody has proven yet who
 * calls, and a stranger must choose neither our traces nor what is recorded of them. Once a source is known, its alert
 * goes on in its trace. Where nothing is traced, the caller's is only an id in the log.
 */
export async function runRoute(
  route: NamedRoute,
  request: IncomingMessage & { readonly params?: unknown },
  response: ServerResponse,
  options: RunOptions,
): Promise<void> {
  const { tracer = untraced } = options;
  const { method, name } = route;
  if (route.isProbe) return answerCall(route, request, response, { ...options, span: undefined });
  const about: SpanOptions = {
    kind: 'server',
    parent: tracer.isOn ? undefined : parentOf(route, request.headers),
    attributes: { method, route: name },
  };
  await tracer.span(`${method} ${name as `/${string}`}`, about, (span) =>
    answerCall(route, request, response, { ...options, span }),
  );
}

/** Teams' own servers trace themselves, and mostly do not record it: a click would hang on a trace that nobody can see. */
function parentOf({ name }: NamedRoute, headers: IncomingMessage['headers']): string | undefined {
  return name === '/api/messages' ? undefined : traceparentOf(headers);
}

/** The boundary of HTTP: whatever a route throws becomes a problem document, and a line in the log. */
async function answerCall(
  route: NamedRoute,
  request: IncomingMessage & { readonly params?: unknown },
  response: ServerResponse,
  options: RunOptions & { readonly span: Span | undefined },
): Promise<void> {
  const startedAt = performance.now();
  const traceId = options.span?.traceId ?? traceIdOf(request.headers);
  const call = {
    headers: request.headers,
    params: (request.params ?? {}) as Readonly<Record<string, string | undefined>>,
    traceId,
    traceparent: parentOf(route, request.headers),
    readBody: (reader: BodyReader) => readBody(request, response, options.bodies, reader),
  };
  let answer: Answer | undefined;
  try {
    // A body that never ends, or a step that waits for somebody else, must not keep the service from stopping.
    answer = await options.closing.unlessOver(route.run(call), () => problemAnswer(closingDown, traceId));
  } catch (thrown) {
    answer = faultAnswer(thrown, traceId, route.name, options.log);
  }
  if (answer === undefined) return;
  // Node keeps a connection that was busy when the server closed until its idle time is over.
  if (options.closing.begun && !response.headersSent) response.setHeader('Connection', 'close');
  writeAnswer(response, answer);
  options.span?.set({ status: answer.status });
  options.meter.count('countersign_http_requests_total', { route: route.name, status: String(answer.status) });
  options.meter.observe('countersign_http_seconds', (performance.now() - startedAt) / 1_000, { route: route.name });
}

/** Faults that pass by themselves: the caller is asked to come back. */
const passing: ReadonlySet<FaultCode> = new Set(['storeUnavailable', 'storeConflict', 'storeLocked']);

function faultAnswer(thrown: unknown, traceId: string, route: string, log: Log): Answer {
  const fault = asServiceError(thrown);
  log.error({ traceId, route, error: fault }, 'A call could not be answered');
  if (!fault.retryable && !passing.has(fault.code)) {
    return problemAnswer(
      { name: 'internal', detail: 'The call failed here; the log has more under this trace id.' },
      traceId,
    );
  }
  const headers = { 'Retry-After': String(Math.max(1, Math.ceil((fault.retryAfterMs ?? 1_000) / 1_000))) };
  return problemAnswer({ name: 'unavailable', detail: 'Not possible at the moment; try again.', headers }, traceId);
}
