import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { DailyCount } from '../../src/approval/stats.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { draftOf } from '../store/samples.ts';

const opened = (day: number, by = 1): DailyCount => ({ name: 'opened', bucket: 'all', day, by });
const ended = (bucket: 'verified' | 'failed', day: number, by = 1): DailyCount => ({ name: 'ended', bucket, day, by });

export function countContract(current: () => Store): void {
  const count = (...counted: readonly DailyCount[]) =>
    current().transaction(async (tx) => {
      for (const one of counted) await tx.count(one);
      await tx.appendAudit(draftOf());
    });
  async function told(from: number, to: number): Promise<Record<string, number>> {
    const counts = await current().counts({ from, to });
    return Object.fromEntries(counts.map(({ name, bucket, count }) => [`${name} ${bucket}`, count]));
  }

  describe('daily counters', () => {
    it('are nothing at first', async () => {
      assert.deepEqual(await told(0, 30_000), {});
    });

    it('add up over days and transactions', async () => {
      await count(opened(20_000), opened(20_000), ended('verified', 20_000));
      await count(opened(20_001, 3));

      assert.deepEqual(await told(20_000, 20_001), { 'opened all': 5, 'ended verified': 1 });
    });

    it('are told of these days alone, the first and the last among them', async () => {
      await count(opened(19_999), opened(20_000), opened(20_006), opened(20_007));

      assert.deepEqual(await told(20_000, 20_006), { 'opened all': 2 });
    });

    it('can be taken back', async () => {
      await count(ended('failed', 20_000, 2));
      await count(ended('failed', 20_000, -1), ended('verified', 20_003));

      assert.deepEqual(await told(20_000, 20_003), { 'ended failed': 1, 'ended verified': 1 });
    });

    it('are not changed by a transaction that came to nothing', async () => {
      await count(opened(20_000));

      const failing = current().transaction(async (tx) => {
        await tx.count(opened(20_000));
        throw new Error('no');
      });

      await assert.rejects(failing);
      assert.deepEqual(await told(20_000, 20_000), { 'opened all': 1 });
    });

    it('lose nothing where many count the same at once, in whatever order', async () => {
      const counted = [opened(20_000), ended('verified', 20_000), ended('failed', 20_000)];

      await Promise.all(
        Array.from({ length: 30 }, (_, nth) => count(...(nth % 2 === 0 ? counted : counted.toReversed()))),
      );

      assert.deepEqual(await told(20_000, 20_000), { 'opened all': 30, 'ended verified': 30, 'ended failed': 30 });
    });

    it('are forgotten when they are old, and since when there are any is not', async () => {
      const since = await current().countedSince();
      await count(opened(19_000), ended('verified', 19_599), opened(19_600));

      const removed = await current().transaction((tx) => tx.forgetCounts(19_600));

      assert.equal(removed, 2);
      assert.deepEqual(await told(0, 30_000), { 'opened all': 1 });
      assert.equal(typeof since, 'number');
      assert.equal(await current().countedSince(), since);
    });
  });
}
