import { createPublicKey, type KeyObject } from 'node:crypto';
import { ServiceError } from './errors.ts';
import type { Clock } from './workflow/ports.ts';

interface SigningKey {
  readonly key: KeyObject;
  /** Channels for which this key may speak (Bot Framework only; empty elsewhere). */
  readonly endorsements: readonly string[];
}

export interface SigningKeys {
  /** Undefined where the key service does not know the id. Throws `keysUnavailable` where it was never reached. */
  find(keyId: string): Promise<SigningKey | undefined>;
}

export interface SigningKeysOptions {
  readonly metadataUrl: string;
  readonly clock: Clock;
  /** Milliseconds for each of the two reads. */
  readonly timeoutMs?: number;
}

const freshFor = 24 * 60 * 60_000;
/** Unknown key ids cost the sender nothing: without a pause every junk token would be a read of the key service. */
const pauseBetweenReads = 60_000;
/** After a failed read, valid tokens of a key that we do not have are kept out for no longer than this. */
const pauseAfterFailure = 2_000;

/** The keys of an OpenID metadata document, read at first use, then daily and when an unknown key id turns up. */
export function createSigningKeys(options: SigningKeysOptions): SigningKeys {
  const { clock, metadataUrl, timeoutMs = 5_000 } = options;
  let keys = new Map<string, SigningKey>();
  let readAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      keys = await readKeys(metadataUrl, timeoutMs);
      readAt = clock.now();
    } catch (cause) {
      failedAt = clock.now();
      throw unavailable(undefined, cause);
    }
  }

  function readOnce(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    async find(keyId) {
      const known = keys.get(keyId);
      const age = clock.now() - readAt;
      if (known !== undefined && age < freshFor) return known;
      // A key service that hangs must not hold up every token whose key we have.
      const pause = known === undefined ? pauseAfterFailure : pauseBetweenReads;
      const mayRead = age >= pauseBetweenReads && clock.now() - failedAt >= pause;
      const everRead = readAt !== Number.NEGATIVE_INFINITY;
      if (mayRead || reading !== undefined) {
        // Keys that were good yesterday outlive an outage of the key service.
        await readOnce().catch((fault: unknown) => {
          if (!everRead) throw fault;
        });
      } else if (!everRead) {
        throw unavailable();
      }
      return keys.get(keyId);
    },
  };
}

async function readKeys(metadataUrl: string, timeoutMs: number): Promise<Map<string, SigningKey>> {
  const metadata = await readJson(metadataUrl, timeoutMs);
  const jwksUri = metadata['jwks_uri'];
  if (typeof jwksUri !== 'string') throw unavailable('The metadata names no key document.');
  const document = await readJson(jwksUri, timeoutMs);
  const listed = Array.isArray(document['keys']) ? (document['keys'] as unknown[]) : [];
  const keys = new Map<string, SigningKey>();
  for (const jwk of listed) {
    const entry = signingKey(jwk);
    if (entry) keys.set(entry.keyId, entry.key);
  }
  // An empty list is an outage dressed as an answer: it must not replace working keys.
  if (keys.size === 0) throw unavailable('The key document holds no usable key.');
  return keys;
}

async function readJson(url: string, timeoutMs: number): Promise<Record<string, unknown>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (!response.ok) throw unavailable(`The key service answered ${response.status}.`);
  return (await response.json()) as Record<string, unknown>;
}

/** RS256 needs 2048 bits (RFC 7518, 3.3): a shorter key would be an error at each token instead of once. */
const leastBits = 2_048;

function signingKey(jwk: unknown): { keyId: string; key: SigningKey } | undefined {
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  const { kid, kty, use = 'sig', n, e, endorsements } = jwk as Record<string, unknown>;
  if (typeof kid !== 'string' || kty !== 'RSA' || use !== 'sig') return undefined;
  if (typeof n !== 'string' || typeof e !== 'string') return undefined;
  const channels = Array.isArray(endorsements) ? endorsements.filter((name) => typeof name === 'string') : [];
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < leastBits) return undefined;
    return { keyId: kid, key: { key, endorsements: channels } };
  } catch {
    return undefined;
  }
}

function unavailable(why?: string, cause?: unknown): ServiceError {
  return new ServiceError('keysUnavailable', why, { retryable: true, cause });
}
