import { Kysely } from 'kysely';
import { type AuditAccess, auditAccess } from './audit-access.ts';
import { lockedAuditEnd } from './postgres.ts';
import { openPool } from './postgres-pool.ts';
import type { Schema } from './schema.ts';

/** The audit log in a PostgreSQL database (postgres://…), read beside any number of instances. */
export async function openPostgresAudit(url: string): Promise<AuditAccess> {
  const { dialect, close } = openPool(url, 'upkeep');
  const db = new Kysely<Schema>({ dialect });
  try {
    return await auditAccess(db, (body) => db.transaction().execute(body), { read: lockedAuditEnd }, close);
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
