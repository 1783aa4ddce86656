import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { ServiceError } from '../errors.ts';
import type { Clock, Digest, WorkShelf } from '../workflow/ports.ts';
import type { WorkStanding } from '../workflow/standing.ts';
import type { Store } from '../workflow/store-port.ts';
import { rememberedEnd } from './audit.ts';
import { auditIsAppendOnly } from './audit-triggers.ts';
import { noteCountingSince } from './counts.ts';
import { createGroupCommit } from './group-commit.ts';
import {
  createLogTransfers,
  keptAside,
  type LogTransfers,
  startTransferThread,
  usualPagesInLog,
} from './log-transfers.ts';
import { migrate } from './migrate.ts';
import { prepareDirectory, privateFile } from './private-files.ts';
import type { Db, Schema } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import { translated } from './sqlite-faults.ts';
import { takeLock } from './sqlite-lock.ts';
import { createStore } from './store.ts';
import { createStoreHealth, type StoreHealth } from './store-health.ts';
import { createWalSync, type SyncFile } from './wal-sync.ts';
import { createWorkShelf } from './work-shelf.ts';
import { workStanding } from './work-standing.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly workShelf: WorkShelf;
  /** For /metrics. */
  workStanding(): Promise<WorkStanding[]>;
  /** The rows themselves: for a copy. */
  readonly tables: Db;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly digest: Digest;
  readonly clock: Clock;
  /** Puts off a task until the present turn of the event loop is over; Node's setImmediate where absent. */
  readonly soon?: (task: () => void) => void;
  /** Node's fdatasync where absent. */
  readonly syncFile?: SyncFile;
  /** In the log when its transfer into the database begins; 4,000 where absent. */
  readonly pagesInLog?: number;
}

/**
 * The embedded store: one SQLite file in `directory` (created, readable by this account alone), for one process.
 * Throws `storeLocked` where another process (or this one) has it open, `storeUnavailable` where it cannot be
 * read and written.
 */
export async function openSqliteStore(options: StoreOptions & { readonly directory: string }): Promise<OpenedStore> {
  const { directory } = options;
  prepareDirectory(directory);
  const file = privateFile(join(directory, 'countersign.db'));
  const lock = takeLock(privateFile(join(directory, 'countersign.lock')), file);
  try {
    const opened = await storeOn(openDatabase(file), options, [file, `${file}-wal`]);
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

/** The store on a database that is open already, kept in these files. Closes it where it cannot be used. */
export async function storeOn(
  database: DatabaseSync,
  { digest, clock, soon = setImmediate, syncFile, pagesInLog = usualPagesInLog }: StoreOptions,
  files: readonly string[] = [],
): Promise<OpenedStore> {
  const noted = (fault: ServiceError): void => health?.noted(fault);
  const wal = createWalSync(database, noted, syncFile);
  const dialect = new NodeSqliteDialect(database, wal, noted);
  const db = new Kysely<Schema>({ dialect });
  let health: StoreHealth | undefined;
  let transfers: LogTransfers | undefined;
  const [file, log] = files;
  try {
    await migrate(db);
    await noteCountingSince(db, clock);
    translated(() => database.exec(auditIsAppendOnly));
    translated(() => database.exec(`pragma busy_timeout = ${busyMs}`));
    if (log !== undefined) wal.takeOver(log);
    health = createStoreHealth(files, clock);
    if (file !== undefined) {
      const startThread = () => startTransferThread(file);
      transfers = createLogTransfers({ database, onFault: noted, startThread, pagesInLog });
      dialect.transferLog(transfers);
    }
  } catch (thrown) {
    wal.close();
    database.close();
    throw thrown;
  }
  const { check, filesInPlace } = health;
  const auditEnd = rememberedEnd();
  const { inTransaction, close } = createGroupCommit({
    db,
    run: (statement) => dialect.run(statement),
    soon,
    beforeCommit: filesInPlace,
    afterUndo: auditEnd.forget,
  });
  const { shelf, ...scheduling } = createWorkShelf(db, inTransaction);
  const store = createStore({ db, inTransaction, check, digest, clock, rowLocks: false, auditEnd, ...scheduling });
  return {
    store,
    workShelf: shelf,
    workStanding: () => workStanding(db, clock.now()),
    tables: db,
    async close() {
      await close();
      // Waits for whoever still reads on the one connection.
      await db.connection().execute(async () => undefined);
      const ended = await transfers?.close();
      const putBack = log !== undefined && ended?.halfway ? keptAside(log) : undefined;
      if (database.isOpen) database.close();
      putBack?.();
      wal.close();
    },
  };
}

/** While SQLite waits for another program, the whole process stands still: nobody is served yet at the start. */
const busyAtStartMs = 5_000;
const busyMs = 50;

/** SQLite's own 2 MB are read anew from the file again and again, once there are a few hundred requests. */
const cacheKibibytes = 16_384;

/** synchronous FULL until wal-sync.ts takes over: with less, a power cut loses commits that were acknowledged. */
export function openDatabase(file: string): DatabaseSync {
  return translated(() => {
    const database = new DatabaseSync(file, { timeout: busyAtStartMs, enableForeignKeyConstraints: true });
    try {
      database.exec(`pragma cache_size = -${cacheKibibytes}; pragma wal_autocheckpoint = ${usualPagesInLog}`);
      // What is blanked must not stay readable in the file's free places; costs less than can be measured.
      database.exec('pragma secure_delete = on');
      database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864');
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return database;
  });
}
