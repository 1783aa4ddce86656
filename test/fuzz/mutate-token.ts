import type { Random } from '../sandbox/seeded.ts';

/** An Authorization header that looks much like the one given, and must not hold. */
export function mutateToken(authorization: string, random: Random): string {
  const token = authorization.replace(/^Bearer /, '');
  const [header = '', payload = '', signature = ''] = token.split('.');
  return random.pick(forgeries)({ token, header, payload, signature, random });
}

interface Parts {
  readonly token: string;
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  readonly random: Random;
}

const forgeries: readonly ((parts: Parts) => string)[] = [
  // Not its last character: four of those bits mean nothing.
  ({ header, payload, signature, random }) => `Bearer ${header}.${payload}.${exchangeOne(signature, random)}`,
  ({ header, payload, signature, random }) => `Bearer ${header}.${withClaim(payload, random)}.${signature}`,
  ({ header, payload, signature, random }) => `Bearer ${withHeader(header, random)}.${payload}.${signature}`,
  ({ header, payload, random }) => `Bearer ${withHeader(header, random)}.${payload}.`,
  ({ header, payload, signature }) => `Bearer ${payload}.${header}.${signature}`,
  ({ header, payload, signature, random }) =>
    `Bearer ${header}.${payload}.${signature.slice(0, random.between(0, 340))}`,
  ({ token }) => `Bearer ${token}.${token}`,
  ({ token }) => `Bearer ${token}, Bearer ${token}`,
  ({ token }) => `Bearer  ${token}`,
  ({ token }) => `Bearer ${token}=`,
  ({ token }) => `Basic ${token}`,
  ({ token }) => token,
  ({ token }) => `Bearer "${token}"`,
  ({ payload, random }) => `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${withClaim(payload, random)}.`,
  ({ random }) => `Bearer ${Array.from({ length: 3 }, () => noise(random)).join('.')}`,
  ({ random }) => `Bearer ${part('['.repeat(2_000))}.${part('{"a":'.repeat(1_000))}.${noise(random)}`,
];

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function exchangeOne(text: string, random: Random): string {
  const at = random.between(0, text.length - 2);
  const other = letters[(letters.indexOf(text[at] ?? 'A') + random.between(1, 63)) % 64];
  return text.slice(0, at) + other + text.slice(at + 1);
}

function noise(random: Random): string {
  return Array.from({ length: random.between(0, 60) }, () => random.pick([...letters])).join('');
}

function withClaim(payload: string, random: Random): string {
  const claims: readonly Readonly<Record<string, unknown>>[] = [
    { exp: 4_000_000_000 },
    { exp: 'tomorrow' },
    { exp: null },
    { nbf: -1 },
    { aud: 'somebody-else' },
    { aud: [] },
    { iss: ['https://api.botframework.com'] },
    { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' },
    { serviceurl: 'https://evil.example/' },
    { serviceurl: { toString: 1 } },
    { roles: ['Alerts.Push', 'Admin'] },
    { azp: null },
    { scp: 'all' },
    { added: 'x'.repeat(4_000) },
  ];
  return part({ ...decoded(payload), ...random.pick(claims) });
}

function withHeader(header: string, random: Random): string {
  const headers: readonly Readonly<Record<string, unknown>>[] = [
    { alg: 'none' },
    { alg: 'NONE' },
    { alg: 'HS256' },
    { alg: 'RS384' },
    { alg: 'PS256' },
    { alg: 'ES256' },
    { alg: ['RS256'] },
    { alg: null },
    { kid: 'stranger' },
    { kid: '__proto__' },
    { kid: '../../../../dev/null' },
    { kid: { length: 1 } },
    { kid: null },
    { kid: 'x'.repeat(6_000) },
    { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } },
    { jku: 'http://127.0.0.1:9/keys' },
    { x5u: 'http://127.0.0.1:9/certificate' },
    { crit: ['exp'], exp: 1 },
    { crit: ['b64'], b64: false },
    { zip: 'DEF' },
    { typ: 'JWE', enc: 'A128GCM' },
  ];
  return part({ ...decoded(header), ...random.pick(headers) });
}

function decoded(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
}

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
