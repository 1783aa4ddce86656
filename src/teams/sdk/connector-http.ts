import { type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { asServiceError, ServiceError } from '../../errors.ts';
import { retryAfterMs } from '../../retry-after.ts';
import { certainlyNotSent } from '../../sent.ts';
import type { Clock, Meter, Tracer } from '../../workflow/ports.ts';
import { untraced } from '../../workflow/untraced.ts';
import { connectorCode, connectorFault } from './connector-faults.ts';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type ConnectorHttp = NonNullable<ConnectorOptions['httpClient']>;
type ConnectorRequest = Parameters<ConnectorHttp['sendRequest']>[0];

export interface ConnectorHttpOptions {
  readonly clock: Clock;
  /** Milliseconds for one whole call. */
  readonly timeoutMs: number;
  readonly meter?: Meter | undefined;
  readonly tracer?: Tracer | undefined;
}

/**
 * How the SDK's connector client reaches Teams. Anything but a 2xx is thrown as our fault: that ends the SDK's own
 * retries, which repeat posts after 5xx (two cards) and sit out any Retry-After (a click has 15 seconds).
 */
export function createConnectorHttp(options: ConnectorHttpOptions): ConnectorHttp {
  const { clock, timeoutMs, meter, tracer = untraced } = options;

  async function answerOf(request: ConnectorRequest): Promise<Answer> {
    const answer = await exchange(request, timeoutMs, tracer.traceparent());
    const { status, headers, body } = answer;
    if (status >= 200 && status < 300) return answer;
    const wait = retryAfterMs(headers['retry-after'] ?? null, clock.now());
    throw connectorFault({ status, code: connectorCode(body) }, wait);
  }

  async function counted(request: ConnectorRequest): Promise<Answer> {
    const count = (outcome: string) =>
      meter?.count('countersign_teams_calls_total', { call: callOf(request), outcome });
    try {
      const answer = await answerOf(request);
      count('done');
      return answer;
    } catch (thrown) {
      count(asServiceError(thrown).code);
      throw thrown;
    }
  }

  return {
    async sendRequest(request) {
      const about = { kind: 'client', attributes: { method: request.method } } as const;
      const answer = await tracer.span(`teams ${callOf(request)}`, about, async (span) => {
        const called = await counted(request);
        span.set({ status: called.status });
        return called;
      });
      // The SDK's header class is not exported; a clone of the request's is one.
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
      return { request, status: answer.status, headers, bodyAsText: answer.body };
    },
  };
}

/** What the call is for, without any id. */
function callOf({ method, url }: ConnectorRequest): 'create' | 'send' | 'update' | 'member' | 'other' {
  if (method === 'PUT') return 'update';
  if (method === 'GET') return 'member';
  if (method !== 'POST') return 'other';
  return url.includes('/activities') ? 'send' : 'create';
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * On Node's own kept connections: its `fetch` takes two to three times as long for a call. No redirect is followed:
 * the bot's token must not travel to wherever an answer points.
 */
async function exchange(
  { url, method, headers, body }: ConnectorRequest,
  timeoutMs: number,
  traceparent: string | undefined,
): Promise<Answer> {
  try {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    // The SDK offers to take compressed answers, which are a few hundred bytes at most.
    const trace = traceparent === undefined ? {} : { traceparent };
    const asked = { ...headers.rawHeaders(), ...trace, 'accept-encoding': 'identity' };
    const begin = url.startsWith('https:') ? overHttps : overHttp;
    const call = begin(url, { method, headers: asked, signal: AbortSignal.timeout(timeoutMs) }, resolve);
    call.on('error', reject);
    call.end(typeof body === 'string' ? body : undefined);
    const response = await promise;
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  } catch (cause) {
    const noEffect = certainlyNotSent(cause);
    throw new ServiceError('teamsUnavailable', undefined, { retryable: true, noEffect, cause });
  }
}
