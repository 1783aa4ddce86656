import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import { asServiceError, ServiceError } from '../errors.ts';
import { foundation } from './migrations/001-foundation.ts';
import { severalInstances } from './migrations/002-several-instances.ts';
import type { Db } from './schema.ts';

/** In the order of their names. A migration that was released is never changed. */
const migrations: Record<string, Migration> = {
  '001-foundation': { up: foundation },
  '002-several-instances': { up: severalInstances },
};

/**
 * Brings the tables up to date, all migrations in one transaction.
 * Throws `storeUnavailable` where that cannot be done, also for a database that a newer version has written.
 */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const fault = asServiceError(error);
  if (fault.code !== 'internal') throw fault;
  throw new ServiceError(
    'storeUnavailable',
    'The tables could not be brought up to date. Start the version that wrote this database, or a newer one.',
    { cause: error },
  );
}
