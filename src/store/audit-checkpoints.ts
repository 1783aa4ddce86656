import { type Selectable, sql } from 'kysely';
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import type { AuditEnd } from './audit.ts';
import type { AuditCheckpointTable, Db } from './schema.ts';

function checkpointOf(row: Selectable<AuditCheckpointTable>): AuditCheckpoint {
  return {
    seq: row.seq,
    hash: row.hash,
    at: new Date(row.at).toISOString(),
    entries: row.entries,
    keyId: row.key_id,
    signature: row.signature,
  };
}

export function checkpointReads(db: Db): Pick<StoreReader, 'newestCheckpoint'> {
  return {
    async newestCheckpoint() {
      const newest = db.selectFrom('audit_checkpoint').selectAll().orderBy('number', 'desc').limit(1);
      const row = await newest.executeTakeFirst();
      return row && checkpointOf(row);
    },
  };
}

/** In the order in which they were written. */
export async function checkpointsAfter(
  db: Db,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly number: number; readonly checkpoint: AuditCheckpoint }[]> {
  const page = db.selectFrom('audit_checkpoint').selectAll().where('number', '>', after);
  const rows = await page.orderBy('number').limit(limit).execute();
  return rows.map((row) => ({ number: row.number, checkpoint: checkpointOf(row) }));
}

export function checkpointWrites(db: Db, end: AuditEnd): Pick<StoreTransaction, 'lockAuditEnd' | 'addCheckpoint'> {
  return {
    lockAuditEnd: () => end.read(db),
    async addCheckpoint({ seq, hash, at, entries, keyId, signature }) {
      const written = { seq, hash, at: Date.parse(at), entries, key_id: keyId, signature };
      const number = sql<number>`(select coalesce(max(number), 0) + 1 from audit_checkpoint)`;
      await db
        .insertInto('audit_checkpoint')
        .values({ ...written, number })
        .execute();
    },
  };
}
