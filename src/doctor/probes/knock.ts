import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { TLSSocket } from 'node:tls';
import { askMs } from './ask.ts';
import { certificateEnd } from './connect-to.ts';
import { failureCode } from './failure-code.ts';

export type Knock =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** A problem document of this service. */
      readonly isOurs: boolean;
      /** Epoch milliseconds; absent without TLS. */
      readonly certificateEndsAt?: number;
    }
  | { readonly kind: 'failed'; readonly code: string };

const mostCharacters = 65_536;

/** An empty message for the bot, without a token: the service refuses it unread. Never rejects. */
export async function knock(origin: URL): Promise<Knock> {
  const url = new URL('api/messages', origin.href.endsWith('/') ? origin.href : `${origin.href}/`);
  const begin = url.protocol === 'https:' ? overHttps : overHttp;
  const { promise, resolve } = Promise.withResolvers<Knock>();
  const call = begin(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '2' },
    signal: AbortSignal.timeout(askMs),
    agent: false,
  });
  call.on('error', (error) => resolve({ kind: 'failed', code: failureCode(error) }));
  call.on('response', (response) => {
    const endsAt = response.socket instanceof TLSSocket ? certificateEnd(response.socket) : undefined;
    let body = '';
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      if (body.length < mostCharacters) body += piece;
    });
    response.on('error', (error) => resolve({ kind: 'failed', code: failureCode(error) }));
    response.on('end', () =>
      resolve({
        kind: 'answered',
        status: response.statusCode ?? 0,
        isOurs: body.includes('"urn:countersign:problem:'),
        ...(endsAt === undefined ? {} : { certificateEndsAt: endsAt }),
      }),
    );
  });
  call.end('{}');
  return promise;
}
