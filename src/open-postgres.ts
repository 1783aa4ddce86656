/** Store and durable work on PostgreSQL. */
import { digest } from './digest.ts';
import { type Storage, type StorageParts, storeMissing } from './storage.ts';
import { openPostgresStore } from './store/postgres.ts';
import { postgresFault } from './store/postgres-faults.ts';
import { migratePostgres } from './store/postgres-migrate.ts';
import { openBossWork } from './work/pg-boss.ts';
import { lanes } from './workflow/work.ts';

export async function openPostgres(url: string, parts: StorageParts): Promise<Storage> {
  const { clock, log } = parts;
  // First, on one connection: what is wrong with DATABASE_URL is said before a queue makes itself a schema.
  await migratePostgres(url, log);
  const work = await openBossWork({ ...parts, url, lanes, faultOf: postgresFault });
  try {
    const { schedule, ensureScheduled } = work;
    const { store, allowances, connections, close } = await openPostgresStore({
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
      figures: async () => ({ standing: await store.standing(), work: await work.standing() }),
      connections,
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
