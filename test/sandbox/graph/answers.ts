import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Graph's error codes by status, where a test names none. */
const codes: Readonly<Record<number, [code: string, message: string]>> = {
  400: ['BadRequest', 'The request is invalid.'],
  401: ['InvalidAuthenticationToken', 'Access token is empty.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: ['ResourceNotFound', 'The resource could not be found.'],
  409: ['Conflict', 'Duplicate remediation'],
  415: ['RequestBodyRead', 'A supported MIME type could not be found.'],
  429: ['TooManyRequests', 'Too many requests'],
  500: ['InternalServerError', 'An unexpected error occurred.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable'],
  504: ['GatewayTimeout', 'The server did not answer in time'],
};

export function graphError(
  status: number,
  words: { code?: string; message?: string; retryAfter?: string } = {},
): Answer {
  const [code, message] = codes[status] ?? ['UnknownError', 'Unknown error'];
  return {
    status,
    ...(words.retryAfter === undefined ? {} : { headers: { 'Retry-After': words.retryAfter } }),
    body: { error: { code: words.code ?? code, message: words.message ?? message } },
  };
}

/** With the headers and the innerError that every answer of Graph carries. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const requestId = randomUUID();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  const headers: Record<string, string> = {
    'request-id': requestId,
    'client-request-id': String(clientRequestId),
    'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"Sandbox"}}',
    ...answer.headers,
  };
  if (answer.body === undefined) {
    response.writeHead(answer.status, { ...headers, ...(answer.status === 204 ? {} : { 'Content-Length': '0' }) });
    response.end();
    return;
  }
  const body = withInnerError(answer.body, requestId, String(clientRequestId));
  response.writeHead(answer.status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function withInnerError(body: unknown, requestId: string, clientRequestId: string): unknown {
  if (typeof body !== 'object' || body === null || !('error' in body)) return body;
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  return { error: { ...(body.error as object), innerError } };
}
