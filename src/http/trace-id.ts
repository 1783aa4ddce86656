import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's trace (W3C Trace Context) where it sent one, else a new id: 32 hexadecimal digits. */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  return traceparent.exec(traceparentOf(headers) ?? '')?.[1] ?? randomBytes(16).toString('hex');
}

/** The header where it is what W3C's version 00 asks for; undefined otherwise. */
export function traceparentOf(headers: IncomingHttpHeaders): string | undefined {
  const sent = headers['traceparent'];
  return typeof sent === 'string' && traceparent.test(sent) ? sent : undefined;
}
