import assert from 'node:assert/strict';
import { Kysely } from 'kysely';
import { describe, it } from 'mocha';
import { createStoredAllowances } from '../../src/store/allowances.ts';
import { openPool } from '../../src/store/postgres-pool.ts';
import type { Schema } from '../../src/store/schema.ts';
import { allowanceContract, type OpenAllowances } from '../contract/allowance-contract.ts';
import { fakeClock } from '../support/fakes.ts';
import { freshDatabase, openOn } from './postgres-database.ts';

async function openTwo(): Promise<OpenAllowances> {
  const clock = fakeClock();
  const database = await freshDatabase();
  const pools = [openPool(database.url, 'service'), openPool(database.url, 'service')] as const;
  const [first, second] = pools.map(({ dialect }) => {
    const db = new Kysely<Schema>({ dialect });
    return createStoredAllowances({
      db,
      inTransaction: (body) => db.transaction().execute(body),
      databaseNow: async () => clock.now(),
      rowLocks: true,
    });
  });
  assert.ok(first && second);
  return {
    instances: [first, second],
    advance: clock.advance,
    async close() {
      await Promise.all(pools.map(({ close }) => close()));
      await database.drop();
    },
  };
}

allowanceContract('kept in PostgreSQL for two instances', openTwo);

describe('allowances kept in PostgreSQL', () => {
  it('go by its clock, and let two instances through no more than one', async () => {
    const database = await freshDatabase();
    const instances = await Promise.all([openOn(database.url), openOn(database.url)]);

    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        instances[index % 2]?.allowances.take([{ kind: 'conversation', id: 'thread' }]),
      ),
    );

    const times = taken.flatMap((one) => (one?.wait === 0 ? [one.at] : [])).toSorted((a, b) => a - b);
    assert.ok(times.length >= 7);
    // However slow this machine is: never more than seven within a second.
    assert.deepEqual(
      times.filter((at, index) => index >= 7 && at - (times[index - 7] ?? 0) < 1_000),
      [],
    );
    await Promise.all(instances.map(({ close }) => close()));
    await database.drop();
  });
});
