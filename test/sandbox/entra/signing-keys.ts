import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** As it stands in a JWKS document. */
  readonly jwk: JWK;
}

const generate = promisify(generateKeyPair);

async function createSigningKey(kid: string, extra: Record<string, unknown> = {}): Promise<SigningKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 });
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256', ...extra };
  return { kid, privateKey, publicKey, jwk };
}

export interface SigningKeys {
  /** Bot Framework's key for Teams. */
  readonly bot: SigningKey;
  /** Published by Bot Framework, but for no channel. */
  readonly unendorsed: SigningKey;
  readonly entra: SigningKey;
  /** In nobody's JWKS. */
  readonly unknown: SigningKey;
}

let made: Promise<SigningKeys> | undefined;

/** The same for every tenant of a process: making four RSA keys takes as long as the service's start. */
export function createSigningKeys(): Promise<SigningKeys> {
  made ??= makeSigningKeys();
  return made;
}

async function makeSigningKeys(): Promise<SigningKeys> {
  const [bot, unendorsed, entra, unknown] = await Promise.all([
    createSigningKey('bot-1', { endorsements: ['msteams'] }),
    createSigningKey('bot-2'),
    createSigningKey('entra-1'),
    createSigningKey('stranger'),
  ]);
  return { bot, unendorsed, entra, unknown };
}
