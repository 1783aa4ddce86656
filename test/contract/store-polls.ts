import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Store } from '../../src/workflow/store-port.ts';
import { polledUntil } from '../support/polled-until.ts';

const name = 'defender';

/** Who reads what is polled, and how far it was taken. */
export function pollContract(store: () => Store): void {
  const lease = (holder: string, now: number, leaseUntil = now + 100) =>
    store().transaction((tx) => tx.leasePoll({ name, holder, now, leaseUntil, longest: now + 1_000 }));
  const keep = (holder: string, from: number | undefined, takenUntil: number | undefined, leaseUntil = 0) =>
    store().transaction((tx) => tx.keepPoll({ name, holder, from, takenUntil, leaseUntil }));

  describe('what is polled', () => {
    it('was never read at first, and is then as far as was kept', async () => {
      assert.equal(await polledUntil(store(), name), undefined);
      assert.deepEqual(await lease('a', 1_000), {});
      assert.equal(await polledUntil(store(), name), undefined);

      assert.equal(await keep('a', undefined, 7_000), true);

      assert.equal(await polledUntil(store(), name), 7_000);
      assert.deepEqual(await lease('b', 2_000), { takenUntil: 7_000 });
    });

    it('is read by one holder while the lease runs, who may renew it', async () => {
      await lease('a', 1_000);

      assert.equal(await lease('b', 1_099), undefined);
      assert.deepEqual(await lease('a', 1_099), {});
      assert.equal(await lease('b', 1_100), undefined);
      assert.deepEqual(await lease('b', 1_199), {});
    });

    it('is taken over from a lease that no honest clock can have given', async () => {
      await lease('a', 1_000, 900_000);

      assert.deepEqual(await lease('b', 1_000), {});
    });

    it('is kept by whoever holds it, from where it was', async () => {
      await lease('a', 1_000);
      await keep('a', undefined, 5, 1_100);

      assert.equal(await keep('b', 5, 6), false);
      assert.equal(await keep('a', undefined, 6), false);
      assert.equal(await keep('a', 4, 6), false);
      assert.equal(await keep('a', 5, 5), true);
      assert.equal(await polledUntil(store(), name), 5);
    });

    it('is leased by one of many who ask at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, nth) => lease(`holder-${nth}`, 1_000)));

      assert.equal(answers.filter((answer) => answer !== undefined).length, 1);
    });
  });
}
