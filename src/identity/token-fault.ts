import { ServiceError } from '../errors.ts';

/** What Entra ID will say tomorrow as well: unknown app or tenant, wrong or expired secret or certificate. */
const lastingCodes = new Set([
  'AADSTS700016',
  'AADSTS90002',
  'AADSTS7000215',
  'AADSTS7000222',
  'AADSTS700027',
  'AADSTS700211',
  'AADSTS700213',
  'invalid_client',
  'unauthorized_client',
  'ENOENT',
  'EACCES',
]);

/**
 * The SDK's error as ours. Only a code is taken over: its errors carry the request, and with it the
 * secret or assertion that was sent, so none of them may become a `cause` that a logger walks through.
 */
export function tokenFault(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  const code = codeOf(thrown);
  return new ServiceError('tokenUnavailable', `No access token could be obtained (${code}).`, {
    retryable: !lastingCodes.has(code),
  });
}

/** The code that the sentence of `tokenFault` names; `timeout` where there was no answer at all. */
export function tokenFaultCode(thrown: unknown): string {
  const { message } = tokenFault(thrown);
  return /\(([\w-]+)\)\.$/.exec(message)?.[1] ?? 'timeout';
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown';
  const entra = /AADSTS\d{4,9}/.exec(thrown.message);
  if (entra) return entra[0];
  for (const candidate of [field(thrown, 'errorResponse', 'error'), field(thrown, 'code'), thrown.name]) {
    if (typeof candidate === 'string' && /^[A-Za-z][\w-]{1,40}$/.test(candidate)) return candidate;
  }
  return 'unknown';
}

function field(value: unknown, ...path: string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}
