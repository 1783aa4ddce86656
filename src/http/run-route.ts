import type { IncomingMessage, ServerResponse } from 'node:http';
import { asServiceError, type FaultCode } from '../errors.ts';
import type { Log, Meter } from '../workflow/ports.ts';
import { type Answer, writeAnswer } from './answer.ts';
import type { Route } from './call.ts';
import type { Closing } from './closing.ts';
import { closingDown, problemAnswer } from './problem.ts';
import { type BodyLimits, type BodyReader, readBody } from './read-body.ts';
import { traceIdOf } from './trace-id.ts';

export interface RunOptions {
  readonly log: Log;
  readonly meter: Meter;
  readonly bodies: BodyLimits;
  readonly closing: Closing;
}

/** The boundary of HTTP: whatever a route throws becomes a problem document, and a line in the log. */
export async function runRoute(
  route: { readonly name: string; readonly run: Route },
  request: IncomingMessage & { readonly params?: unknown },
  response: ServerResponse,
  options: RunOptions,
): Promise<void> {
  const startedAt = performance.now();
  const traceId = traceIdOf(request.headers);
  const call = {
    headers: request.headers,
    params: (request.params ?? {}) as Readonly<Record<string, string | undefined>>,
    traceId,
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
