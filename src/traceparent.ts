/** W3C Trace Context (https://www.w3.org/TR/trace-context/): read, written, and ids of traces that nobody began. */
import { randomBytes } from 'node:crypto';

const pattern = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** Undefined for anything that is not of version 00. */
export function readTraceparent(text: string | undefined): TraceContext | undefined {
  const [, traceId, spanId, flags] = pattern.exec(text ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 };
}

export function writeTraceparent({ traceId, spanId, traceFlags }: TraceContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & 1) === 1 ? '01' : '00'}`;
}

export function traceIdIn(traceparent: string | undefined): string | undefined {
  return readTraceparent(traceparent)?.traceId;
}

/** 32 hexadecimal digits. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}
