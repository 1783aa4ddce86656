import { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../errors.ts';
import { isHeld, sqliteFault, translated } from './sqlite-faults.ts';

/** Somebody who reads the database beside the service (an export, a backup) may be there for a moment. */
const probeMs = 500;

/**
 * Keeps every other process, and a second store in this one, away until `release`. The lock is the operating
 * system's own on an open file (SQLite's exclusive lock), so it ends with the process, however that ends.
 * A lock file that is new, because somebody deleted it perhaps, proves nothing about who uses the database:
 * then the database itself is tried. Throws `storeLocked`.
 */
export function takeLock(file: string, database: string): { release(): void } {
  const connection = translated(() => new DatabaseSync(file, { timeout: 0 }));
  try {
    connection.exec('pragma journal_mode = memory; begin exclusive');
    if (!isProven(connection)) {
      tryAlone(database);
      connection.exec(`pragma user_version = ${proven}; commit; begin exclusive`);
    }
  } catch (thrown) {
    connection.close();
    const fault = sqliteFault(thrown);
    if (!isHeld(fault)) throw fault;
    throw new ServiceError(
      'storeLocked',
      'Another process already works on this data directory. Stop it, or set DATA_DIR to another directory.',
      { cause: thrown },
    );
  }
  return {
    release: () => {
      if (connection.isOpen) connection.close();
    },
  };
}

/** Kept in the lock file: whoever held it was alone on the database, and everybody since then came past it. */
const proven = 1;

function isProven(connection: DatabaseSync): boolean {
  return connection.prepare('pragma user_version').get()?.['user_version'] === proven;
}

/** Every open connection in WAL mode holds a shared lock on the database file; this asks for it exclusively. */
function tryAlone(database: string): void {
  const connection = new DatabaseSync(database, { timeout: probeMs });
  try {
    connection.exec('pragma locking_mode = exclusive; begin exclusive; rollback');
  } finally {
    connection.close();
  }
}
