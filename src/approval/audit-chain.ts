/**
 * The audit chain: every entry carries the hash of the one before it, so that a changed, removed or
 * inserted entry is found by anyone who holds the export. Hashing itself is handed in (this folder has no I/O).
 */
import type { RequestId } from './request.ts';

export const auditKinds = [
  'alert.received',
  'request.created',
  'request.revised',
  'card.posted',
  'card.reposted',
  'decision.recorded',
  'decision.refused',
  'decision.revoked',
  'remediation.sent',
  'remediation.accepted',
  'remediation.refused',
  'remediation.unclear',
  'remediation.reconciled',
  'remediation.sentAgain',
  'remediation.retried',
  'remediation.verified',
  'request.expired',
  'request.reminded',
  'request.escalated',
  'request.askedAgain',
  'request.withdrawn',
  'callback.told',
  'undo.requested',
  'channel.bound',
  'channel.unbound',
  'policy.loaded',
  'facts.blanked',
  'mail.searched',
] as const;
export type AuditKind = (typeof auditKinds)[number];

export interface AuditActor {
  readonly kind: 'user' | 'source' | 'service';
  readonly upn: string | null;
  readonly objectId: string | null;
  readonly name: string | null;
}

export interface AuditDraft {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly tenantId: string;
  readonly kind: AuditKind;
  readonly requestId: RequestId | null;
  readonly revision: number | null;
  readonly actor: AuditActor;
  /** JSON only. Subject, sender, URLs and attachments appear as hashes. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface AuditEntry extends Omit<AuditDraft, 'at'> {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** Null for the first entry. */
  readonly previousHash: string | null;
  readonly hash: string;
}

type Digest = (value: unknown) => string;

/** The entry that follows `previous`. */
export function link(
  draft: AuditDraft,
  previous: Pick<AuditEntry, 'seq' | 'hash'> | undefined,
  digest: Digest,
): AuditEntry {
  const unhashed = {
    ...draft,
    seq: (previous?.seq ?? 0) + 1,
    at: new Date(draft.at).toISOString(),
    previousHash: previous?.hash ?? null,
  };
  return { ...unhashed, hash: digest(unhashed) };
}

/** Does the entry fit behind `previous`? Undefined when it does, else what is wrong with it. */
export function misfit(
  entry: AuditEntry,
  previous: Pick<AuditEntry, 'seq' | 'hash'> | undefined,
  digest: Digest,
): 'sequence' | 'previousHash' | 'hash' | undefined {
  if (entry.seq !== (previous?.seq ?? 0) + 1) return 'sequence';
  if (entry.previousHash !== (previous?.hash ?? null)) return 'previousHash';
  const { hash, ...unhashed } = entry;
  const expected = digestOf(unhashed, digest);
  return expected !== undefined && expected === hash ? undefined : 'hash';
}

/** RFC 8785 has no form for text with half a surrogate pair: an entry that holds one was not hashed by `link`. */
function digestOf(unhashed: unknown, digest: Digest): string | undefined {
  try {
    return digest(unhashed);
  } catch {
    return undefined;
  }
}
