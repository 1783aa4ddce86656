import { join } from 'node:path';
import { digest } from '../../src/digest.ts';
import { openPostgresStore } from '../../src/store/postgres.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { sharedPostgres } from '../support/postgres.ts';
import type { FaultPlan } from './plan.ts';

/** Where the service keeps its data in a run, and how that is read when it has ended. */
export interface PreparedStore {
  readonly instances: number;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds after the last kill by which everything must have come to its end. */
  readonly settleMs: number;
  /** Milliseconds after which a dead process's call counts as over. */
  readonly patienceMs: number;
  /** Milliseconds that people pause between two things. */
  readonly pauseMs: readonly [least: number, most: number];
  afterwards<T>(read: (store: Store) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

const clock = { now: () => Date.now() };

export function prepareStore(kind: FaultPlan['store'], directory: string): Promise<PreparedStore> {
  return kind === 'embedded' ? prepareEmbedded(directory) : preparePostgres(directory);
}

async function prepareEmbedded(directory: string): Promise<PreparedStore> {
  const dataDir = join(directory, 'data');
  return {
    instances: 1,
    dataDir,
    env: {},
    settleMs: 60_000,
    patienceMs: 10_000,
    // It is away more than half of the time.
    pauseMs: [20, 120],
    async afterwards(read) {
      const { store, close } = await openSqliteStore({ directory: dataDir, digest, clock });
      return read(store).finally(close);
    },
    remove: async () => undefined,
  };
}

async function preparePostgres(directory: string): Promise<PreparedStore> {
  const postgres = await sharedPostgres();
  const databaseUrl = await postgres.url();
  const nothing = async () => undefined;
  return {
    instances: 2,
    dataDir: join(directory, 'data'),
    databaseUrl,
    env: {},
    settleMs: 90_000,
    // GRAPH_TIMEOUT, and what instances allow each other on top of it; their work is taken over before.
    patienceMs: 32_000,
    pauseMs: [120, 700],
    async afterwards(read) {
      const options = { url: databaseUrl, digest, clock, schedule: nothing, ensureScheduled: nothing };
      const { store, close } = await openPostgresStore(options);
      return read(store).finally(close);
    },
    remove: async () => undefined,
  };
}
