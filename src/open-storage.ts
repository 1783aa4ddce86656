/** Store and durable work: the two that are chosen together, by DATABASE_URL. */

import type { StoreConfig } from './config/config-types.ts';
import { digest } from './digest.ts';
import { type Storage, type StorageParts, storeMissing } from './storage.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { startEmbeddedWork } from './work/embedded.ts';
import { lanes } from './workflow/work.ts';

/** Throws `storeLocked`, or `storeUnavailable` with a sentence for the operator. */
export async function openStorage(config: StoreConfig, parts: StorageParts): Promise<Storage> {
  if (config.kind === 'embedded') return openEmbedded(config.dataDir, parts);
  // The drivers and the queue are loaded only where they are used: ten megabytes and some of the start.
  const { openPostgres } = await import('./open-postgres.ts');
  return openPostgres(config.url.reveal(), parts);
}

async function openEmbedded(directory: string, parts: StorageParts): Promise<Storage> {
  const {
    store,
    workShelf: shelf,
    workStanding,
    close,
  } = await openSqliteStore({ directory, digest, clock: parts.clock });
  return {
    store,
    alone: true,
    startWork: async (handlers) => startEmbeddedWork({ ...parts, shelf, lanes, handlers }),
    missing: () => storeMissing(store),
    figures: async () => ({ standing: await store.standing(), work: await workStanding() }),
    close,
  };
}
