import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { ServiceError } from '../errors.ts';
import { createSigningKeys } from '../signing-keys.ts';
import type { Clock } from '../workflow/ports.ts';
import { type Refused, refused } from './problem.ts';

export interface AppTokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly metadataUrl: string;
  readonly clients: readonly { readonly clientId: string; readonly source: string }[];
}

type AppTokenVerifier = (token: string) => Promise<{ readonly kind: 'known'; readonly source: string } | Refused>;

const role = 'Alerts.Push';
const toleranceSeconds = 300;
const unknown = refused('unauthenticated', 'The token does not hold.', {
  headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  flaw: 'token',
});

/** App tokens of Entra ID, v2.0: who may push alerts is an app role, which name they speak for is our own list. */
export function createAppTokenVerifier(settings: AppTokenSettings, clock: Clock, steady: Clock): AppTokenVerifier {
  const { audience, issuer } = settings;
  const keys = createSigningKeys({ metadataUrl: settings.metadataUrl, clock: steady });
  const sources = new Map(settings.clients.map(({ clientId, source }) => [clientId.toLowerCase(), source]));
  const options = {
    algorithms: ['RS256'],
    issuer,
    audience,
    clockTolerance: toleranceSeconds,
    requiredClaims: ['exp'],
  };

  return async (token) => {
    // Junk must not make us call the key service.
    const keyId = keyIdOf(token, issuer);
    if (keyId === undefined) return unknown;
    try {
      const found = await keys.find(keyId);
      if (found === undefined) return unknown;
      const { payload } = await jwtVerify(token, found.key, { ...options, currentDate: new Date(clock.now()) });
      return speaker(payload, sources);
    } catch (thrown) {
      if (thrown instanceof ServiceError) {
        const retry = { headers: { 'Retry-After': '5' } };
        return refused('unavailable', 'The token could not be checked at the moment.', retry);
      }
      if (thrown instanceof errors.JOSEError) return unknown;
      throw thrown;
    }
  };
}

/** The key that the token names; undefined where it is not even a token of this issuer. */
function keyIdOf(token: string, issuer: string): string | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === 'RS256' && decodeJwt(token).iss === issuer ? kid : undefined;
  } catch {
    return undefined;
  }
}

function speaker(
  payload: JWTPayload,
  sources: ReadonlyMap<string, string>,
): { readonly kind: 'known'; readonly source: string } | Refused {
  const client = payload['azp'] ?? payload['appid'];
  const source = typeof client === 'string' ? sources.get(client.toLowerCase()) : undefined;
  if (source === undefined) return unknown;
  const roles: unknown = payload['roles'];
  // A scope says that a person's token was passed on: only the app itself may speak.
  const isApp = payload['scp'] === undefined;
  if (isApp && Array.isArray(roles) && roles.includes(role)) return { kind: 'known', source };
  return refused('forbidden', `The token must be an app's own and carry the app role ${role}.`, { flaw: 'role' });
}
