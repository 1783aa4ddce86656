import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { lookAtPostgres, type PostgresLook } from '../../src/store/look-at-postgres.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { freshDatabase } from './postgres-database.ts';

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const look = (url: string): Promise<PostgresLook> => lookAtPostgres(url, 'countersign_work', async (found) => found);

describe('a look at a PostgreSQL database', () => {
  let url: string;
  let drop: () => Promise<void>;
  before(async () => {
    ({ url, drop } = await freshDatabase());
  });
  after(() => drop());

  it('finds this version’s tables, all rights of their owner, no queue yet, and reads the bound channels', async () => {
    const found = await lookAtPostgres(url, 'countersign_work', async (it) => ({
      ...it,
      bound: await it.channels?.boundChannels(),
    }));

    const { schema, isForeign, isReadOnly, hasQueue, rights, bound } = found;
    assert.deepEqual(schema, { kind: 'current' });
    assert.deepEqual([isForeign, isReadOnly, hasQueue, bound], [false, false, false, []]);
    assert.deepEqual(rights, { createTables: true, createSchemas: true, useTables: true });
  });

  it('finds what another user may not do', async () => {
    const name = `looker_${randomUUID().replaceAll('-', '')}`;
    await run(url, `create role ${name} login password 'secret'`);
    try {
      const theirs = new URL(url);
      theirs.username = name;
      theirs.password = 'secret';

      await assert.rejects(look(theirs.href), {
        code: 'storeUnavailable',
        message: /may not do what this service needs/,
      });
      await run(url, `grant select on kysely_migration to ${name}`);
      const { rights } = await look(theirs.href);

      assert.deepEqual(rights, { createTables: false, createSchemas: false, useTables: false });
    } finally {
      await run(url, `drop owned by ${name}`, `drop role ${name}`);
    }
  });

  it('finds the queue, older tables, newer ones, and a database that is read-only', async () => {
    await run(url, 'create schema countersign_work', `delete from kysely_migration where name > '013'`);
    const older = await look(url);
    await run(url, `insert into kysely_migration values ('999-later', 'now')`);
    const newer = await look(url);
    await run(url, `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`);
    const standby = await look(url);

    assert.deepEqual([older.hasQueue, older.schema.kind, older.channels], [true, 'older', undefined]);
    assert.equal(newer.schema.kind, 'newer');
    assert.equal(standby.isReadOnly, true);
  });

  it('finds nothing of ours in an empty database, and somebody else’s tables in another', async () => {
    const server = await sharedPostgres();
    const empty = await server.url();
    try {
      const before = await look(empty);
      await run(
        empty,
        'create table kysely_migration (name text, timestamp text)',
        `insert into kysely_migration values ('x', '')`,
      );
      const after = await look(empty);

      assert.deepEqual([before.schema.kind, before.isForeign], ['empty', false]);
      assert.deepEqual([after.schema.kind, after.isForeign], ['empty', true]);
    } finally {
      await server.drop(empty);
    }
  });
});
