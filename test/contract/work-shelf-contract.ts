/** What every work shelf must do; the last word has a model that random histories are held against. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { LeasedWork, WorkShelf } from '../../src/workflow/ports.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import type { Work } from '../../src/workflow/work.ts';
import { requestIdOf } from '../store/samples.ts';
import { shelfCommands } from './work-shelf-model.ts';

const kinds = ['postCard', 'redrawCard'] as const;
const post = (number: number): Work => ({ kind: 'postCard', requestId: requestIdOf(number) });

export interface OpenShelf {
  readonly store: Store;
  readonly workShelf: WorkShelf;
  close(): Promise<void>;
}

export function workShelfContract(name: string, open: () => Promise<OpenShelf>): void {
  describe(`${name}, as a work shelf`, () => {
    let opened: OpenShelf | undefined;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened?.close());
    function parts(): { store: Store; shelf: WorkShelf } {
      if (!opened) throw new Error('The store is not open.');
      return { store: opened.store, shelf: opened.workShelf };
    }
    const schedule = (work: Work, dueAt: number): Promise<void> =>
      parts().store.transaction((tx) => tx.schedule(work, dueAt));
    const take = (now: number, limit = 10): Promise<LeasedWork[]> => parts().shelf.take(kinds, limit, now, now + 100);
    async function takeOne(now: number): Promise<LeasedWork> {
      const [item, ...more] = await take(now);
      assert.ok(item);
      assert.deepEqual(more, []);
      return item;
    }

    it('hands out what is due, the longest due first, in the order it came', async () => {
      await schedule(post(3), 20);
      await schedule(post(2), 10);
      await schedule(post(1), 20);
      await schedule(post(4), 21);

      const items = await take(20);

      assert.deepEqual(
        items.map(({ work }) => work),
        [post(2), post(3), post(1)],
      );
      assert.deepEqual(new Set(items.map(({ attempts }) => attempts)), new Set([0]));
    });

    it('knows one order for all kinds', async () => {
      const redraw: Work = { kind: 'redrawCard', requestId: requestIdOf(2) };
      await schedule(post(1), 20);
      await schedule(redraw, 10);

      assert.deepEqual(
        (await take(20, 1)).map(({ work }) => work),
        [redraw],
      );
    });

    it('hands out no more than was asked for, and only the kinds asked for', async () => {
      for (const number of [1, 2, 3]) await schedule(post(number), 0);
      await schedule({ kind: 'submitBatch', requestId: requestIdOf(1), batch: 1 }, 0);

      assert.equal((await take(5, 2)).length, 2);
      assert.equal((await take(5, 2)).length, 1);
      assert.deepEqual(await take(5, 0), []);
      assert.deepEqual(await parts().shelf.take([], 5, 5, 100), []);
      assert.equal((await parts().shelf.take(['submitBatch'], 5, 5, 100)).length, 1);
    });

    it('keeps the same work once while it waits, due at the earlier time', async () => {
      await schedule(post(1), 50);
      await schedule(post(1), 30);
      await schedule(post(1), 40);

      assert.equal(await parts().shelf.nextDueAt(kinds), 30);
      assert.equal((await take(100)).length, 1);
    });

    it('takes the same work again while it is under way, and hands it out only afterwards', async () => {
      await schedule(post(1), 0);
      const first = await takeOne(1);
      await schedule(post(1), 0);

      assert.deepEqual(await take(2), []);
      assert.equal(await parts().shelf.nextDueAt(kinds), undefined);
      await parts().shelf.done(first);

      assert.equal(await parts().shelf.nextDueAt(kinds), 0);
      assert.notEqual((await takeOne(2)).id, first.id);
    });

    it('forgets what is done', async () => {
      await schedule(post(1), 0);
      await parts().shelf.done(await takeOne(1));

      assert.deepEqual(await take(1_000_000), []);
      assert.equal(await parts().shelf.nextDueAt(kinds), undefined);
    });

    it('takes work back until its new time, counting how often it was handed out', async () => {
      await schedule(post(1), 0);
      await parts().shelf.putBack(await takeOne(1), 60, 'graphUnavailable');

      assert.deepEqual(await take(59), []);
      assert.equal(await parts().shelf.nextDueAt(kinds), 60);
      assert.equal((await takeOne(60)).attempts, 1);
    });

    it('makes one of work that comes back and the same work that was scheduled meanwhile', async () => {
      await schedule(post(1), 0);
      const first = await takeOne(1);
      await schedule(post(1), 10);
      await parts().shelf.putBack(first, 60, 'graphUnavailable');

      assert.equal(await parts().shelf.nextDueAt(kinds), 10);
      assert.equal((await takeOne(60)).attempts, 1);
    });

    it('never hands out what was given up, though the same work may be scheduled anew', async () => {
      await schedule(post(1), 0);
      await parts().shelf.giveUp(await takeOne(1), 'graphRefused');
      assert.equal(await parts().shelf.nextDueAt(kinds), undefined);
      assert.deepEqual(await take(1_000_000), []);

      await schedule(post(1), 5);

      assert.equal((await takeOne(6)).attempts, 0);
    });

    it('hands out a lease that ran out once more, and then ignores its former holder', async () => {
      await schedule(post(1), 0);
      const late = await takeOne(1);
      assert.deepEqual(await take(100), []);
      const again = await takeOne(101);

      await parts().shelf.done(late);
      await parts().shelf.giveUp(late, 'internal');
      await parts().shelf.putBack(late, 0, 'internal');

      assert.equal(again.attempts, 1);
      assert.deepEqual(await take(102), []);
      await parts().shelf.putBack(again, 103, 'internal');
      assert.equal((await takeOne(103)).attempts, 2);
    });

    it('hands out leases that ran out first, within the number asked for', async () => {
      await schedule(post(1), 5);
      const late = await takeOne(6);
      await schedule(post(2), 0);
      await schedule(post(3), 1);

      const items = await take(200, 2);

      assert.deepEqual(
        items.map(({ work }) => work),
        [late.work, post(2)],
      );
    });

    it('keeps the earlier time also where what comes back is due before what was scheduled meanwhile', async () => {
      await schedule(post(1), 0);
      const first = await takeOne(1);
      await schedule(post(1), 100);
      await parts().shelf.putBack(first, 60, 'graphUnavailable');

      assert.equal(await parts().shelf.nextDueAt(kinds), 60);
      assert.equal((await take(200)).length, 1);
    });

    it('releases at a start what the dead process held, once', async () => {
      await schedule(post(1), 0);
      await schedule(post(2), 0);
      await schedule(post(3), 0);
      await parts().shelf.done(...((await take(1, 1)) as [LeasedWork]));
      await take(1, 1);

      assert.equal(await parts().shelf.releaseAll(), 1);
      assert.equal(await parts().shelf.releaseAll(), 0);
      assert.equal((await take(2)).length, 2);
    });

    it('tells its listeners after the commit, when the work can be taken, and never for a rollback', async () => {
      const { store, shelf } = parts();
      const seen: (number | undefined)[] = [];
      const looks: Promise<void>[] = [];
      shelf.onScheduled(() => {
        looks.push(shelf.nextDueAt(kinds).then((dueAt) => void seen.push(dueAt)));
      });

      await store.transaction(async () => undefined);
      await assert.rejects(
        store.transaction(async (tx) => {
          await tx.schedule(post(1), 5);
          throw new Error('no');
        }),
      );
      await schedule(post(2), 7);
      await Promise.all(looks);

      assert.deepEqual(seen, [7]);
    });

    it('tells its listeners which kinds were scheduled, once a transaction', async () => {
      const { store, shelf } = parts();
      const seen: Work['kind'][][] = [];
      shelf.onScheduled((scheduled) => seen.push([...scheduled].toSorted()));

      await store.transaction(async (tx) => {
        await tx.schedule(post(1), 0);
        await tx.schedule(post(2), 0);
        await tx.schedule({ kind: 'submitBatch', requestId: requestIdOf(1), batch: 1 }, 0);
      });
      await store.transaction((tx) => tx.ensureScheduled({ kind: 'redrawCard', requestId: requestIdOf(1) }, 0));

      assert.deepEqual(seen, [['postCard', 'submitBatch'], ['redrawCard']]);
    });

    it('finds every lease that has run out, also after a look that was not allowed to take them all', async () => {
      const { shelf } = parts();
      for (const number of [1, 2, 3]) await schedule(post(number), 0);
      for (const leaseUntil of [30, 20, 10]) await shelf.take(kinds, 1, 1, leaseUntil);

      assert.deepEqual(await shelf.take(kinds, 9, 9, 100), []);
      assert.equal((await shelf.take(kinds, 1, 25, 100)).length, 1);
      assert.equal((await shelf.take(['submitBatch'], 9, 25, 100)).length, 0);
      assert.equal((await shelf.take(kinds, 9, 25, 100)).length, 1);
      assert.equal((await shelf.take(kinds, 9, 29, 100)).length, 0);
      assert.equal((await shelf.take(kinds, 9, 30, 100)).length, 1);
      assert.equal((await shelf.take(kinds, 9, 99, 200)).length, 0);
      assert.equal((await shelf.take(kinds, 9, 100, 200)).length, 3);
    });

    it('loses no item and hands out none twice, whatever happens in whatever order', async function () {
      this.timeout(60_000);
      const { store, shelf } = parts();
      await fc.assert(
        fc.asyncProperty(shelfCommands(), async (commands) => {
          await shelf.releaseAll();
          for (const item of await shelf.take(kinds, 1_000, Number.MAX_SAFE_INTEGER, 0)) await shelf.done(item);
          const setup = () => ({
            model: { now: 0, waiting: new Map(), leased: [], stale: [] },
            real: { store, shelf },
          });
          await fc.asyncModelRun(setup, commands);
        }),
        { numRuns: 150 },
      );
    });
  });
}
