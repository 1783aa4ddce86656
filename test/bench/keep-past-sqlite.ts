/** `node test/bench/keep-past-sqlite.ts COUNT DIRECTORY`: an embedded store with so many past requests. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Insertable } from 'kysely';
import { digest } from '../../src/digest.ts';
import type { Schema } from '../../src/store/schema.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { makePastRequests, pastTables } from './past-requests.ts';

type Row = Insertable<Schema[(typeof pastTables)[number]]>;

/** Writes them into a new store in this directory, which appears only once it is complete. */
export async function keepPastInSqlite(directory: string, count: number): Promise<void> {
  const unfinished = `${directory}.unfinished-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const opened = await openSqliteStore({ directory: unfinished, digest, clock: { now: () => Date.now() } });
  await opened.close();
  const database = new DatabaseSync(join(unfinished, 'countersign.db'));
  try {
    fill(database, count);
  } finally {
    database.close();
  }
  await rm(directory, { recursive: true, force: true });
  await rename(unfinished, directory);
}

/** Without indexes, triggers and syncs until all rows are in: they would take most of the time. */
function fill(database: DatabaseSync, count: number): void {
  // No write-ahead log: half the writing. What is unfinished is thrown away.
  database.exec('pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -2000000');
  database.exec('pragma foreign_keys = off');
  const extras = database
    .prepare(`select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null`)
    .all();
  for (const { type, name } of extras) database.exec(`drop ${type} ${name}`);
  database.exec('begin');
  const insert = inserter(database);
  for (const rows of makePastRequests(count, Date.now())) {
    for (const table of pastTables) for (const row of rows[table]) insert(table, row);
  }
  database.exec('commit');
  for (const { sql } of extras) database.exec(String(sql));
  database.exec('pragma journal_mode = wal');
}

function inserter(database: DatabaseSync): (table: string, row: Row) => void {
  const prepared = new Map<string, { run(values: SQLInputValue[]): void }>();
  return (table, row) => {
    let statement = prepared.get(table);
    if (!statement) {
      const columns = Object.keys(row);
      const places = columns.map(() => '?').join(', ');
      const made = database.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`);
      statement = { run: (values) => void made.run(...values) };
      prepared.set(table, statement);
    }
    statement.run(Object.values(row) as SQLInputValue[]);
  };
}

const [, script, count, directory] = process.argv;
if (script === import.meta.filename && count !== undefined && directory !== undefined) {
  await keepPastInSqlite(directory, Number(count));
}
