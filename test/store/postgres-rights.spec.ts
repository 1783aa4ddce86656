/** docs/audit.md: a role that owns the tables, and one for the service that may only add to the audit log. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Client, escapeIdentifier } from 'pg';
import { openPostgres } from '../../src/open-postgres.ts';
import type { Storage } from '../../src/storage.ts';
import type { WorkHandlers } from '../../src/workflow/work.ts';
import { checkpointOver } from '../support/checkpoints.ts';
import { silentLog } from '../support/fakes.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { auditHere } from '../support/run-audit.ts';
import { draftOf, pendingRequest } from './samples.ts';

const concurrency = { thread: 1, mailboxes: 1, reads: 1, callbacks: 1 };
const parts = { clock: { now: () => Date.now() }, log: silentLog, concurrency };

/** The statements of the page, for these roles and this database. */
function statementsOf(page: string, names: Readonly<Record<string, string>>): string {
  const block = /```sql\n([\s\S]*?)```/.exec(page)?.[1];
  assert.ok(block);
  return block.replace(/\bcountersign(_service|_auditor)?\b/g, (name) => escapeIdentifier(names[name] ?? name));
}

/** The next row of the log, with another number. */
const entryAs = (seq: number): string => `
  insert into public.audit (seq, at, tenant_id, kind, request_id, revision, actor, data, previous_hash, hash)
  select ${seq}, at, tenant_id, kind, request_id, revision, actor, data, previous_hash, repeat('f', 64)
  from public.audit order by seq limit 1`;
const checkpointAs = (number: number, seq: number): string => `
  insert into public.audit_checkpoint (number, seq, hash, at, entries, key_id, signature)
  select ${number}, ${seq}, repeat('f', 64), at, entries, key_id, signature from public.audit_checkpoint limit 1`;

const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

