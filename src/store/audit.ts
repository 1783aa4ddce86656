import type { Selectable } from 'kysely';
import { type AuditActor, type AuditEntry, link } from '../approval/audit-chain.ts';
import type { Digest, StoreReader, StoreTransaction } from '../workflow/ports.ts';
import { fromJson } from './json-column.ts';
import type { AuditTable, Db } from './schema.ts';

function entryOf(row: Selectable<AuditTable>): AuditEntry {
  return {
    seq: row.seq,
    at: new Date(row.at).toISOString(),
    tenantId: row.tenant_id,
    kind: row.kind,
    requestId: row.request_id,
    revision: row.revision,
    actor: fromJson<AuditActor>(row.actor),
    data: fromJson<Record<string, unknown>>(row.data),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** Half a surrogate pair is legal in JSON but has no canonical form (RFC 8785, 3.2.2.2): it becomes U+FFFD. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

export function auditReads(db: Db): Pick<StoreReader, 'auditEntries'> {
  return {
    async auditEntries({ afterSeq, limit }) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('seq', '>', afterSeq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
  };
}

/**
 * The chain's end, so that it need not be read before every entry. Whoever undoes a transaction must empty it.
 * Should it be wrong all the same, the next number is taken or leaves a gap, and the entry is refused.
 */
export interface AuditTail {
  last: ChainEnd | undefined;
}
type ChainEnd = Pick<AuditEntry, 'seq' | 'hash'>;

function chainEnd(db: Db): Promise<ChainEnd | undefined> {
  return db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/** `tail` only where nobody else appends. */
export function auditWrites(db: Db, digest: Digest, tail?: AuditTail): Pick<StoreTransaction, 'appendAudit'> {
  return {
    async appendAudit(draft) {
      const actor = JSON.stringify(draft.actor, wellFormed);
      const data = JSON.stringify(draft.data, wellFormed);
      const last = tail?.last ?? (await chainEnd(db));
      // Hashed as it will be read back: a property that JSON drops must not be part of the hash.
      const kept = {
        at: draft.at,
        tenantId: draft.tenantId,
        kind: draft.kind,
        requestId: draft.requestId,
        revision: draft.revision,
        actor: fromJson<AuditActor>(actor),
        data: fromJson<Record<string, unknown>>(data),
      };
      const entry = link(kept, last, digest);
      if (tail) tail.last = undefined;
      await db
        .insertInto('audit')
        .values({
          seq: entry.seq,
          at: draft.at,
          tenant_id: entry.tenantId,
          kind: entry.kind,
          request_id: entry.requestId,
          revision: entry.revision,
          actor,
          data,
          previous_hash: entry.previousHash,
          hash: entry.hash,
        })
        .execute();
      if (tail) tail.last = { seq: entry.seq, hash: entry.hash };
    },
  };
}
