import { exportJWK, generateKeyPair, SignJWT } from 'jose';

type Claims = Record<string, unknown>;

/** The very claims and key id of a token that holds, under a key of one's own, which the header offers for the check. */
export async function resign(token: string, change: { claims?: Claims; header?: Claims } = {}): Promise<string> {
  const [header = '', payload = ''] = token.split('.');
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return new SignJWT({ ...decodePart(payload), ...change.claims })
    .setProtectedHeader({ ...decodePart(header), alg: 'RS256', jwk: await exportJWK(publicKey), ...change.header })
    .sign(privateKey);
}

/** The signature of a token under another header or other claims. */
export function exchange(token: string, change: { claims?: Claims; header?: Claims }): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const head = change.header ? encodePart({ ...decodePart(header), ...change.header }) : header;
  const body = change.claims ? encodePart({ ...decodePart(payload), ...change.claims }) : payload;
  return `${head}.${body}.${signature}`;
}

function decodePart(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;
}

function encodePart(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
