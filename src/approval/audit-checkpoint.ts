/**
 * A checkpoint says, signed, how far the audit chain went: the `entries` entries that end with `seq`, the last of which
 * has this hash. Whoever keeps one finds out that the chain's end was cut off or written anew, which the chain alone
 * cannot show.
 */
export interface CheckpointStatement {
  readonly seq: number;
  readonly hash: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** As many as `seq` where the whole chain is meant; fewer for a section of it. */
  readonly entries: number;
  /** SHA-256 (hex) of the public key: DER, SubjectPublicKeyInfo. */
  readonly keyId: string;
}

export interface AuditCheckpoint extends CheckpointStatement {
  /** Ed25519 (RFC 8032) over the canonical JSON of the statement; base64. */
  readonly signature: string;
}

export interface CheckpointSigner {
  readonly keyId: string;
  sign(statement: Omit<CheckpointStatement, 'keyId'>): AuditCheckpoint;
}

const day = 'yyyy-mm-dd'.length;

/** Of the same day, UTC, as this time (epoch milliseconds)? */
export function isOfDay({ at }: Pick<CheckpointStatement, 'at'>, now: number): boolean {
  return at.slice(0, day) === new Date(now).toISOString().slice(0, day);
}
