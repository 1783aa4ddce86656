/**
 * The thread of log-transfers.ts. It is started only once there is something to transfer, and imports nothing but Node:
 * every module here is memory that the service has twice.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** `most` while commits go on, `rest` while they wait. */
export type TransferOrder = 'most' | 'rest' | 'end';

export interface TransferAnswer {
  readonly fault?: {
    /** SQLite's. */
    readonly errcode: number;
    readonly message: string;
    /** A sync failed after a part was transferred: SQLite counts that part as done, and the system may have forgotten it. */
    readonly halfway: boolean;
  };
}

const ioErrorOfSync = 1_034;

/** Each pass leaves what was committed during it; a handful gets there unless commits leave no gap at all. */
const mostPasses = 10;

const database = new DatabaseSync(new URL(String(workerData)), { timeout: 0 });
// Synchronous: the log is synced before the database is written, and the database before the log may start anew.
database.exec('pragma synchronous = full; pragma wal_autocheckpoint = 0; pragma cache_size = -64');
const pass = database.prepare('pragma wal_checkpoint(passive)');
const look = database.prepare('pragma wal_checkpoint(noop)');

/** SQLite syncs the database only in a pass that nothing was committed during, so that the last one writes little. */
function transferMost(): void {
  for (let passes = 0; passes < mostPasses; passes += 1) {
    const transferred = pass.get()?.['log'];
    if (look.get()?.['log'] === transferred) return;
  }
}

function carryOut(order: Exclude<TransferOrder, 'end'>): TransferAnswer {
  try {
    if (order === 'most') transferMost();
    else pass.get();
    return {};
  } catch (thrown) {
    const errcode = thrown instanceof Error && 'errcode' in thrown ? Number(thrown.errcode) : 0;
    const halfway = errcode === ioErrorOfSync && Number(look.get()?.['checkpointed']) > 0;
    return { fault: { errcode, message: String(thrown), halfway } };
  }
}

parentPort?.on('message', (order: TransferOrder) => {
  if (order !== 'end') return parentPort?.postMessage(carryOut(order));
  database.close();
  parentPort?.close();
});
