import assert from 'node:assert/strict';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { fakeClock } from '../support/fakes.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const day = 86_400_000;

describe('the day since when there are counters', () => {
  it('is that of the first start, however often the store is opened after it', async () => {
    const { path: directory, remove } = await temporaryDirectory();
    const clock = fakeClock(Date.UTC(2026, 10, 22, 23, 59));
    const told: (number | undefined)[] = [];
    for (const later of [0, 5 * day, -20 * day]) {
      clock.advance(later);
      const { store, close } = await openSqliteStore({ directory, digest, clock });
      told.push(await store.countedSince());
      await close();
    }
    await remove();

    const first = Date.UTC(2026, 10, 22) / day;
    assert.deepEqual(told, [first, first, first]);
  });
});
