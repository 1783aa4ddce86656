import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Alert } from '../../src/approval/request.ts';
import type { Store } from '../../src/workflow/store-port.ts';
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
      await current().transaction((tx) => tx.addAlert(alertOf(), { requestId: id, revision: 3 }, 'contributes', 1_000));

      assert.deepEqual(await current().alertReceipt('sublime', 'alert-1'), { requestId: id, revision: 3 });
      assert.equal(await current().alertReceipt('sublime', 'alert-2'), undefined);
      assert.equal(await current().alertReceipt('defender', 'alert-1'), undefined);
    });

    it('cannot be added twice', async () => {
      await addRequests();
      await current().transaction((tx) => tx.addAlert(alertOf(), receipt, 'contributes', 1_000));

      const again = current().transaction((tx) =>
        tx.addAlert(alertOf(), { ...receipt, revision: 2 }, 'gathered', 2_000),
      );

      await assert.rejects(again, { code: 'storeConflict', retryable: true });
      assert.deepEqual(await current().alertReceipt('sublime', 'alert-1'), receipt);
    });

    it('of one record tell what the first of them left unsaid', async () => {
      await addRequests();
      const version = (alertId: string, facts: object, over: Partial<Alert> = {}) =>
        alertOf({ alertId, emails: [], record: 'da-1', facts, ...over });
      await current().transaction(async (tx) => {
        await tx.addAlert(version('a', { title: 'first', link: 'https://a.example' }), receipt, 'contributes', 1);
        await tx.addAlert(version('b', { title: 'second', subject: 'old' }), receipt, 'contributes', 2);
        await tx.addAlert(version('c', { title: 'third', subject: 'new' }), receipt, 'gathered', 3);
        await tx.addAlert(version('d', { subject: 'pointer' }), receipt, 'pointer', 4);
        await tx.addAlert(version('e', { subject: 'another' }, { record: 'da-2' }), receipt, 'contributes', 5);
        await tx.addAlert(version('f', { subject: 'elsewhere' }, { source: 'other' }), receipt, 'contributes', 6);
      });

      const { facts } = await current().alertSummary(id);

      assert.deepEqual(facts, { title: 'first', link: 'https://a.example', subject: 'new' });
    });

    it('are summed up by the facts of the first, word for word, who sent them, and their number', async () => {
      await addRequests();
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf({ alertId: 'z' }), receipt, 'contributes', 1_000);
        await tx.addAlert(alertOf({ alertId: 'a', source: 'defender', facts: {} }), receipt, 'gathered', 1_000);
        await tx.addAlert(alertOf({ alertId: 'b', facts: { title: 'early' } }), receipt, 'contributes', 999);
        await tx.addAlert(alertOf({ alertId: 'c' }), { ...receipt, requestId: other }, 'contributes', 1_000);
      });

      assert.deepEqual(await current().alertSummary(id), {
        facts: { title: 'early' },
        sources: ['sublime', 'defender'],
        count: 3,
        senders: { first: [], count: 0 },
      });
      assert.deepEqual(await current().alertSummary('CS-NNNNNN'), {
        facts: undefined,
        sources: [],
        count: 0,
        senders: { first: [], count: 0 },
      });
    });

    it('name the different senders, each once whatever its case, in the order of arrival, and how many there are', async () => {
      await addRequests();
      const from = (alertId: string, address: string) => alertOf({ alertId, facts: { sender: { address } } });
      await current().transaction(async (tx) => {
        await tx.addAlert(from('a', 'it@evil.example'), receipt, 'contributes', 1_000);
        await tx.addAlert(from('b', 'IT@Evil.example'), receipt, 'gathered', 1_000);
        await tx.addAlert(alertOf({ alertId: 'c', facts: {} }), receipt, 'contributes', 1_000);
        for (let nth = 0; nth < 12; nth += 1) {
          await tx.addAlert(from(`d${nth}`, `a${11 - nth}@evil.example`), receipt, 'contributes', 1_000);
        }
        await tx.addAlert(from('e', 'pointer@evil.example'), receipt, 'pointer', 1_000);
      });

      const { senders } = await current().alertSummary(id);

      assert.equal(senders.count, 13);
      assert.deepEqual(senders.first.slice(0, 3), ['it@evil.example', 'a11@evil.example', 'a10@evil.example']);
      assert.equal(senders.first.length, 10);
    });

    it('say which sources contributed', async () => {
      await addRequests();
      await current().transaction((tx) => tx.addAlert(alertOf(), receipt, 'contributes', 1_000));

      assert.equal(await current().contributed('sublime', id), true);
      assert.equal(await current().contributed('defender', id), false);
      assert.equal(await current().contributed('sublime', other), false);

      const pointer = alertOf({ alertId: 'pointer' });
      await current().transaction((tx) => tx.addAlert(pointer, { ...receipt, requestId: other }, 'pointer', 1_000));
      assert.equal(await current().contributed('sublime', other), false);
      assert.equal((await current().alertSummary(other)).count, 0);
    });

    it('are named to their own source, in order of arrival, without those that were pointed here', async () => {
      await addRequests();
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf({ alertId: 'z' }), receipt, 'contributes', 1_000);
        await tx.addAlert(alertOf({ alertId: 'a' }), receipt, 'gathered', 1_000);
        await tx.addAlert(alertOf({ alertId: 'pointed' }), receipt, 'pointer', 1_000);
        await tx.addAlert(alertOf({ alertId: 'm' }), receipt, 'contributes', 1_000);
        await tx.addAlert(alertOf({ source: 'defender', alertId: 'theirs' }), receipt, 'contributes', 1_000);
        await tx.addAlert(alertOf({ alertId: 'b' }), { ...receipt, requestId: other }, 'contributes', 1_000);
      });

      assert.deepEqual(await current().alertIdsOf('sublime', id, 10), ['z', 'a', 'm']);
      assert.deepEqual(await current().alertIdsOf('sublime', id, 2), ['z', 'a']);
      assert.deepEqual(await current().alertIdsOf('mailgate', id, 10), []);
    });

    it('wait while they are gathered, oldest first, the facts of the first alone with them', async () => {
      await addRequests();
      const first = alertOf({ alertId: 'z', campaignId: 'campaign', emails: [{ id: 'graph' }] });
      const second = alertOf({ alertId: 'a' });
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf({ alertId: 'not gathered' }), receipt, 'contributes', 1_000);
        await tx.addAlert(first, receipt, 'gathered', 1_000);
        await tx.addAlert(second, receipt, 'gathered', 1_000);
      });

      assert.deepEqual(await current().gathered(id), [first, { ...second, facts: {} }]);
      assert.deepEqual(await current().gathered(other), []);
    });

    it('belong to the revision that took them in, or to the request they were moved to', async () => {
      await addRequests();
      await current().transaction(async (tx) => {
        await tx.addAlert(alertOf(), receipt, 'contributes', 1_000);
        await tx.addAlert(alertOf({ alertId: 'alert-2' }), receipt, 'gathered', 1_001);
        await tx.addAlert(alertOf({ alertId: 'alert-3' }), { ...receipt, requestId: other }, 'gathered', 1_002);
      });

      await current().transaction((tx) => tx.settleGathered(id, { requestId: other, revision: 2 }, 'contributes'));

      assert.deepEqual(await current().gathered(id), []);
      assert.deepEqual(await current().alertReceipt('sublime', 'alert-1'), receipt);
      assert.deepEqual(await current().alertReceipt('sublime', 'alert-2'), { requestId: other, revision: 2 });
      assert.deepEqual(
        (await current().gathered(other)).map((alert) => alert.alertId),
        ['alert-3'],
      );
      assert.equal((await current().alertSummary(other)).count, 2);
    });
  });
}
