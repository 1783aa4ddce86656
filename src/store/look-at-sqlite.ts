/** The embedded store for whoever only looks: beside the running service, without its lock, and changing nothing. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { ServiceError } from '../errors.ts';
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

/** Undefined where there is no store yet; `use` may be called twice. Throws `storeUnavailable`. */
export async function lookAtSqlite<T>(
  directory: string,
  use: (look: SqliteLook) => Promise<T>,
): Promise<T | undefined> {
  const file = join(directory, 'countersign.db');
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  // Opening a pipe would wait, with everything else of this process, until somebody writes into it.
  if (!found.isFile()) throw new ServiceError('storeUnavailable', noFile);
  const isLarge = found.size > mostBytes;
  const isAtRest = () => !existsSync(`${file}-wal`);
  if (!isAtRest()) return lookInto(file, isLarge, use);
  const [atRest] = await Promise.allSettled([lookInto(asItLies(file), isLarge, use)]);
  // The service was started meanwhile, and what was read may be half of what it wrote.
  if (!isAtRest()) return lookInto(file, isLarge, use);
  if (atRest.status === 'rejected') throw atRest.reason;
  return atRest.value;
}

const noFile =
  'What lies under the name countersign.db in the data directory is not a file. Move it away, or let DATA_DIR name another folder.';

/** To read a database in WAL mode SQLite makes a log and its index beside it, and leaves them; not of one that nobody can change. */
function asItLies(file: string): URL {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}

async function lookInto<T>(file: string | URL, isLarge: boolean, use: (look: SqliteLook) => Promise<T>): Promise<T> {
  const { db, close } = openBeside(file, true);
  try {
    const schema = schemaState(Object.keys(migrations), await appliedMigrations(db));
    const channels = schema.kind === 'current' ? channelReads(db) : undefined;
    return await use({ schema, channels, integrity: isLarge ? 'large' : await quickCheck(db) });
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
