import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessTokens } from './access-tokens.ts';
import { answerJson } from './loopback.ts';

export interface IdentityCall {
  readonly resource: string;
  /** Absent: the system-assigned identity was asked for. */
  readonly clientId?: string;
  readonly answered: number;
}

export interface ManagedIdentityOptions {
  readonly tokens: AccessTokens;
  readonly identityHeader: string;
  /** Identities that this machine has. */
  readonly userAssigned: readonly string[];
  readonly systemAssigned: string;
  readonly calls: IdentityCall[];
  readonly violations: string[];
}

/** App Service's local token endpoint (IDENTITY_ENDPOINT), api-version 2019-08-01. */
export async function answerIdentity(
  request: IncomingMessage,
  query: URLSearchParams,
  response: ServerResponse,
  options: ManagedIdentityOptions,
): Promise<void> {
  const resource = query.get('resource') ?? '';
  const clientId = query.get('client_id');
  const { status, body } = await decide();
  options.calls.push({ resource, ...(clientId === null ? {} : { clientId }), answered: status });
  answerJson(response, status, body);

  async function decide(): Promise<{ status: number; body: object }> {
    if (request.headers['x-identity-header'] !== options.identityHeader) return refuse(401, 'wrong X-IDENTITY-HEADER');
    if (query.get('api-version') !== '2019-08-01') return refuse(400, 'unknown api-version');
    if (clientId !== null && !options.userAssigned.includes(clientId)) return refuse(400, `no identity ${clientId}`);
    const token = await options.tokens.issue(clientId ?? options.systemAssigned, resource);
    if (!token) return refuse(400, `nobody offers the resource ${resource}`);
    const expiresOn = String(Math.floor(Date.now() / 1000) + 3600);
    const who = clientId ?? options.systemAssigned;
    return {
      status: 200,
      body: { access_token: token, expires_on: expiresOn, resource, token_type: 'Bearer', client_id: who },
    };
  }

  function refuse(status: number, problem: string) {
    options.violations.push(`managed identity endpoint: ${problem}`);
    return { status, body: { statusCode: status, message: problem } };
  }
}
