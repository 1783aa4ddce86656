/** Ed25519 keys of audit checkpoints: the private one signs, the public one is all that a check needs. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditCheckpoint, CheckpointSigner, CheckpointStatement } from '../approval/audit-checkpoint.ts';

/** Public keys by their id. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

/** `pem` is a private key (PKCS #8) that the settings have let pass. */
export function checkpointSigner(pem: string): CheckpointSigner {
  const key = createPrivateKey(pem);
  const keyId = keyIdOf(createPublicKey(key));
  return {
    keyId,
    sign({ seq, hash, at, entries }) {
      // Exactly these: what a checkpoint does not hold would be signed, and could never be checked.
      const signed = { seq, hash, at, entries, keyId };
      return { ...signed, signature: sign(null, bytesOf(signed), key).toString('base64') };
    },
  };
}

/** The public key that belongs to a private one. */
export function publicKeyOf(privatePem: string): PublicKeys {
  const key = createPublicKey(createPrivateKey(privatePem));
  return new Map([[keyIdOf(key), key]]);
}

const block = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** All public keys of a PEM file; undefined where there is none, or one is not Ed25519. */
export function readPublicKeys(pem: string): PublicKeys | undefined {
  const keys = new Map<string, KeyObject>();
  for (const [text] of pem.matchAll(block)) {
    const key = publicKey(text);
    if (key?.asymmetricKeyType !== 'ed25519') return undefined;
    keys.set(keyIdOf(key), key);
  }
  return keys.size === 0 ? undefined : keys;
}

function publicKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** `unknownKey`: signed with a key that is not among these. */
export function checkSignature(
  { signature, ...statement }: AuditCheckpoint,
  keys: PublicKeys,
): 'holds' | 'unknownKey' | 'forged' {
  const key = keys.get(statement.keyId);
  if (key === undefined) return 'unknownKey';
  return verify(null, bytesOf(statement), key, Buffer.from(signature, 'base64')) ? 'holds' : 'forged';
}

function bytesOf(statement: CheckpointStatement): Buffer {
  return Buffer.from(canonicalize(statement) ?? '', 'utf8');
}

function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
