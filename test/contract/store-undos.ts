import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Store } from '../../src/workflow/store-port.ts';
import { alertOf, approvedRequest, emailTo, pendingRequest, requestIdOf } from '../store/samples.ts';

const message = 'CCCC0000-0000-4000-8000-00000000000C';
const key = message.toLowerCase();

export function undoContract(current: () => Store): void {
  describe('undos', () => {
    const [undone, other] = [requestIdOf(1), requestIdOf(2)];

    it('are found by what they take back, whatever became of them, oldest first', async () => {
      await current().transaction(async (tx) => {
        await tx.addRequest(approvedRequest(undone));
        await tx.addRequest(pendingRequest(requestIdOf(9), { undoes: undone, createdAt: 2_000 }));
        await tx.addRequest(approvedRequest(requestIdOf(8), { undoes: undone, createdAt: 3_000 }));
        await tx.addRequest(pendingRequest(requestIdOf(7), { undoes: undone, createdAt: 2_000 }));
        await tx.addRequest(pendingRequest(requestIdOf(6), { undoes: other }));
      });

      assert.deepEqual(await current().undosOf(undone), [9, 7, 8].map(requestIdOf));
      assert.deepEqual(await current().undosOf(requestIdOf(9)), []);
    });

    it('stay what they are when they are saved', async () => {
      const undo = pendingRequest(other, { undoes: undone });
      await current().transaction((tx) => tx.addRequest(undo));
      await current().transaction((tx) => tx.saveRequest({ ...undo, state: 'expired', expiredAt: 9 }));

      assert.equal((await current().request(other))?.undoes, undone);
      assert.deepEqual(await current().undosOf(undone), [other]);
    });

    it('are joined by nothing: not by message, not by campaign, not by what waits for a revision', async () => {
      await current().transaction(async (tx) => {
        await tx.addRequest(pendingRequest(other, { undoes: undone, campaignId: 'one' }));
        await tx.addEmails(other, [emailTo('mia', message)], 1);
        const alert = alertOf({ campaignId: 'two', emails: [emailTo('noa', message)] });
        await tx.addAlert(alert, { requestId: other, revision: 1 }, 'gathered', 1);
      });

      assert.deepEqual(await current().joinable([key], 'one'), []);
      assert.deepEqual(await current().joinable([key], 'two', '19:channel'), []);
    });
  });
}
