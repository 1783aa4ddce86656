import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../workflow/ports.ts';

const timeoutMs = 5_000;
const metadataFreshForMs = 24 * 60 * 60_000;
const pauseAfterFailureMs = 2_000;

/** The keys behind an OpenID metadata document. Throws `tokenUnavailable`, or what jose says of a key that does not fit. */
export function createEntraKeys(metadataUrl: string, clock: Clock): JWTVerifyGetKey {
  let keys: { readonly set: ReturnType<typeof createRemoteJWKSet>; readonly readAt: number } | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function keySet() {
    if (keys !== undefined && clock.now() - keys.readAt < metadataFreshForMs) return keys.set;
    const set = createRemoteJWKSet(await readKeyAddress(metadataUrl), { timeoutDuration: timeoutMs });
    keys = { set, readAt: clock.now() };
    return set;
  }

  return async (header, token) => {
    // A service that is down is not asked once a token: that would be a flood of our making.
    if (clock.now() - failedAt < pauseAfterFailureMs) throw unavailable();
    try {
      const set = await keySet();
      return await set(header, token);
    } catch (thrown) {
      if (thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys) throw thrown;
      failedAt = clock.now();
      throw unavailable(thrown);
    }
  };
}

function unavailable(cause?: unknown): ServiceError {
  return new ServiceError('tokenUnavailable', 'The keys of Entra ID could not be read.', { retryable: true, cause });
}

async function readKeyAddress(metadataUrl: string): Promise<URL> {
  const answer = await fetch(metadataUrl, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  const document: unknown = answer.ok ? await answer.json() : undefined;
  const address = typeof document === 'object' && document !== null ? Reflect.get(document, 'jwks_uri') : undefined;
  if (typeof address !== 'string' || !URL.canParse(address)) throw unavailable();
  return new URL(address);
}