describe('a service whose role may only add to the audit log', () => {
  const suffix = randomUUID().slice(0, 8);
  const roles = { countersign_service: `service_${suffix}`, countersign_auditor: `auditor_${suffix}` };
  let ownerUrl: string;
  let storage: Storage;
  function urlOf(role: string): string {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = 'only-for-tests';
    return url.href;
  }
  before(async () => {
    ownerUrl = await (await sharedPostgres()).url();
    for (const role of Object.values(roles)) await run(ownerUrl, `create role ${role} login password 'only-for-tests'`);
    // As the owner, once: makes the tables, and those of the queue.
    await (await openPostgres(ownerUrl, parts)).close();
    const page = readFileSync(join(import.meta.dirname, '../../docs/audit.md'), 'utf8');
    await run(ownerUrl, statementsOf(page, { ...roles, countersign: databaseOf(ownerUrl) }));
    storage = await openPostgres(urlOf(roles.countersign_service), parts);
  });
  after(async () => {
    await storage?.close();
    await (await sharedPostgres()).drop(ownerUrl);
    const server = await (await sharedPostgres()).url('postgres');
    for (const role of Object.values(roles)) await run(server, `drop role if exists ${role}`);
  });

  it('starts, takes and does work, appends and signs', async () => {
    const done = Promise.withResolvers<string>();
    const handlers = new Proxy({} as WorkHandlers, {
      get: (_target, kind) => async () => done.resolve(String(kind)),
    });
    const work = await storage.startWork(handlers);
    await storage.store.transaction(async (tx) => {
      await tx.lockMessages(['m'], undefined);
      await tx.lockSlots();
      await tx.addRequest(pendingRequest('CS-000001'));
      await tx.lockRequest('CS-000001');
      await tx.appendAudit(draftOf());
      await tx.schedule({ kind: 'postCard', requestId: 'CS-000001' }, 1);
    });
    await storage.store.transaction(async (tx) => {
      const end = await tx.lockAuditEnd();
      assert.ok(end);
      await tx.addCheckpoint(checkpointOver(end));
    });

    assert.equal(await done.promise, 'postCard');
    assert.deepEqual(await storage.missing(), []);
    assert.equal((await storage.store.newestCheckpoint())?.seq, 1);
    await work.stop(1_000);
  });

  for (const [table, key] of [
    ['audit', 'seq'],
    ['audit_checkpoint', 'number'],
  ] as const) {
    for (const statement of [
      `update ${table} set hash = ''`,
      `delete from ${table}`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} disable trigger all`,
      `drop trigger ${table}_is_never_changed on ${table}`,
      `insert into ${table} select * from ${table} on conflict (${key}) do update set hash = ''`,
    ]) {
      it(`may not: ${statement}`, () =>
        assert.rejects(run(urlOf(roles.countersign_service), statement), { code: '42501' }));
    }

    it(`may not give itself more on ${table}`, async () => {
      const url = urlOf(roles.countersign_service);
      // PostgreSQL only warns that nothing was granted.
      await run(url, `grant update on ${table} to ${roles.countersign_service}`);

      const rights = ['select', 'insert', 'update', 'delete', 'truncate', 'trigger'];
      const asked = rights.map((right) => `has_table_privilege('${table}', '${right}') as ${right}_`);
      const [held] = await run(url, `select ${asked.join(', ')}`);
      assert.deepEqual(Object.values(held ?? {}), [true, true, false, false, false, false]);
    });
  }

  for (const statement of [
    'create temp table audit (seq bigint)',
    'create table public.aside (seq bigint)',
    'create schema aside',
    'alter function audit_end() reset all',
    'alter function audit_takes_the_next() reset all',
    'alter function audit_checkpoint_follows() reset all',
    'set session_replication_role = replica',
  ]) {
    it(`may not: ${statement}`, () =>
      assert.rejects(run(urlOf(roles.countersign_service), statement), { code: '42501' }));
  }

  describe('and may make temporary tables, where the owner forgot to forbid it', () => {
    const database = () => escapeIdentifier(databaseOf(ownerUrl));
    before(() => run(ownerUrl, `grant temporary on database ${database()} to ${roles.countersign_service}`));
    after(() => run(ownerUrl, `revoke temporary on database ${database()} from ${roles.countersign_service}`));

    const first = `
      create temp table audit (seq bigint, hash text);
      create temp table audit_checkpoint (number bigint)`;
    for (const [what, statements, sentence] of [
      ['leaves no gap', `insert into audit values (49); ${entryAs(50)}`, /appended one by one/],
      ['signs without gaps', `insert into audit_checkpoint values (6); ${checkpointAs(7, 1)}`, /appended one by one/],
      [
        'signs only what is in the chain',
        `insert into audit values (50, repeat('f', 64)); ${checkpointAs(2, 50)}`,
        /name an entry of the chain/,
      ],
    ] as const) {
      it(`${what} with one in the place of the log`, () =>
        assert.rejects(run(urlOf(roles.countersign_service), `${first}; ${statements}`), sentence));
    }

    it('is told the end of the log all the same', async () => {
      const client = new Client({ connectionString: urlOf(roles.countersign_service) });
      await client.connect();
      try {
        await client.query(`${first}; insert into audit values (50, 'forged')`);
        const { rows } = await client.query('select seq::int from audit_end()');

        assert.deepEqual(rows, [{ seq: 1 }]);
      } finally {
        await client.end();
      }
    });
  });

  it('is not the only one that is refused: the owner meets the triggers', async () => {
    for (const statement of [
      "update audit set kind = 'card.posted'",
      'delete from audit_checkpoint',
      'truncate audit_checkpoint',
    ]) {
      await assert.rejects(run(ownerUrl, statement), /never changed or deleted/);
    }
  });

  it('leaves reading to an auditor, who needs no more than that', async () => {
    const env = { DATABASE_URL: urlOf(roles.countersign_auditor) };
    const [verified, exported] = await Promise.all([auditHere(['verify'], env), auditHere(['export'], env)]);

    assert.deepEqual([verified.status, verified.stderr], [0, '']);
    assert.deepEqual([exported.status, exported.stdout.split('\n').length], [0, 2]);
    await assert.rejects(run(env.DATABASE_URL, 'select * from request'), { code: '42501' });
    await assert.rejects(run(env.DATABASE_URL, 'insert into audit select * from audit'), { code: '42501' });
  });
});
