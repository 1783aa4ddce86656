import type { AnalyzedEmail, RequestId } from '../approval/request.ts';
import type { Proof } from '../approval/verification.ts';

/** What the mailboxes showed of one email after its remediation. */
export interface EmailProof {
  readonly email: AnalyzedEmail;
  readonly proof: Proof;
  /** In Graph's own word; absent where it was not found. */
  readonly location?: string;
}

/** One email of a request, and how far it got. */
export interface KnownEmail {
  readonly email: AnalyzedEmail;
  /** Number of its batch; absent where it belongs to none (yet, or any more). */
  readonly batch?: number;
  /** Absent before the first look. */
  readonly proof?: Proof;
}

/** One email that the mailboxes are asked about. */
export interface EmailToProve {
  readonly email: AnalyzedEmail;
  /** Another request told Graph about it, and this one did not. */
  readonly leftOut: boolean;
}

export interface ProofReader {
  /** Of this batch, with what was left out of it; but not what other requests have moved since, which is known. */
  emailsToProve(id: RequestId, batch: number): Promise<EmailToProve[]>;
  /** By message, then in the order in which they were named, with what is known of each. */
  emailsByMessage(id: RequestId, page: { limit: number; offset: number }): Promise<KnownEmail[]>;
  /** How many emails of these batches, or left out of them, were last seen so, or were not looked at yet. */
  proofCounts(id: RequestId, batches: readonly number[]): Promise<ReadonlyMap<Proof | 'unseen', number>>;
  /** Those that were last seen in one of these ways, in the order in which they were named. */
  proofs(id: RequestId, part: { among: readonly Proof[]; limit?: number; offset?: number }): Promise<EmailProof[]>;
}

export interface ProofWriter {
  /** What a look showed, in the place of what an earlier one did; what was not found, or not read, keeps what was seen before. */
  saveProofs(id: RequestId, proofs: readonly EmailProof[]): Promise<void>;
}
