import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { prepared, preparedChange } from '../../src/store/prepared.ts';
import type { Schema } from '../../src/store/schema.ts';
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts';
import { createWalSync } from '../../src/store/wal-sync.ts';

function open(prefix: string): Kysely<Schema> {
  const database = new DatabaseSync(':memory:');
  database.exec(`
    create table pulse (id integer primary key, at integer);
    insert into pulse values (${prefix}1, 10), (${prefix}2, 20), (${prefix}3, null)
  `);
  return new Kysely<Schema>({
    dialect: new NodeSqliteDialect(
      database,
      createWalSync(database, () => undefined),
    ),
  });
}

const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

describe('a prepared statement', () => {
  let first: Kysely<Schema>;
  let second: Kysely<Schema>;
  let built: number;
  const between = prepared((db, { from, to }: { from: number; to: number }) => {
    built += 1;
    return db.selectFrom('pulse').select('id').where('id', '<=', to).where('id', '>=', from).where('at', '>', 15);
  });
  beforeEach(() => {
    built = 0;
    first = open('');
    second = open('1');
  });
  afterEach(async () => {
    await first.destroy();
    await second.destroy();
  });

  it('puts each value where it was named, and leaves the others as they are', async () => {
    assert.deepEqual(idsOf(await between(first, { from: 1, to: 3 })), [2]);
    assert.deepEqual(idsOf(await between(first, { from: 3, to: 3 })), []);
    assert.deepEqual(idsOf(await between(first, { from: 2, to: 2 })), [2]);
  });

  it('is built once for a database and all transactions on it', async () => {
    await between(first, { from: 1, to: 3 });
    await first.transaction().execute((transaction) => between(transaction, { from: 1, to: 3 }));
    assert.equal(built, 1);
  });

  it('belongs to one database: another one has its own', async () => {
    await between(first, { from: 1, to: 3 });
    assert.deepEqual(idsOf(await between(second, { from: 11, to: 13 })), [12]);
    assert.equal(built, 2);
  });

  it('is built once for each length of a list', async () => {
    const among = prepared((db, { ids }: { ids: readonly number[] }) => {
      built += 1;
      return db.selectFrom('pulse').select('id').where('id', 'in', ids).orderBy('id');
    });

    assert.deepEqual(idsOf(await among(first, { ids: [1, 3] })), [1, 3]);
    assert.deepEqual(idsOf(await among(first, { ids: [3, 2] })), [2, 3]);
    assert.deepEqual(idsOf(await among(first, { ids: [2] })), [2]);
    assert.equal(built, 2);
  });

  it('is not kept for a list that hardly comes again in this length', async () => {
    const among = prepared((db, { ids }: { ids: readonly number[] }) => {
      built += 1;
      return db.selectFrom('pulse').select('id').where('id', 'in', ids).orderBy('id');
    });
    const ids = Array.from({ length: 500 }, (_, index) => index);

    assert.deepEqual(idsOf(await among(first, { ids })), [1, 2, 3]);
    assert.deepEqual(idsOf(await among(first, { ids: ids.slice(2) })), [2, 3]);
    await among(first, { ids });
    assert.equal(built, 3);
  });

  it('tells apart what is there and what is left out, in either way', async () => {
    const from = prepared((db, { id, limit }: { id: number; limit?: number | undefined }) => {
      const query = db.selectFrom('pulse').select('id').where('id', '>=', id).orderBy('id');
      return limit === undefined ? query : query.limit(limit);
    });

    assert.deepEqual(idsOf(await from(first, { id: 1 })), [1, 2, 3]);
    assert.deepEqual(idsOf(await from(first, { id: 1, limit: 2 })), [1, 2]);
    assert.deepEqual(idsOf(await from(first, { id: 2, limit: undefined })), [2, 3]);
  });

  it('answers how many rows a change has touched', async () => {
    const move = preparedChange((db, { from, at }: { from: number; at: number }) =>
      db.updateTable('pulse').set({ at }).where('id', '>=', from),
    );

    assert.equal(await move(first, { from: 2, at: 50 }), 2);
    assert.equal(await move(first, { from: 4, at: 60 }), 0);
    assert.deepEqual(idsOf(await between(first, { from: 1, to: 3 })), [2, 3]);
  });

  it('takes null as a value', async () => {
    const same = prepared((db, { at }: { at: number | null }) =>
      db.selectFrom('pulse').select('id').where(sql`at is ${at}`.$castTo<boolean>()),
    );
    assert.deepEqual(idsOf(await same(first, { at: 20 })), [2]);
    assert.deepEqual(idsOf(await same(first, { at: null })), [3]);
  });
});
