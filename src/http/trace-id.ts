import type { IncomingHttpHeaders } from 'node:http';
import { newTraceId, readTraceparent, traceIdIn } from '../traceparent.ts';

/** The caller's trace (W3C Trace Context) where it sent one, else a new id. */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  return traceIdIn(traceparentOf(headers)) ?? newTraceId();
}

/** The header where it is what W3C's version 00 asks for; undefined otherwise. */
export function traceparentOf(headers: IncomingHttpHeaders): string | undefined {
  const sent = headers['traceparent'];
  return typeof sent === 'string' && readTraceparent(sent) ? sent : undefined;
}
