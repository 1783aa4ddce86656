import { Kysely } from 'kysely';
import { ServiceError } from '../errors.ts';
import type { Log } from '../workflow/ports.ts';
import { hasForeignTables } from './foreign-tables.ts';
import { type Migrations, migrate } from './migrate.ts';
import { foundationOnPostgres } from './migrations/001-foundation-postgres.ts';
import { auditCheckpointsOnPostgres } from './migrations/003-audit-checkpoints-postgres.ts';
import { isInTheWay } from './postgres-faults.ts';
import { openPool } from './postgres-pool.ts';
import type { Schema } from './schema.ts';

export const ownMigrations: Migrations = {
  '001-foundation-postgres': { up: foundationOnPostgres },
  '003-audit-checkpoints-postgres': { up: auditCheckpointsOnPostgres },
};

const attempts = 20;
const longestPauseMs = 1_000;

/**
 * Brings the tables up to date; of several instances that start at once one does it (Kysely's lock) and the others
 * wait. Older instances may be at work meanwhile: where they are in the way, we step back and try again.
 */
export async function migratePostgres(url: string, log?: Log): Promise<void> {
  const { dialect, close } = openPool(url, 'upkeep', log);
  try {
    const db = new Kysely<Schema>({ dialect });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await migrate(db, ownMigrations);
      } catch (thrown) {
        if (attempt === attempts || !isInTheWay(thrown)) throw await explained(thrown, db);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * longestPauseMs));
      }
    }
  } finally {
    await close();
  }
}

async function explained(thrown: unknown, db: Kysely<Schema>): Promise<unknown> {
  // What another go may mend has a sentence of its own, and the database may not even answer.
  if (!(thrown instanceof ServiceError) || thrown.retryable || !(await hasForeignTables(db))) return thrown;
  return new ServiceError(
    'storeUnavailable',
    'Another program keeps its tables (kysely_migration) in this database. DATABASE_URL must name a database of its own.',
    { cause: thrown },
  );
}
