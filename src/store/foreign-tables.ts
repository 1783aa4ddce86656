import { sql } from 'kysely';
import type { Db } from './schema.ts';

/**
 * Somebody else's Kysely keeps its migrations in this PostgreSQL database: Kysely looks for its table in every schema,
 * so the two cannot live beside each other. False where that cannot be told.
 */
export async function hasForeignTables(db: Db): Promise<boolean> {
  try {
    const own = sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`;
    if (!(await own.execute(db)).rows[0]?.there) return await isInAnotherSchema(db);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    return rows.length > 0 && !rows.some(({ name }) => name === '001-foundation');
  } catch {
    return false;
  }
}

async function isInAnotherSchema(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_catalog.pg_class where relname = 'kysely_migration' and relkind in ('r', 'p')`.execute(db);
  return rows.length > 0;
}
