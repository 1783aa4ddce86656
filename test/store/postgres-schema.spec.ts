import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { Client } from 'pg';
import type { OpenedPostgres } from '../../src/store/postgres.ts';
import { checkpointOver } from '../support/checkpoints.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { openOn } from './postgres-database.ts';
import { draftOf } from './samples.ts';

/** A name that must be quoted. */
const schema = 'Evidence of "42"';
const quoted = '"Evidence of ""42"""';

describe('the tables in a schema of their own', () => {
  let url: string;
  let client: Client;
  let opened: OpenedPostgres;
  before(async () => {
    url = await (await sharedPostgres()).url();
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`create schema ${quoted}`);
    const own = new URL(url);
    own.searchParams.set('options', `-c search_path=${quoted.replaceAll(' ', '\\ ')}`);
    opened = await openOn(own.href);
  });
  after(async () => {
    await opened?.close();
    await client.end();
    await (await sharedPostgres()).drop(url);
  });

  it('take entries and checkpoints one by one', async () => {
    for (let index = 0; index < 2; index += 1) await opened.store.transaction((tx) => tx.appendAudit(draftOf()));
    await opened.store.transaction(async (tx) => {
      const end = await tx.lockAuditEnd();
      assert.ok(end);
      await tx.addCheckpoint(checkpointOver(end));
    });

    const { rows } = await client.query(`select seq::int from ${quoted}.audit_checkpoint`);
    assert.deepEqual(rows, [{ seq: 2 }]);
    const tables = await client.query(`select schemaname from pg_tables where tablename like 'audit%'`);
    assert.deepEqual(tables.rows, [{ schemaname: schema }, { schemaname: schema }]);
  });

  it('refuse gaps and foreign checkpoints, whatever the session takes for a table of that name', async () => {
    await client.query(`
      create temp table audit (seq bigint, hash text);
      create temp table audit_checkpoint (number bigint);
      insert into audit values (49, 'forged');
      insert into audit_checkpoint values (6)`);
    const append = (number: number, seq: number) =>
      client.query(`
        insert into ${quoted}.audit_checkpoint
        select ${number}, ${seq}, 'forged', at, entries, key_id, signature from ${quoted}.audit_checkpoint`);
    const insert = client.query(`
      insert into ${quoted}.audit
      select 50, at, tenant_id, kind, request_id, revision, actor, data, previous_hash, hash
      from ${quoted}.audit where seq = 2`);

    await assert.rejects(insert, /entries are appended one by one/);
    await assert.rejects(append(7, 49), /checkpoints are appended one by one/);
    await assert.rejects(append(2, 49), /name an entry of the chain/);
    const { rows } = await client.query(`select seq::int from ${quoted}.audit_end()`);
    assert.deepEqual(rows, [{ seq: 2 }]);
  });
});
