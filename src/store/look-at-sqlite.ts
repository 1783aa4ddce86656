/** The embedded store for whoever only looks: beside the running service, without its lock, and changing nothing. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { StoreReader } from '../workflow/store-port.ts';
import { openBeside } from './audit-access.ts';
import { channelReads } from './channels.ts';
import { migrations } from './migrate.ts';
import type { Db } from './schema.ts';
import { type SchemaState, schemaState } from './schema-state.ts';

export interface StoreLook {
  readonly schema: SchemaState;
  /** Undefined where the tables are not this version's. */
  readonly channels: Pick<StoreReader, 'boundChannels' | 'installation'> | undefined;
}

export interface SqliteLook extends StoreLook {
  /** SQLite's quick check; `large`: it would take too long. */
  readonly integrity: 'whole' | 'damaged' | 'large';
}

/** Bytes that are read through within a second or so, while nothing else of this process goes on. */
const mostBytes = 256 * 1_048_576;

/** Undefined where there is no store yet. Throws `storeUnavailable`. */
export async function lookAtSqlite<T>(
  directory: string,
  use: (look: SqliteLook) => Promise<T>,
): Promise<T | undefined> {
  const file = join(directory, 'countersign.db');
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  const { db, close } = openBeside(file, true);
  try {
    const schema = schemaState(Object.keys(migrations), await appliedMigrations(db));
    const channels = schema.kind === 'current' ? channelReads(db) : undefined;
    return await use({ schema, channels, integrity: found.size > mostBytes ? 'large' : await quickCheck(db) });
  } finally {
    close();
  }
}

async function appliedMigrations(db: Db): Promise<string[]> {
  const table = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (table.rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}

async function quickCheck(db: Db): Promise<'whole' | 'damaged'> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  return rows[0]?.quick_check === 'ok' ? 'whole' : 'damaged';
}
