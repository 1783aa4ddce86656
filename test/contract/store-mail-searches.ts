import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RequestId } from '../../src/approval/request.ts';
import { searchesKept } from '../../src/workflow/found-mail.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { ana, ben, searchOf } from '../store/samples.ts';

/** Searches for mail: kept a while, a few of each person, with the requests that were made from them. */
export function mailSearchContract(store: () => Store): void {
  const add = (...searches: Parameters<typeof searchOf>[0][]) =>
    store().transaction(async (tx) => {
      for (const search of searches) await tx.addMailSearch(searchOf(search));
    });
  const note = (search: string, message: number, requestId: RequestId) =>
    store().transaction((tx) => tx.noteRequestFromSearch(search, message, requestId));
  const forget = (before: number, limit: number) => store().transaction((tx) => tx.forgetMailSearches(before, limit));
  const isKept = async (...ids: string[]) =>
    Promise.all(ids.map(async (id) => (await store().mailSearch(id)) !== undefined));

  describe('searches for mail', () => {
    it('come back as they were, hostile text and all', async () => {
      const [message] = searchOf().messages;
      assert.ok(message);
      const search = searchOf({
        criteria: { from: 'a', to: 'b', subject: '\u0000"\'; drop table mail_search; --', url: 'c', lastMinutes: 7 },
        messages: [{ ...message, subject: '\u0000\ud800{{x}}', places: ['\u202e'] }],
        more: true,
      });

      await add(search);

      assert.deepEqual(await store().mailSearch(search.id), search);
      assert.equal(await store().mailSearch('another'), undefined);
    });

    it('say for which request they were made', async () => {
      await add({ about: 'CS-000001' });

      assert.equal((await store().mailSearch('search-1'))?.about, 'CS-000001');
    });

    it('are kept for each person, the newest few', async () => {
      const own = Array.from({ length: searchesKept + 2 }, (_none, nth) => ({ id: `ana-${nth}`, at: 1_000 + nth }));

      await add({ id: 'ben', at: 1, by: ben.objectId });
      for (const search of own) await add({ ...search, by: ana.objectId.toUpperCase() });

      assert.deepEqual(await isKept('ben', 'ana-0', 'ana-1', 'ana-2', `ana-${searchesKept + 1}`), [
        true,
        false,
        false,
        true,
        true,
      ]);
    });

    it('name the requests that were made from them: the first of each message', async () => {
      await add({});

      await note('search-1', 1, 'CS-000001');
      await note('search-1', 1, 'CS-000002');
      await note('search-1', 2, 'CS-000003');
      await note('gone', 1, 'CS-000004');

      assert.deepEqual(
        await store().requestsFromSearch('search-1'),
        new Map([
          [1, 'CS-000001'],
          [2, 'CS-000003'],
        ]),
      );
      assert.deepEqual(await store().requestsFromSearch('gone'), new Map());
    });

    it('are forgotten by age, the oldest first, with the names of their requests', async () => {
      await add({ id: 'c', at: 3_000 }, { id: 'a', at: 1_000 }, { id: 'b', at: 2_000, by: ben.objectId });
      await note('a', 1, 'CS-000001');

      assert.equal(await forget(3_000, 1), 1);
      assert.deepEqual(await isKept('a', 'b', 'c'), [false, true, true]);
      assert.deepEqual(await store().requestsFromSearch('a'), new Map());
      assert.equal(await forget(3_000, 10), 1);
      assert.equal(await forget(3_000, 10), 0);
      assert.deepEqual(await isKept('a', 'b', 'c'), [false, false, true]);
    });
  });
}
