/**
 * SQLite transfers its log into the database inside some commit: with a past of gigabytes, thousands of pages all over
 * the file are written and synced while the whole process stands still. Here a thread does that, while commits go on.
 * What was committed during its last pass (a few pages) is transferred while the next transaction waits, for only a
 * log that is transferred whole starts anew instead of growing.
 */
import { linkSync, renameSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ServiceError } from '../errors.ts';
import { isFailedSync, sqliteFault, translated } from './sqlite-faults.ts';
import type { TransferAnswer, TransferOrder } from './transfer-thread.ts';

export interface LogTransfers {
  /** Before a transaction begins: resolves when the log may grow. Throws where nothing may be committed until a restart. */
  mayBegin(): Promise<void>;
  begun(): void;
  /** The whole log should have been transferred here and now, and could not be. */
  failed(fault: unknown): void;
  /** Committed or undone. Never throws. */
  ended(): void;
  /** Resolves when the thread is gone. `halfway`: the log holds what the database may have lost, and must outlive it. */
  close(): Promise<{ readonly halfway: boolean }>;
}

/** Of the thread, as Node's Worker has it. */
export interface TransferThread {
  postMessage(order: TransferOrder): void;
  on(event: 'message', listener: (answer: TransferAnswer) => void): unknown;
  on(event: 'error', listener: (thrown: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/** Pages of 4 KB. A transfer writes each page once, however often it changed since the last: at SQLite's 1,000, hardly less than all. */
export const usualPagesInLog = 4_000;
/** SQLite transfers by itself where the thread does not keep up: 64 MB, which is also what is kept of the log's file. */
const mostPagesInLog = 16_384;
/** Where a reader elsewhere holds the log, trying at each commit would be in vain. Of what a transfer begins at. */
const shareUntilNextTry = 0.25;
/** More than this is not transferred while transactions wait. */
const pagesOfRest = 512;
/** Of the second that the store has to close. */
const endMs = 500;

type Phase = 'resting' | 'most' | 'nearly' | 'rest' | 'alone';

export interface LogTransferParts {
  /** Open, with its log. */
  readonly database: DatabaseSync;
  readonly onFault: (fault: ServiceError) => void;
  readonly startThread: () => TransferThread;
  /** In the log when a transfer begins. */
  readonly pagesInLog?: number;
}

export function createLogTransfers(parts: LogTransferParts): LogTransfers {
  const { database, onFault, startThread, pagesInLog = usualPagesInLog } = parts;
  const look = database.prepare('pragma wal_checkpoint(noop)');
  let phase: Phase = 'resting';
  let thread: TransferThread | undefined;
  let inTransaction = false;
  let due = pagesInLog;
  let settledAt = 0;
  let hold: PromiseWithResolvers<void> | undefined;
  let halfway: ServiceError | undefined;
  const exit = Promise.withResolvers<void>();
  setAutomatic(mostPagesInLog);

  function setAutomatic(pages: number): void {
    translated(() => database.exec(`pragma wal_autocheckpoint = ${pages}`));
  }

  function pages(): { readonly inLog: number; readonly left: number } {
    const { log, checkpointed } = look.get() ?? {};
    return { inLog: Number(log), left: Number(log) - Number(checkpointed) };
  }

  function order(next: 'most' | 'rest'): void {
    thread ??= started();
    phase = next;
    thread.postMessage(next);
  }

  function started(): TransferThread {
    const fresh = startThread();
    fresh.on('message', (answer) => unharmed(() => answered(answer)));
    fresh.on('error', (thrown) => onFault(sqliteFault(thrown)));
    fresh.on('exit', () => unharmed(leaveToSqlite));
    fresh.on('exit', exit.resolve);
    return fresh;
  }

  function leaveToSqlite(): void {
    phase = 'alone';
    letGo();
    if (database.isOpen) setAutomatic(usualPagesInLog);
  }

  function letGo(): void {
    if (!hold) return;
    hold.resolve();
    hold = undefined;
    thread?.unref();
  }

  /** What is committed is committed, whatever becomes of its transfer. */
  function unharmed(action: () => void): void {
    try {
      action();
    } catch (thrown) {
      onFault(sqliteFault(thrown));
    }
  }

  function answered({ fault }: TransferAnswer): void {
    if (fault) {
      const told = sqliteFault(Object.assign(new Error(fault.message), { errcode: fault.errcode }));
      onFault(told);
      if (fault.halfway) halfway = told;
    }
    if (phase === 'rest') settle();
    else if (phase === 'most') phase = 'nearly';
    if (phase === 'nearly' && !inTransaction) transferRest();
  }

  function transferRest(): void {
    const { inLog, left } = pages();
    const anew = inLog < pagesInLog;
    if (halfway || anew || left === 0 || left > pagesOfRest) {
      settle();
    } else {
      hold = Promise.withResolvers();
      order('rest');
      // Somebody waits for this one, perhaps in a process that does nothing else.
      thread?.ref();
    }
  }

  function settle(): void {
    phase = 'resting';
    letGo();
    settledAt = pages().inLog;
    due = Math.max(pagesInLog, settledAt + pagesInLog * shareUntilNextTry);
  }

  function orderWhereDue(): void {
    const { inLog } = pages();
    if (inLog < settledAt) {
      settledAt = 0;
      due = pagesInLog;
    }
    if (inLog >= due) order('most');
  }

  return {
    async mayBegin() {
      await hold?.promise;
      if (halfway) throw halfway;
    },
    begun() {
      inTransaction = true;
    },
    failed(fault) {
      if (!isFailedSync(fault)) return;
      const { inLog, left } = pages();
      if (left < inLog) halfway = sqliteFault(fault);
    },
    ended() {
      inTransaction = false;
      if (phase === 'nearly') unharmed(transferRest);
      if (phase === 'resting') unharmed(orderWhereDue);
    },
    async close() {
      phase = 'alone';
      if (thread) {
        thread.ref();
        thread.postMessage('end');
        const late = setTimeout(() => thread?.terminate(), endMs);
        await exit.promise;
        clearTimeout(late);
      }
      return { halfway: halfway !== undefined };
    },
  };
}

/** `file`: the database. The thread keeps no process alive. */
export function startTransferThread(file: string): TransferThread {
  const place = pathToFileURL(file);
  // A database that was deleted meanwhile is not created anew.
  place.searchParams.set('mode', 'rw');
  const thread = new Worker(new URL(`transfer-thread${extname(import.meta.filename)}`, import.meta.url), {
    workerData: place.href,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, codeRangeSizeMb: 4, stackSizeMb: 1 },
  });
  thread.unref();
  return thread;
}

/**
 * Before the database is closed: SQLite deletes the log then. The function that is returned puts it back afterwards;
 * the next start transfers it from its beginning.
 */
export function keptAside(log: string): () => void {
  const aside = `${log}.kept`;
  rmSync(aside, { force: true });
  linkSync(log, aside);
  return () => renameSync(aside, log);
}
