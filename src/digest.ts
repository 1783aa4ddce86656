import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { ServiceError } from './errors.ts';

/** SHA-256, lower-case hex, over the canonical JSON (RFC 8785) of a value. */
export function digest(value: unknown): string {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new ServiceError('internal', 'Only JSON values have a digest.');
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}
