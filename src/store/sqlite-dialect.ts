import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import type { ServiceError } from '../errors.ts';
import type { LogTransfers } from './log-transfers.ts';
import { sqliteFault } from './sqlite-faults.ts';
import type { WalSync } from './wal-sync.ts';

const cachedStatements = 200;

/** Kysely takes SQLite for a database without transactional DDL; it has it, and half a migration is worse than none. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** A transaction ends, and the next begins, when its commit is on the disk. */
class SyncedDriver extends SqliteDriver {
  readonly #wal: WalSync;
  readonly #transfers: () => LogTransfers | undefined;

  constructor(database: SqliteDatabase, wal: WalSync, transfers: () => LogTransfers | undefined) {
    super({ database });
    this.#wal = wal;
    this.#transfers = transfers;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#transfers()?.mayBegin();
    try {
      this.#wal.prove();
    } catch (thrown) {
      this.#transfers()?.failed(thrown);
      throw thrown;
    }
    await super.beginTransaction(connection);
    this.#transfers()?.begun();
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    await this.#wal.sync();
    this.#transfers()?.ended();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection);
    this.#transfers()?.ended();
  }
}

export class NodeSqliteDialect extends SqliteDialect {
  readonly #driver: SqliteDriver;
  readonly #database: SqliteDatabase;
  #transfers: LogTransfers | undefined;

  /** `onFault` is told every fault that SQLite, or the disk under it, reports. */
  constructor(database: DatabaseSync, wal: WalSync, onFault: (fault: ServiceError) => void = () => undefined) {
    const spoken = kyselyDatabase(database, onFault);
    super({ database: spoken });
    this.#database = spoken;
    this.#driver = new SyncedDriver(spoken, wal, () => this.#transfers);
  }

  /** From here on the log is transferred between transactions. */
  transferLog(transfers: LogTransfers): void {
    this.#transfers = transfers;
  }

  /** At once, on the one connection, whoever has it. Throws as it does through Kysely. */
  run(statement: string): void {
    this.#database.prepare(statement).run([]);
  }

  override createDriver(): SqliteDriver {
    return this.#driver;
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

type Call = <T>(call: () => T) => T;

/** Kysely speaks to better-sqlite3; node:sqlite differs in how parameters are handed over and how readers are known. */
function kyselyDatabase(database: DatabaseSync, onFault: (fault: ServiceError) => void): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  let begun = false;
  let lostBy: ServiceError | undefined;

  /** After some faults (disk full, I/O) SQLite has rolled back already; what follows would be committed one by one. */
  function call<T>(action: () => T): T {
    if (lostBy) throw lostBy;
    try {
      return action();
    } catch (thrown) {
      const fault = sqliteFault(thrown);
      onFault(fault);
      if (begun && database.isOpen && !database.isTransaction) lostBy = fault;
      throw fault;
    }
  }

  const transactionStatements: Record<string, SqliteStatement> = {
    // A transaction that reads first and writes later could otherwise fail in its middle when another program writes.
    begin: statementOf(() => {
      call(() => database.exec('begin immediate'));
      begun = true;
    }),
    commit: statementOf(() => {
      call(() => database.exec('commit'));
      begun = false;
    }),
    rollback: statementOf(() => {
      begun = false;
      lostBy = undefined;
      // A second rollback would hide the fault that led to the first.
      if (database.isTransaction) call(() => database.exec('rollback'));
    }),
  };

  return {
    close: () => {
      cache.clear();
      database.close();
    },
    prepare: (sql) => {
      const known = transactionStatements[sql] ?? cache.get(sql);
      if (known) return known;
      const statement = kyselyStatement(
        call(() => database.prepare(sql)),
        call,
      );
      cache.set(sql, statement);
      if (cache.size > cachedStatements) cache.delete(cache.keys().next().value ?? sql);
      return statement;
    },
  };
}

function statementOf(run: () => void): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    iterate: () => [].values(),
    run: () => {
      run();
      return { changes: 0, lastInsertRowid: 0 };
    },
  };
}

function kyselyStatement(statement: StatementSync, call: Call): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => call(() => statement.all(...(parameters as SQLInputValue[]))),
    iterate: (parameters) => call(() => statement.iterate(...(parameters as SQLInputValue[]))),
    run: (parameters) => call(() => statement.run(...(parameters as SQLInputValue[]))),
  };
}
