import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, storeOn } from '../../src/store/sqlite.ts';
import { workKinds } from '../../src/workflow/work.ts';
import { requestIdOf } from './samples.ts';

describe('what stands on the shelf of the embedded engine', () => {
  let opened: OpenedStore;
  before(async () => {
    opened = await storeOn(new DatabaseSync(':memory:'), { digest, clock: { now: () => 10_000 } });
  });
  after(() => opened.close());

  it('is told by kind: due and since when, later, under way, given up', async () => {
    const { store, workShelf } = opened;
    const schedule = (kind: 'postCard' | 'redrawCard', number: number, dueAt: number) =>
      store.transaction((tx) => tx.schedule({ kind, requestId: requestIdOf(number) }, dueAt));
    await schedule('redrawCard', 1, 1_000);
    await schedule('redrawCard', 2, 2_000);
    const [given, running] = await workShelf.take(workKinds, 2, 10_000, 20_000);
    assert.ok(given && running);
    await workShelf.giveUp(given, 'internal');
    await schedule('postCard', 3, 4_000);
    await schedule('postCard', 4, 3_000);
    await schedule('postCard', 5, 10_001);

    const standing = await opened.workStanding();

    assert.deepEqual(
      standing.toSorted((a, b) => a.kind.localeCompare(b.kind)),
      [
        { kind: 'postCard', due: 2, later: 1, underWay: 0, givenUp: 0, oldestDueAt: 3_000 },
        { kind: 'redrawCard', due: 0, later: 0, underWay: 1, givenUp: 1 },
      ],
    );
  });
});
