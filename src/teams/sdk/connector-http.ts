import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { asServiceError, ServiceError } from '../../errors.ts';
import { retryAfterMs } from '../../retry-after.ts';
import type { Clock, Meter } from '../../workflow/ports.ts';
import { connectorCode, connectorFault } from './connector-faults.ts';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type ConnectorHttp = NonNullable<ConnectorOptions['httpClient']>;
type ConnectorRequest = Parameters<ConnectorHttp['sendRequest']>[0];

export interface ConnectorHttpOptions {
  readonly clock: Clock;
  /** Milliseconds for one whole call. */
  readonly timeoutMs: number;
  readonly meter?: Meter | undefined;
}

/**
 * How the SDK's connector client reaches Teams. Anything but a 2xx is thrown as our fault: that ends the SDK's own
 * retries, which repeat posts after 5xx (two cards) and sit out any Retry-After (a click has 15 seconds).
 */
export function createConnectorHttp({ clock, timeoutMs, meter }: ConnectorHttpOptions): ConnectorHttp {
  async function answerOf(request: ConnectorRequest): Promise<{ response: Response; body: string }> {
    const { response, body } = await exchange(request, timeoutMs);
    if (response.ok) return { response, body };
    const wait = retryAfterMs(response.headers.get('retry-after'), clock.now());
    throw connectorFault({ status: response.status, code: connectorCode(body) }, wait);
  }

  return {
    async sendRequest(request) {
      const count = (outcome: string) =>
        meter?.count('countersign_teams_calls_total', { call: callOf(request), outcome });
      try {
        const { response, body } = await answerOf(request);
        count('done');
        // The SDK's header class is not exported; a clone of the request's is one.
        const headers = request.headers.clone();
        for (const name of headers.headerNames()) headers.remove(name);
        for (const [name, value] of response.headers) headers.set(name, value);
        return { request, status: response.status, headers, bodyAsText: body };
      } catch (thrown) {
        count(asServiceError(thrown).code);
        throw thrown;
      }
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

async function exchange(request: ConnectorRequest, timeoutMs: number): Promise<{ response: Response; body: string }> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.rawHeaders(),
      ...(typeof request.body === 'string' && { body: request.body }),
      signal: AbortSignal.timeout(timeoutMs),
      // The bot's token must not travel to wherever an answer points.
      redirect: 'manual',
    });
    return { response, body: await response.text() };
  } catch (cause) {
    throw new ServiceError('teamsUnavailable', undefined, { retryable: true, cause });
  }
}
