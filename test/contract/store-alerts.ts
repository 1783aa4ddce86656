import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Store } from '../../src/workflow/ports.ts';
import { alertOf, pendingRequest } from '../store/samples.ts';

const id = 'CS-000001';
const other = 'CS-000002';
const receipt = { requestId: id, revision: 1 } as const;

export function alertContract(current: () => Store): void {
  async function addRequests(): Promise<void> {
    await current().transaction(async (tx) => {
      await tx.addRequest(pendingRequest(id));
      await tx.addRequest(pendingRequest(other));
    });
  }

  describe('alerts', () => {
    it('are known again by source and alert id', async () => {
      await addRequests();
      await current().transaction((tx) => tx.addAlert(alertOf(), { requestId: id, revision: 3 }, false, 1_000));

      assert.deepEqual(await current().alertReceipt('sublime', 'alert-1'), { requestId: id, revision: 3 });
      assert.equal(await current().alertReceipt('sublime', 'alert-2'), undefined);
      assert.equal(await current().alertReceipt('defender', 'alert-1'), undefined);
    });

    it('cannot be added twice', async () => {
      await addRequests();
      await current().transaction((tx) => tx.addAlert(alertOf(), receipt, false, 1_000));

      const again = current().transaction((tx) => tx.addAlert(alertOf(), { ...receipt, revision: 2 }, true, 2_000));

      await assert.rejects(again, { code: 'storeConflict', retryable: true });
      assert.deepEqual(await current().alertReceipt('sublime', 'alert-1'), receipt);
    });

    it('show their facts word for word, the first alert first', async () => {
      await addRequests();
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf({ alertId: 'z' }), receipt, false, 1_000);
        await tx.addAlert(alertOf({ alertId: 'a', source: 'defender', facts: {} }), receipt, true, 1_000);
        await tx.addAlert(alertOf({ alertId: 'b', facts: { title: 'early' } }), receipt, false, 999);
        await tx.addAlert(alertOf({ alertId: 'c' }), { ...receipt, requestId: other }, false, 1_000);
      });

      assert.deepEqual(await current().mailFacts(id), [
        { source: 'sublime', alertId: 'b', facts: { title: 'early' } },
        { source: 'sublime', alertId: 'z', facts: alertOf().facts },
        { source: 'defender', alertId: 'a', facts: {} },
      ]);
    });

    it('say which sources contributed', async () => {
      await addRequests();
      await current().transaction((tx) => tx.addAlert(alertOf(), receipt, false, 1_000));

      assert.equal(await current().contributed('sublime', id), true);
      assert.equal(await current().contributed('defender', id), false);
      assert.equal(await current().contributed('sublime', other), false);
    });

    it('wait complete while they are gathered, oldest first', async () => {
      await addRequests();
      const first = alertOf({ alertId: 'z', campaignId: 'campaign', emails: [{ id: 'graph' }] });
      const second = alertOf({ alertId: 'a' });
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf({ alertId: 'not gathered' }), receipt, false, 1_000);
        await tx.addAlert(first, receipt, true, 1_000);
        await tx.addAlert(second, receipt, true, 1_000);
      });

      assert.deepEqual(await current().gathered(id), [first, second]);
      assert.deepEqual(await current().gathered(other), []);
    });

    it('belong to the revision that took them in, or to the request they were moved to', async () => {
      await addRequests();
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf(), receipt, false, 1_000);
        await tx.addAlert(alertOf({ alertId: 'alert-2' }), receipt, true, 1_001);
        await tx.addAlert(alertOf({ alertId: 'alert-3' }), { ...receipt, requestId: other }, true, 1_002);
      });

      await current().transaction((tx) => tx.settleGathered(id, { requestId: other, revision: 2 }));

      assert.deepEqual(await current().gathered(id), []);
      assert.deepEqual(await current().alertReceipt('sublime', 'alert-1'), receipt);
      assert.deepEqual(await current().alertReceipt('sublime', 'alert-2'), { requestId: other, revision: 2 });
      assert.deepEqual(
        (await current().gathered(other)).map((alert) => alert.alertId),
        ['alert-3'],
      );
      assert.equal((await current().mailFacts(other)).length, 2);
    });
  });
}
