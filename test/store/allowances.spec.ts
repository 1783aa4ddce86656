import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { createStoredAllowances } from '../../src/store/allowances.ts';
import type { InTransaction } from '../../src/store/group-commit.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Schema } from '../../src/store/schema.ts';
import { NodeSqliteDialect } from '../../src/store/sqlite-dialect.ts';
import { createWalSync } from '../../src/store/wal-sync.ts';
import { allowanceContract, type OpenAllowances } from '../contract/allowance-contract.ts';
import { fakeClock } from '../support/fakes.ts';

async function openTwo(): Promise<OpenAllowances & { readonly db: Kysely<Schema> }> {
  const clock = fakeClock();
  const database = new DatabaseSync(':memory:');
  const wal = createWalSync(database, () => undefined);
  const db = new Kysely<Schema>({ dialect: new NodeSqliteDialect(database, wal) });
  await migrate(db);
  const inTransaction: InTransaction = (body) => db.transaction().execute(body);
  const instance = () =>
    createStoredAllowances({ db, inTransaction, databaseNow: async () => clock.now(), rowLocks: false });
  const close = async () => {
    await db.destroy();
    wal.close();
  };
  return { db, instances: [instance(), instance()], advance: clock.advance, close };
}

allowanceContract('kept in the database for two instances', openTwo);

describe('allowances kept in the database', () => {
  it('are forgotten once they say nothing any more', async () => {
    const { db, instances, advance, close } = await openTwo();
    const [allowances] = instances;
    for (let number = 0; number < 400; number += 1) {
      await allowances.take([{ kind: 'conversation', id: `old ${number}` }]);
    }
    advance(2 * 3_600_000);
    for (let number = 0; number < 700; number += 1) {
      await allowances.take([{ kind: 'conversation', id: `new ${number}` }]);
    }

    const rows = await db.selectFrom('allowance').select('key').execute();

    assert.equal(rows.filter(({ key }) => key.includes('old')).length, 0);
    assert.equal(rows.filter(({ key }) => key.includes('new')).length, 700);
    await close();
  });
});
