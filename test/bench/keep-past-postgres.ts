import { Client, escapeIdentifier } from 'pg';
import { migratePostgres } from '../../src/store/postgres-migrate.ts';
import { makePastRequests, type PastTable, pastTables } from './past-requests.ts';

/** So many rows a statement. */
const rowsAtOnce = 2_000;

/** Fills a new database with so many past requests. */
export async function keepPastInPostgres(url: string, count: number): Promise<void> {
  await migratePostgres(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Foreign keys and triggers are for those who write one request at a time.
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; begin`);
    const waiting = new Map<PastTable, object[]>();
    for (const rows of makePastRequests(count, Date.now())) {
      for (const table of pastTables) {
        const all = [...(waiting.get(table) ?? []), ...rows[table]];
        waiting.set(table, all.length < rowsAtOnce ? all : await insertAll(client, table, all));
      }
    }
    for (const [table, rows] of waiting) await insertAll(client, table, rows);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** Answers what still waits: nothing. */
async function insertAll(client: Client, table: PastTable, rows: readonly object[]): Promise<object[]> {
  const [first] = rows;
  if (!first) return [];
  const columns = Object.keys(first).map(escapeIdentifier).join(', ');
  const from = `json_populate_recordset(null::${escapeIdentifier(table)}, $1)`;
  const into = `insert into ${escapeIdentifier(table)} (${columns})`;
  await client.query(`${into} select ${columns} from ${from}`, [JSON.stringify(rows)]);
  return [];
}
