/**
 * Syncing its log is most of what a commit costs, and SQLite lets the whole process wait for it. So SQLite commits
 * without (`synchronous = normal`), and the one thing that `full` does besides, a sync of the log after each commit
 * (https://www.sqlite.org/pragma.html#pragma_synchronous), is left to Node's thread pool: requests are read and
 * cards are drawn meanwhile, and still nobody is answered before the disk has it.
 */
import { closeSync, fdatasync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { ServiceError } from '../errors.ts';
import { ioErrorOfSync, sqliteFault, translated } from './sqlite-faults.ts';

/** Of an open file; resolves when its content is on the disk. */
export type SyncFile = (descriptor: number) => Promise<void>;

export interface WalSync {
  /** From here on SQLite itself syncs the log at checkpoints only. The log must exist. */
  takeOver(wal: string): void;
  /** Before a transaction. Throws where what was committed before may not be on the disk. */
  prove(): void;
  /** After a commit: resolves when it is on the disk. */
  sync(): Promise<void>;
  close(): void;
}

const busy = 5;
const diskFull = 13;

/** `onFault` is told every sync that failed. */
export function createWalSync(
  database: DatabaseSync,
  onFault: (fault: ServiceError) => void,
  syncFile: SyncFile = promisify(fdatasync),
): WalSync {
  let descriptor: number | undefined;
  let unproven = false;
  return {
    takeOver(wal) {
      // SQLite's own locks are on other files, so that closing this descriptor ends none of them.
      descriptor = openSync(wal, 'r+');
      translated(() => database.exec('pragma synchronous = normal'));
    },
    prove() {
      if (!unproven) return;
      // After a failed sync the system forgets what was to be written: later commits would lie behind a hole in the
      // log. A checkpoint copies everything from memory into the database, and syncs that.
      const result = translated(() => database.prepare('pragma wal_checkpoint(truncate)').get());
      // Somebody reads the log, or the thread of log-transfers.ts is at work: whoever asked is asked to wait.
      if (result?.['busy'] !== 0) throw sqliteFault(Object.assign(new Error('Busy'), { errcode: busy }));
      unproven = false;
    },
    async sync() {
      if (descriptor === undefined) return;
      try {
        await syncFile(descriptor);
      } catch (thrown) {
        unproven = true;
        const told = Object.assign(new Error('Sync failed', { cause: thrown }), { errcode: resultOf(thrown) });
        const fault = sqliteFault(told);
        onFault(fault);
        throw fault;
      }
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** As SQLite would have said it. */
function resultOf(thrown: unknown): number {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC' ? diskFull : ioErrorOfSync;
}
