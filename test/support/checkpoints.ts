import { generateKeyPairSync } from 'node:crypto';
import type { AuditEntry } from '../../src/approval/audit-chain.ts';
import type { AuditCheckpoint } from '../../src/approval/audit-checkpoint.ts';
import { checkpointSigner } from '../../src/audit/checkpoint-key.ts';

/** A new Ed25519 key, as PEM. */
export function newSigningKey(): { readonly privatePem: string; readonly publicPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export const testKey = newSigningKey();
export const testSigner = checkpointSigner(testKey.privatePem);

/** Over the whole chain up to this entry, or over the last few. */
export function checkpointOver(
  { seq, hash }: Pick<AuditEntry, 'seq' | 'hash'>,
  { entries = seq, at = '2026-11-22T00:00:07.000Z', signer = testSigner } = {},
): AuditCheckpoint {
  return signer.sign({ seq, hash, at, entries });
}
