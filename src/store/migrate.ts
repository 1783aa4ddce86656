import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import { asServiceError, ServiceError } from '../errors.ts';
import { foundation } from './migrations/001-foundation.ts';
import { severalInstances } from './migrations/002-several-instances.ts';
import { auditCheckpoints } from './migrations/003-audit-checkpoints.ts';
import { retention } from './migrations/004-retention.ts';
import { severities } from './migrations/005-severities.ts';
import { proof } from './migrations/006-proof.ts';
import { undo } from './migrations/007-undo.ts';
import { escalation } from './migrations/008-escalation.ts';
import { mailSearch } from './migrations/009-mail-search.ts';
import { stats } from './migrations/010-stats.ts';
import { history } from './migrations/011-history.ts';
import { ownFacts } from './migrations/012-own-facts.ts';
import { leftOut } from './migrations/013-left-out.ts';
import { records } from './migrations/014-records.ts';
import { trace } from './migrations/015-trace.ts';
import { polls } from './migrations/016-polls.ts';
import type { Db } from './schema.ts';

/** By name, in the order of the names. */
export type Migrations = Readonly<Record<string, Migration>>;

/** A migration that was released is never changed. Older instances go on working beside it: nothing is taken away. */
export const migrations: Migrations = {
  '001-foundation': { up: foundation },
  '002-several-instances': { up: severalInstances },
  '003-audit-checkpoints': { up: auditCheckpoints },
  '004-retention': { up: retention },
  '005-severities': { up: severities },
  '006-proof': { up: proof },
  '007-undo': { up: undo },
  '008-escalation': { up: escalation },
  '009-mail-search': { up: mailSearch },
  '010-stats': { up: stats },
  '011-history': { up: history },
  '012-own-facts': { up: ownFacts },
  '013-left-out': { up: leftOut },
  '014-records': { up: records },
  '015-trace': { up: trace },
  '016-polls': { up: polls },
};

/**
 * Brings the tables up to date, all migrations in one transaction. `own`: what this kind of database needs besides.
 * Throws `storeUnavailable` where that cannot be done, also for a database that a newer version has written.
 */
export async function migrate(db: Db, own: Migrations = {}): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations, ...own }) } });
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
