/** Store and durable work: the two that are chosen together, by DATABASE_URL. */

import type { Allowances } from './allowance.ts';
import type { StoreConfig } from './config/config-types.ts';
import { digest } from './digest.ts';
import { openPostgresStore } from './store/postgres.ts';
import { postgresFault } from './store/postgres-faults.ts';
import { migratePostgres } from './store/postgres-migrate.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { startEmbeddedWork } from './work/embedded.ts';
import { openBossWork } from './work/pg-boss.ts';
import type { Clock, Log } from './workflow/ports.ts';
import type { Store } from './workflow/store-port.ts';
import { lanes, type WorkHandlers } from './workflow/work.ts';

export interface Storage {
  readonly store: Store;
  /** No other process is on this store. */
  readonly alone: boolean;
  /** What all instances together may still send to Teams; absent where this process is the only one. */
  readonly allowances?: Allowances;
  /** Begins to do what is due. */
  startWork(handlers: WorkHandlers): Promise<{
    /** Takes nothing more and waits for what runs, at most this many milliseconds. */
    stop(graceMs: number): Promise<void>;
  }>;
  /** What cannot be used at the moment: `store`, `work`. */
  missing(): Promise<string[]>;
  close(): Promise<void>;
}

export interface StorageParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How many items of a lane run at once in this process. */
  readonly concurrency: Readonly<Record<keyof typeof lanes, number>>;
}

/** Throws `storeLocked`, or `storeUnavailable` with a sentence for the operator. */
export function openStorage(config: StoreConfig, parts: StorageParts): Promise<Storage> {
  return config.kind === 'embedded' ? openEmbedded(config.dataDir, parts) : openPostgres(config.url.reveal(), parts);
}

async function openEmbedded(directory: string, parts: StorageParts): Promise<Storage> {
  const { store, workShelf: shelf, close } = await openSqliteStore({ directory, digest, clock: parts.clock });
  return {
    store,
    alone: true,
    startWork: async (handlers) => startEmbeddedWork({ ...parts, shelf, lanes, handlers }),
    missing: () => storeMissing(store),
    close,
  };
}

async function openPostgres(url: string, parts: StorageParts): Promise<Storage> {
  const { clock, log } = parts;
  // First, on one connection: what is wrong with DATABASE_URL is said before a queue makes itself a schema.
  await migratePostgres(url, log);
  const work = await openBossWork({ ...parts, url, lanes, faultOf: postgresFault });
  try {
    const { schedule, ensureScheduled } = work;
    const { store, allowances, close } = await openPostgresStore({
      url,
      digest,
      clock,
      log,
      schedule,
      ensureScheduled,
    });
    return {
      store,
      allowances,
      alone: false,
      async startWork(handlers) {
        await work.start(handlers);
        return work;
      },
      missing: async () => [...(await storeMissing(store)), ...(work.isHealthy() ? [] : ['work'])],
      async close() {
        // Stopped already, unless the service failed while it started.
        await work.stop(0);
        await close();
      },
    };
  } catch (thrown) {
    await work.stop(0);
    throw thrown;
  }
}

async function storeMissing(store: Store): Promise<string[]> {
  try {
    await store.ping();
    return [];
  } catch {
    return ['store'];
  }
}
