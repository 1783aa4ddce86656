import { Client } from 'pg';
import type { Work } from '../../src/workflow/work.ts';
import { type OpenStore, storeContract } from '../contract/store-contract.ts';
import { freshDatabase, openOn } from './postgres-database.ts';

async function open(): Promise<OpenStore> {
  const database = await freshDatabase();
  const listeners: (() => void)[] = [];
  const opened = await openOn(database.url, {
    afterSchedule: () => {
      for (const listener of listeners) listener();
    },
  });
  return {
    store: opened.store,
    nextDueAt: (kind) => firstDueAt(database.url, kind),
    onScheduled: (listener) => listeners.push(listener),
    async close() {
      await opened.close();
      await database.drop();
    },
  };
}

async function firstDueAt(url: string, kind: Work['kind']): Promise<number | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('select min(due_at)::text as due_at from work where kind = $1', [kind]);
  await client.end();
  return rows[0].due_at === null ? undefined : Number(rows[0].due_at);
}

storeContract('the PostgreSQL store', open);
