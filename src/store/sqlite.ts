import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { ServiceError } from '../errors.ts';
import type { Clock, Digest, Store, WorkShelf } from '../workflow/ports.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import { translated } from './sqlite-faults.ts';
import { takeLock } from './sqlite-lock.ts';
import { createStore } from './store.ts';
import { createWorkShelf } from './work-shelf.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly workShelf: WorkShelf;
  close(): Promise<void>;
}

/**
 * The embedded store: one SQLite file in `directory` (created, readable by this account alone), for one process.
 * Throws `storeLocked` where another process (or this one) has it open, `storeUnavailable` where it cannot be
 * read and written.
 */
export async function openSqliteStore(options: {
  readonly directory: string;
  readonly digest: Digest;
  readonly clock: Clock;
}): Promise<OpenedStore> {
  const { directory } = options;
  prepareDirectory(directory);
  const lock = takeLock(privateFile(join(directory, 'countersign.lock')));
  try {
    const database = openDatabase(privateFile(join(directory, 'countersign.db')));
    const opened = await storeOn(database, options);
    return {
      ...opened,
      async close() {
        try {
          await opened.close();
        } finally {
          lock.release();
        }
      },
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** The store on a database that is open already. Closes it where it cannot be used. */
export async function storeOn(
  database: DatabaseSync,
  { digest, clock }: { readonly digest: Digest; readonly clock: Clock },
): Promise<OpenedStore> {
  const db = new Kysely<Schema>({ dialect: new NodeSqliteDialect(database) });
  try {
    await migrate(db);
    translated(() => database.exec(auditIsAppendOnly));
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  const { shelf, schedule, afterSchedule } = createWorkShelf(db);
  const store = createStore({ db, digest, clock, rowLocks: false, schedule, afterSchedule });
  return {
    store,
    workShelf: shelf,
    async close() {
      // Waits for whoever holds the one connection: a transaction under way is finished, not cut off.
      await db.connection().execute(async () => undefined);
      if (database.isOpen) database.close();
    },
  };
}

/** synchronous FULL: with WAL and anything less, a power cut loses commits that were acknowledged. */
export function openDatabase(file: string): DatabaseSync {
  return translated(() => {
    const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
    try {
      database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864');
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return database;
  });
}

/** Not even this program's own connection may touch what was written; `insert or replace` is a deletion too. */
const auditIsAppendOnly = `
  create trigger if not exists audit_is_never_changed before update on audit
  begin select raise(abort, 'audit entries are never changed'); end;
  create trigger if not exists audit_is_never_deleted before delete on audit
  begin select raise(abort, 'audit entries are never deleted'); end;
  create trigger if not exists audit_has_no_gaps before insert on audit
  when new.seq <> (select coalesce(max(seq), 0) + 1 from audit)
  begin select raise(abort, 'audit entries are appended one by one'); end;
`;

function prepareDirectory(directory: string): void {
  onDisk(() => mkdirSync(directory, { recursive: true, mode: 0o700 }));
}

/**
 * Creates the file where it is missing. A file that exists is not opened here: closing any descriptor of a file
 * drops all of this process's POSIX locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
function privateFile(path: string): string {
  onDisk(() => {
    try {
      closeSync(openSync(path, 'wx', 0o600));
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
  });
  return path;
}

function onDisk(action: () => void): void {
  try {
    action();
  } catch (thrown) {
    throw new ServiceError(
      'storeUnavailable',
      'The data directory could not be created or written. Check its path, its owner and the space on its disk.',
      { cause: thrown },
    );
  }
}
