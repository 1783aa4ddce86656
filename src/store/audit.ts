import type { Selectable } from 'kysely';
import { type AuditActor, type AuditDraft, type AuditEntry, link } from '../approval/audit-chain.ts';
import type { Digest } from '../workflow/ports.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { fromJson } from './json-column.ts';
import { preparedChange } from './prepared.ts';
import type { AuditTable, Db } from './schema.ts';

/** Throws where a row holds what this program never writes. */
export function entryOf(row: Selectable<AuditTable>): AuditEntry {
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
function wellFormed(value: unknown): string {
  const json = JSON.stringify(value);
  // JSON spells half a pair as an escape. With a function, stringify takes several times as long.
  return json.includes('\\ud')
    ? JSON.stringify(value, (_key, one) => (typeof one === 'string' ? one.toWellFormed() : one))
    : json;
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

const addEntry = preparedChange((db, row: AuditTable) => db.insertInto('audit').values(row));

type ChainEnd = Pick<AuditEntry, 'seq' | 'hash'>;

/** Where the chain ends. */
export interface AuditEnd {
  /** Held against others that append, until the transaction ends. */
  read(db: Db): Promise<ChainEnd | undefined>;
  /** Told what was appended; undefined while it is being written. */
  moved?(end: ChainEnd | undefined): void;
}

/**
 * For a database with one writer: the end need not be read before every entry. Whoever undoes a transaction must say
 * `forget`. Should it be wrong all the same, the next number is taken or leaves a gap, and the entry is refused.
 */
export function rememberedEnd(): AuditEnd & { forget(): void } {
  let last: ChainEnd | undefined;
  return {
    read: async (db) => last ?? lastOf(db),
    moved: (end) => {
      last = end;
    },
    forget: () => {
      last = undefined;
    },
  };
}

export function lastOf(db: Db): Promise<ChainEnd | undefined> {
  return db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/**
 * Entries are gathered while the transaction runs and linked into the chain by `write`, its last act: whoever appends
 * keeps everybody else waiting, so that must be short.
 */
export function auditWriter(
  db: Db,
  digest: Digest,
  end: AuditEnd,
): Pick<StoreTransaction, 'appendAudit'> & { write(): Promise<void> } {
  const drafts: { draft: AuditDraft; actor: string; data: string }[] = [];
  return {
    async appendAudit(draft) {
      const actor = wellFormed(draft.actor);
      const data = wellFormed(draft.data);
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
      drafts.push({ draft: kept, actor, data });
    },
    async write() {
      if (drafts.length === 0) return;
      let last = await end.read(db);
      end.moved?.(undefined);
      const rows = drafts.map(({ draft, actor, data }) => {
        const entry = link(draft, last, digest);
        last = entry;
        return {
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
        };
      });
      for (const row of rows) await addEntry(db, row);
      end.moved?.(last);
    },
  };
}
