import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Batch } from '../../src/approval/remediation.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { approvedRequest, emailTo, pendingRequest, requestIdOf } from '../store/samples.ts';

export function standingContract(current: () => Store): void {
  describe('what stands', () => {
    it('is nothing at first', async () => {
      assert.deepEqual(await current().standing(), { requests: [], batches: [] });
    });

    it('are requests that are open or under way, with the oldest of each state, and none that has ended', async () => {
      const [one, two, three, four, five, six] = [1, 2, 3, 4, 5, 6].map(requestIdOf);
      assert.ok(one && two && three && four && five && six);
      await current().transaction(async (tx) => {
        await tx.addRequest(pendingRequest(one, { createdAt: 3_000 }));
        await tx.addRequest(pendingRequest(two, { createdAt: 2_000 }));
        await tx.addRequest(approvedRequest(three, { state: 'submitting' }));
        await tx.addRequest(approvedRequest(four, { state: 'verified' }));
        await tx.addRequest(approvedRequest(five, { state: 'submitted' }));
        await tx.addRequest(approvedRequest(six, { state: 'failed' }));
      });

      const { requests } = await current().standing();

      assert.deepEqual(
        requests.toSorted((a, b) => a.oldestAt - b.oldestAt),
        [
          { state: 'submitting', count: 1, oldestAt: 1_000 },
          { state: 'pending', count: 2, oldestAt: 2_000 },
        ],
      );
    });

    it('are batches that Graph, or somebody, still has to do with', async () => {
      const id = requestIdOf(1);
      const batch = (number: number, state: Batch['state'], changes: Partial<Batch> = {}) => ({
        batch: { number, state, emailCount: 1, attempts: 1, ...changes },
        emails: [emailTo(`person${number}`)],
      });
      const batches = [
        batch(1, 'pending'),
        batch(2, 'calling'),
        batch(3, 'unknown'),
        batch(4, 'unknown'),
        batch(5, 'accepted'),
        batch(6, 'accepted', { settledAt: 5_000 }),
        batch(7, 'refused'),
      ];
      await current().transaction(async (tx) => {
        await tx.addRequest(approvedRequest(id));
        await tx.addEmails(
          id,
          batches.flatMap(({ emails }) => emails),
          1,
        );
        await tx.addBatches(id, batches);
      });

      const { batches: found } = await current().standing();

      assert.deepEqual(Object.fromEntries(found.map(({ state, count }) => [state, count])), {
        pending: 1,
        calling: 1,
        unknown: 2,
        accepted: 1,
      });
    });
  });
}
