import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { translated } from './sqlite-faults.ts';

const cachedStatements = 200;

/** Kysely takes SQLite for a database without transactional DDL; it has it, and half a migration is worse than none. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class NodeSqliteDialect extends SqliteDialect {
  constructor(database: DatabaseSync) {
    super({ database: kyselyDatabase(database) });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** Kysely speaks to better-sqlite3; node:sqlite differs in how parameters are handed over and how readers are known. */
function kyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    close: () => {
      cache.clear();
      database.close();
    },
    prepare: (sql) => {
      if (sql === 'rollback') return rollback(database);
      const known = cache.get(sql);
      const statement = known ?? kyselyStatement(translated(() => database.prepare(immediate(sql))));
      if (known) cache.delete(sql);
      cache.set(sql, statement);
      if (cache.size > cachedStatements) cache.delete(cache.keys().next().value ?? sql);
      return statement;
    },
  };
}

/** A transaction that reads first and writes later could otherwise fail in its middle when another program writes. */
function immediate(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql;
}

/** After some faults (disk full, I/O) SQLite has rolled back already, and a second rollback would hide the fault. */
function rollback(database: DatabaseSync): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    iterate: () => [].values(),
    run: () => {
      if (database.isTransaction) translated(() => database.exec('rollback'));
      return { changes: 0, lastInsertRowid: 0 };
    },
  };
}

function kyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translated(() => statement.all(...(parameters as SQLInputValue[]))),
    iterate: (parameters) => translated(() => statement.iterate(...(parameters as SQLInputValue[]))),
    run: (parameters) => translated(() => statement.run(...(parameters as SQLInputValue[]))),
  };
}
