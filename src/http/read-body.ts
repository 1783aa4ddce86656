import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyBudget } from './body-budget.ts';
import { type Refused, refused } from './problem.ts';
import type { StrangerBodies } from './stranger-bodies.ts';

export interface BodyLimits {
  readonly bytes: number;
  /** Milliseconds for the whole body. */
  readonly timeoutMs: number;
  readonly budget: BodyBudget;
  readonly strangers: StrangerBodies;
}

/** For whom a body is read. */
export interface BodyReader {
  /** Who the caller is, was proven without the body. */
  readonly isKnown: boolean;
  /** Bytes, where this route takes less than the server does. */
  readonly atMost?: number;
}

export type ReadBody =
  /** `release` gives the bytes back to the budget. */
  | { readonly kind: 'ok'; readonly bytes: Buffer; release(): void }
  | Refused
  /** The caller hung up: nobody to answer. */
  | { readonly kind: 'gone' };

const tooLarge = (limit: number) => refused('body-too-large', `A body may hold ${limit} bytes.`);
const timedOut = refused('body-timeout', 'The body took too long.', { headers: { Connection: 'close' } });
const overloaded = refused('unavailable', 'Too much is under way; try again.', { headers: { 'Retry-After': '1' } });

/**
 * The raw body. Not restify's bodyReader: that unpacks gzip before it counts, and dies of bad gzip.
 * What is refused on the way is still drained by Node until `requestTimeout`: closing at once would
 * reset the connection before the caller has read why.
 */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  limits: BodyLimits,
  reader: BodyReader,
): Promise<ReadBody> {
  const most = Math.min(limits.bytes, reader.atMost ?? limits.bytes);
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > most) return tooLarge(most);
  const leave = reader.isKnown ? () => undefined : limits.strangers.enter(request.socket.remoteAddress ?? '');
  if (leave === undefined) return overloaded;
  try {
    if (/\b100-continue\b/i.test(request.headers.expect ?? '')) response.writeContinue();
    return await collect(request, { ...limits, bytes: most });
  } finally {
    leave();
  }
}

function collect(request: IncomingMessage, limits: BodyLimits): Promise<ReadBody> {
  const { promise, resolve } = Promise.withResolvers<ReadBody>();
  const chunks: Buffer[] = [];
  let size = 0;
  const release = () => limits.budget.giveBack(size);

  const stop = (outcome: ReadBody) => {
    clearTimeout(timer);
    request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
    // An aborted request may still report its end as an error; nobody is interested any more.
    request.on('error', () => undefined);
    if (outcome.kind !== 'ok') release();
    resolve(outcome);
  };
  const onData = (chunk: Buffer) => {
    if (size + chunk.length > limits.bytes) return stop(tooLarge(limits.bytes));
    if (!limits.budget.take(chunk.length)) return stop(overloaded);
    size += chunk.length;
    chunks.push(chunk);
  };
  const onEnd = () => stop({ kind: 'ok', bytes: Buffer.concat(chunks), release });
  const onGone = () => stop({ kind: 'gone' });
  const timer = setTimeout(() => stop(timedOut), limits.timeoutMs);

  if (request.destroyed) onGone();
  else request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  return promise;
}
