/** Nobody, not even the service, changes or removes what stands in the embedded store's audit log. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, storeOn } from '../../src/store/sqlite.ts';
import { checkpointOver } from '../support/checkpoints.ts';
import { draftOf } from './samples.ts';

const entry = `2, 1, 't', 'policy.loaded', null, null, '{}', '{}', 'h', 'h'`;

describe('the embedded audit log refuses', () => {
  let database: DatabaseSync;
  let opened: OpenedStore;
  let before_: unknown;
  const rows = () =>
    ['audit', 'audit_checkpoint'].map((table) => database.prepare(`select rowid, * from ${table}`).all());
  before(async () => {
    database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
    opened = await storeOn(database, { digest, clock: { now: () => 1_000 } });
    for (let index = 0; index < 3; index += 1) await opened.store.transaction((tx) => tx.appendAudit(draftOf()));
    await opened.store.transaction(async (tx) => {
      const end = await tx.lockAuditEnd();
      assert.ok(end);
      await tx.addCheckpoint(checkpointOver(end));
    });
    before_ = rows();
  });
  after(() => opened.close());

  for (const [what, sql] of [
    ['a change', `update audit set kind = 'card.posted'`],
    ['a change that replaces', `update or replace audit set seq = 1 where seq = 3`],
    ['a change of a row number', 'update audit set rowid = 9 where seq = 1'],
    ['a deletion', 'delete from audit where seq = 3'],
    ['a deletion of everything', 'delete from audit'],
    ['an entry in the place of another', `insert or replace into audit values (${entry})`],
    ['the same as replace', `replace into audit values (${entry})`],
    [
      'the next entry in the row of another',
      `insert or replace into audit (rowid, seq, at, tenant_id, kind, actor, data, hash)
       values (2, 4, 1, 't', 'policy.loaded', '{}', '{}', 'h')`,
    ],
    [
      'a new entry that becomes a change',
      `insert into audit values (${entry}) on conflict (seq) do update set data = 'forged'`,
    ],
    ['an entry behind a gap', `insert into audit values (${entry.replace('2', '7')})`],
    ['an entry without a number', `insert into audit values (${entry.replace('2', 'null')})`],
    ['a change of a checkpoint', 'update audit_checkpoint set seq = 1'],
    ['a deletion of checkpoints', 'delete from audit_checkpoint'],
    ['a checkpoint in the place of another', `replace into audit_checkpoint select * from audit_checkpoint`],
    [
      'the next checkpoint in the row of another',
      `insert or replace into audit_checkpoint (rowid, number, seq, hash, at, entries, key_id, signature)
       select 1, 2, seq, hash, at, entries, key_id, 'forged' from audit_checkpoint`,
    ],
    [
      'a checkpoint of an entry that is not there',
      `insert into audit_checkpoint select 2, 99, hash, at, 99, key_id, signature from audit_checkpoint`,
    ],
  ] as const) {
    it(what, () => {
      assert.throws(() => database.exec(sql), /audit (entries|checkpoints) (are|name)|NOT NULL/);
      assert.deepEqual(rows(), before_);
    });
  }

  it('nothing that the service itself does next', async () => {
    await opened.store.transaction((tx) => tx.appendAudit(draftOf()));

    assert.equal((await opened.store.auditEntries({ afterSeq: 3, limit: 9 })).length, 1);
  });
});
