import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';
import type { BodyReader, ReadBody } from './read-body.ts';

/** One HTTP call as the routes see it. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly traceId: string;
  /** W3C `traceparent` that the caller sent, whoever that is. */
  readonly traceparent: string | undefined;
  readBody(reader: BodyReader): Promise<ReadBody>;
}

/** Undefined: the caller hung up, there is nobody to answer. */
export type Route = (call: Call) => Promise<Answer | undefined>;
