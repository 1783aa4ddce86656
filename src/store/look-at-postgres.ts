/** A PostgreSQL database for whoever only looks, beside any number of instances. */
import { Kysely, sql } from 'kysely';
import { channelReads } from './channels.ts';
import { hasForeignTables } from './foreign-tables.ts';
import type { StoreLook } from './look-at-sqlite.ts';
import { migrations } from './migrate.ts';
import { ownMigrations } from './postgres-migrate.ts';
import { openPool } from './postgres-pool.ts';
import type { Db, Schema } from './schema.ts';
import { schemaState } from './schema-state.ts';

export interface PostgresLook extends StoreLook {
  /** Somebody else's tables are in our way. */
  readonly isForeign: boolean;
  /** A standby, or set so. */
  readonly isReadOnly: boolean;
  readonly rights: PostgresRights;
  /** Is the schema of the work queue there? */
  readonly hasQueue: boolean;
}

interface PostgresRights {
  /** Tables in the schema that is used: for this version's first start, and for each newer one's. */
  readonly createTables: boolean;
  /** Schemas in the database: for the queue. */
  readonly createSchemas: boolean;
  /** Reading and writing the tables, and the queue's, that are there already. */
  readonly useTables: boolean;
}

/** `queueSchema`: where the work queue keeps its own. Throws `storeUnavailable` with a sentence for the operator. */
export async function lookAtPostgres<T>(
  url: string,
  queueSchema: string,
  use: (look: PostgresLook) => Promise<T>,
): Promise<T> {
  const { dialect, close } = openPool(url, 'service');
  const db = new Kysely<Schema>({ dialect });
  try {
    return await use(await look(db, queueSchema));
  } finally {
    await close();
  }
}

async function look(db: Db, queueSchema: string): Promise<PostgresLook> {
  const { rows } = await facts(queueSchema).execute(db);
  const [found] = rows;
  const isForeign = await hasForeignTables(db);
  const known = [...Object.keys(migrations), ...Object.keys(ownMigrations)];
  const schema = schemaState(known, found?.has_migrations && !isForeign ? await appliedMigrations(db) : []);
  return {
    schema,
    channels: schema.kind === 'current' ? channelReads(db) : undefined,
    isForeign,
    isReadOnly: found?.read_only === true,
    hasQueue: found?.has_queue === true,
    rights: {
      createTables: found?.create_tables === true,
      createSchemas: found?.create_schemas === true,
      useTables: found?.use_tables === true,
    },
  };
}

interface Facts {
  readonly has_migrations: boolean;
  readonly has_queue: boolean;
  readonly read_only: boolean;
  readonly create_tables: boolean;
  readonly create_schemas: boolean;
  readonly use_tables: boolean;
}

/** One statement of functions that ask the catalogue. Of the tables, only ordinary ones: what they are made of follows. */
function facts(queueSchema: string) {
  return sql<Facts>`
    select
      to_regclass('kysely_migration') is not null as has_migrations,
      exists (select from pg_namespace where nspname = ${queueSchema}) as has_queue,
      current_setting('transaction_read_only') = 'on' or pg_is_in_recovery() as read_only,
      coalesce(has_schema_privilege(current_schema(), 'create'), false) as create_tables,
      has_database_privilege(current_database(), 'create') as create_schemas,
      not exists (
        select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where nspname in (current_schema(), ${queueSchema}) and relkind in ('r', 'p')
          and not (has_schema_privilege(pg_namespace.oid, 'usage')
            and has_table_privilege(pg_class.oid, 'select') and has_table_privilege(pg_class.oid, 'insert'))
      ) as use_tables`;
}

async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}
