import type { TokenCredential } from '@azure/identity';
import { ServiceError } from '../errors.ts';
import { azureCredential } from './azure-credential.ts';
import type { CredentialSettings } from './credential-settings.ts';
import { tokenFault } from './token-fault.ts';

/**
 * An access token for a scope (`…/.default`). `refused` is a token that the other side answered with 401:
 * it is not handed out again while a newer one can be had.
 * Throws ServiceError `tokenUnavailable`.
 */
export type TokenSource = (scope: string, refused?: string) => Promise<string>;

interface KeptToken {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** The same by the clock that nobody can set back. */
  readonly goodUntil: number;
}

const renewBeforeMs = 5 * 60_000;
const lastMomentMs = 30_000;
const defaultTimeoutMs = 20_000;
const later = { retryable: true };

function left({ expiresAt, goodUntil }: KeptToken): number {
  return Math.min(expiresAt - Date.now(), goodUntil - performance.now());
}

export function createCredential(settings: CredentialSettings, limits: { timeoutMs?: number } = {}): TokenSource {
  const timeoutMs = limits.timeoutMs ?? defaultTimeoutMs;
  const kept = new Map<string, KeptToken>();
  const renewals = new Map<string, Promise<string>>();
  let credential: Promise<TokenCredential> | undefined;

  async function fetchToken(scope: string, afresh: boolean): Promise<KeptToken> {
    // A new credential starts without the SDK's cache, which would give the refused token again.
    // (A managed identity's cache is the platform's; there it is the platform's choice.)
    if (afresh) credential = undefined;
    credential ??= azureCredential(settings);
    try {
      const current = await credential;
      const answer = await within(timeoutMs, (abortSignal) => current.getToken(scope, { abortSignal }));
      if (!answer?.token) throw new ServiceError('tokenUnavailable', 'The token endpoint gave no token.', later);
      const { token, expiresOnTimestamp: expiresAt } = answer;
      return { token, expiresAt, goodUntil: performance.now() + expiresAt - Date.now() };
    } catch (thrown) {
      credential = undefined;
      throw tokenFault(thrown);
    }
  }

  async function renew(scope: string, refused: string | undefined): Promise<string> {
    const before = kept.get(scope);
    try {
      const fetched = await fetchToken(scope, refused !== undefined);
      // After the clock was set back, the SDK's cache hands out what has run out by now.
      const isStale = before !== undefined && fetched.token === before.token && left(before) <= lastMomentMs;
      const current = isStale ? await fetchToken(scope, true) : fetched;
      kept.set(scope, current.token === before?.token ? before : current);
      return current.token;
    } catch (thrown) {
      const stillGood = before && before.token !== refused && left(before) > lastMomentMs;
      if (stillGood) return before.token;
      throw thrown;
    }
  }

  return async (scope, refused) => {
    const known = kept.get(scope);
    if (known && known.token !== refused && left(known) > renewBeforeMs) return known.token;
    const running = renewals.get(scope) ?? renew(scope, refused).finally(() => renewals.delete(scope));
    renewals.set(scope, running);
    return running;
  };
}

/** The SDK waits for a silent token endpoint without end. */
async function within<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new ServiceError('tokenUnavailable', 'The token endpoint did not answer in time.', later));
      abort.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(abort.signal), overdue]);
  } finally {
    clearTimeout(timer);
  }
}
