/**
 * A real PostgreSQL for tests, benches and harnesses: the server behind TEST_DATABASE_URL, else one of our own.
 * Nothing of it keeps the process alive, and it ends with the process, however that ends.
 */
import { randomUUID } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { type ServerOptions, startServerProcess } from './postgres-server.ts';

export interface PostgresServer {
  /** The URL of a database, created where it is missing; without a name it is a new one. `template`: copied from. */
  url(name?: string, template?: string): Promise<string>;
  /** Drops a database that `url` made, whoever is connected to it. */
  drop(url: string): Promise<void>;
  /** Drops the databases that were created, and ends the server where it is our own. */
  stop(): Promise<void>;
}

export interface OwnPostgres extends PostgresServer {
  /** Every process of the server is gone at once, as after `kill -9` or a power cut; the data stays. */
  crash(): Promise<void>;
  /** Starts it again on the same port and data, after an orderly end where it still ran. */
  restart(): Promise<void>;
}

/** `crash` and `restart` are there for a server of our own only. */
export async function startPostgres(options: ServerOptions = {}): Promise<PostgresServer & Partial<OwnPostgres>> {
  const given = process.env['TEST_DATABASE_URL'];
  return given ? databasesOf(given) : startOwnPostgres(options);
}

/** Also where TEST_DATABASE_URL names a server. */
export async function startOwnPostgres(options: ServerOptions = {}): Promise<OwnPostgres> {
  const { url, stop, crash, restart } = await startServerProcess(options);
  return { ...databasesOf(url), stop, crash, restart };
}

let shared: Promise<PostgresServer> | undefined;

/** One for all specs of a run, started by whoever needs it first; it ends with the run. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= startPostgres();
  return shared;
}

function databasesOf(serverUrl: string): PostgresServer {
  const created: string[] = [];
  async function dropAll(names: readonly string[]): Promise<void> {
    await onServer(serverUrl, async (client) => {
      for (const name of names) await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    });
  }
  return {
    async url(name = `countersign_${randomUUID().replaceAll('-', '')}`, template) {
      const copied = template === undefined ? '' : ` template ${escapeIdentifier(template)}`;
      const isNew = await onServer(serverUrl, async (client) => {
        const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
        if (rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}${copied}`);
        return rowCount === 0;
      });
      if (isNew) created.push(name);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    drop: (url) => dropAll([new URL(url).pathname.slice(1)]),
    stop: () => dropAll(created),
  };
}

async function onServer<T>(serverUrl: string, action: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}
