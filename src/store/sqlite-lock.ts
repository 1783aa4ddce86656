import { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../errors.ts';
import { sqliteFault, translated } from './sqlite-faults.ts';

const busy = 5;

/**
 * Keeps every other process, and a second store in this one, away until `release`. The lock is the operating
 * system's own on an open file (SQLite's exclusive lock), so it ends with the process, however that ends.
 * Throws `storeLocked`.
 */
export function takeLock(file: string): { release(): void } {
  const connection = translated(() => new DatabaseSync(file, { timeout: 0 }));
  try {
    connection.exec('pragma journal_mode = memory; begin exclusive');
  } catch (thrown) {
    connection.close();
    if (!isBusy(thrown)) throw sqliteFault(thrown);
    throw new ServiceError(
      'storeLocked',
      'Another process already works on this data directory. Stop it, or set DATA_DIR to another directory; ' +
        'for several instances set DATABASE_URL to a PostgreSQL server.',
      { cause: thrown },
    );
  }
  return {
    release: () => {
      if (connection.isOpen) connection.close();
    },
  };
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === busy;
}
