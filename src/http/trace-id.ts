import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's trace (W3C Trace Context) where it sent one, else a new id: 32 hexadecimal digits. */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  const sent = headers['traceparent'];
  const found = typeof sent === 'string' ? traceparent.exec(sent)?.[1] : undefined;
  return found ?? randomBytes(16).toString('hex');
}
