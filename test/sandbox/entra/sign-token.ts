import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKey } from './signing-keys.ts';

/** A JWT over the claims; absent values are left out, so that overrides can take a claim away. */
export async function signToken(
  claims: Readonly<Record<string, unknown>>,
  key: SigningKey,
  algorithm = 'RS256',
): Promise<string> {
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  if (algorithm === 'none' || algorithm.startsWith('HS')) return signBadly(present, key, algorithm);
  return new SignJWT(present).setProtectedHeader({ alg: algorithm, kid: key.kid, typ: 'JWT' }).sign(key.privateKey);
}

/** The two classic forgeries: no signature at all, and an HMAC with the public key as its secret. */
function signBadly(claims: object, key: SigningKey, algorithm: string): string {
  const header = { alg: algorithm, kid: key.kid, typ: 'JWT' };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  if (algorithm === 'none') return `${signed}.`;
  const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
  const signature = createHmac(`sha${algorithm.slice(2)}`, secret)
    .update(signed)
    .digest('base64url');
  return `${signed}.${signature}`;
}

/** Claims of time as Entra ID sets them: valid from now for an hour. */
export function validNow(): { iat: number; nbf: number; exp: number } {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, nbf: now - 60, exp: now + 3600 };
}
