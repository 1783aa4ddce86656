import type { KeyObject } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { SigningKeys } from '../../signing-keys.ts';
import type { Clock } from '../../workflow/ports.ts';

/** Why a token does not hold: for the log and the metric, never for the answer. */
type TokenFlaw =
  | 'noToken'
  | 'malformed'
  | 'issuer'
  | 'signature'
  | 'unknownKey'
  | 'notEndorsed'
  | 'audience'
  | 'expired'
  | 'notYetValid'
  | 'serviceUrl';

type TokenVerdict =
  /** For activities of this service address only: the caller compares, once there is an activity. */
  { readonly holds: true; readonly serviceUrl: string } | { readonly holds: false; readonly flaw: TokenFlaw };

export interface TokenVerifierOptions {
  readonly botId: string;
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

export type TokenVerifier = (authorization: string | undefined) => Promise<TokenVerdict>;

/** Bot Framework authentication guide: clocks may differ by five minutes. */
const toleranceSeconds = 300;

/**
 * Checks the token that the channel service sends with an activity, before the SDK sees anything: the SDK answers
 * 500 to forged signatures, asks the public login host about some issuers, and lets unendorsed keys pass.
 * Throws `teamsUnavailable` only where the key service was never reached.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { botId, issuer, keys, clock } = options;
  const checks: JWTVerifyOptions = {
    algorithms: ['RS256'],
    issuer,
    audience: [botId, botId.toLowerCase()],
    clockTolerance: toleranceSeconds,
    requiredClaims: ['exp'],
  };

  /** The key that the token names, or why it cannot be trusted. */
  async function keyFor(token: string): Promise<KeyObject | TokenFlaw> {
    const named = unverified(token);
    if (named === undefined) return 'malformed';
    // Whoever sends a token of another issuer or algorithm must not make us read anything.
    if (named.issuer !== issuer) return 'issuer';
    if (named.algorithm !== 'RS256') return 'signature';
    const found = await keys.find(named.keyId ?? '');
    if (found === undefined) return 'unknownKey';
    // A key without endorsements speaks for no channel at all, not for every channel.
    return found.endorsements.includes('msteams') ? found.key : 'notEndorsed';
  }

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return flawed(authorization === undefined ? 'noToken' : 'malformed');
    const key = await keyFor(token);
    if (typeof key === 'string') return flawed(key);
    try {
      const { payload } = await jwtVerify(token, key, { ...checks, currentDate: new Date(clock.now()) });
      const claimed = payload['serviceurl'];
      if (typeof claimed !== 'string' || claimed === '') return flawed('serviceUrl');
      return { holds: true, serviceUrl: claimed };
    } catch (thrown) {
      return flawed(flawOf(thrown));
    }
  };
}

function flawed(flaw: TokenFlaw): TokenVerdict {
  return { holds: false, flaw };
}

/** What the token says of itself: enough to refuse it, never enough to believe it. */
function unverified(token: string): { issuer?: string; algorithm?: string; keyId?: string } | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return {
      ...(typeof iss === 'string' && { issuer: iss }),
      ...(typeof alg === 'string' && { algorithm: alg }),
      ...(typeof kid === 'string' && { keyId: kid }),
    };
  } catch {
    return undefined;
  }
}

const flawsByClaim: Readonly<Record<string, TokenFlaw>> = {
  aud: 'audience',
  iss: 'issuer',
  nbf: 'notYetValid',
  exp: 'expired',
};

function flawOf(thrown: unknown): TokenFlaw {
  if (thrown instanceof errors.JWTExpired) return 'expired';
  if (thrown instanceof errors.JWTClaimValidationFailed) return flawsByClaim[thrown.claim] ?? 'malformed';
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return 'malformed';
}
