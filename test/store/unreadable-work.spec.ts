import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { storeOn } from '../../src/store/sqlite.ts';

describe('work that cannot be read', () => {
  for (const text of ['{', 'null', '"postCard"', '{"kind":"submitBatch"}']) {
    it(`is given up and holds up nothing behind it: ${text}`, async () => {
      const database = new DatabaseSync(':memory:');
      const { store, workShelf, close } = await storeOn(database, { digest, clock: { now: () => 1_000 } });
      database
        .prepare(
          `insert into work (id, work_key, kind, work, state, due_at, attempts, ordinal)
           values ('x', 'x', 'postCard', ?, 'waiting', 0, 0, 0)`,
        )
        .run(text);
      await store.transaction((tx) => tx.schedule({ kind: 'postCard', requestId: 'CS-000001' }, 5));

      const first = await workShelf.take(['postCard'], 1, 1_000, 2_000);
      const second = await workShelf.take(['postCard'], 1, 1_000, 2_000);
      const state = database.prepare(`select state, error from work where id = 'x'`).get();

      assert.deepEqual(first, []);
      assert.equal(second[0]?.work.requestId, 'CS-000001');
      assert.deepEqual({ ...state }, { state: 'givenUp', error: 'internal' });
      await close();
    });
  }
});
