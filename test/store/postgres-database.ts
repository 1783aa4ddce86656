import { digest } from '../../src/digest.ts';
import { type OpenedPostgres, openPostgresStore, type PostgresOptions, type Sql } from '../../src/store/postgres.ts';
import { type Work, workKey } from '../../src/workflow/work.ts';
import { type PostgresServer, sharedPostgres } from '../support/postgres.ts';

let template: Promise<string> | undefined;

/** A new database with all tables in it, a copy of one that was migrated once in this run. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = await sharedPostgres();
  template ??= migratedTemplate(server);
  const url = await server.url(undefined, await template);
  return { url, drop: () => server.drop(url) };
}

async function migratedTemplate(server: PostgresServer): Promise<string> {
  const url = await server.url();
  await (await openOn(url)).close();
  return new URL(url).pathname.slice(1);
}

/** The store with the simplest engine there could be: rows in the table that the embedded engine would use. */
export function openOn(url: string, changes: Partial<PostgresOptions> = {}): Promise<OpenedPostgres> {
  const schedule = (sql: Sql, work: Work, dueAt: number) => putOnTable(sql, work, dueAt);
  return openPostgresStore({
    url,
    digest,
    clock: { now: () => 1_000 },
    schedule,
    ensureScheduled: schedule,
    ...changes,
  });
}

async function putOnTable(sql: Sql, work: Work, dueAt: number): Promise<void> {
  await sql(
    `insert into work (id, work_key, kind, work, state, due_at, attempts, ordinal)
     values (gen_random_uuid()::text, $1, $2, $3, 'waiting', $4, 0, 0)`,
    [workKey(work), work.kind, JSON.stringify(work), dueAt],
  );
}
