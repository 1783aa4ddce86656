import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ApprovalRequest, type RequestId, requestStates } from '../../src/approval/request.ts';
import type { AlertPart, Store } from '../../src/workflow/store-port.ts';
import { alertOf, ana, approvedRequest, decisionBy, pendingRequest, requestIdOf } from '../store/samples.ts';

/** The time that the stores under test are told. */
const endedAt = 1_000;
const atMost = { at: 9_000, requests: 100, alerts: 100 };
const later = { ...atMost, endedBefore: endedAt + 1 };

function rejected(id: RequestId): ApprovalRequest {
  return { ...pendingRequest(id), state: 'rejected', rejection: decisionBy(ana, { verdict: 'reject' }) };
}

export function retentionContract(current: () => Store): void {
  async function add(request: ApprovalRequest, alertCount: number, part: AlertPart = 'contributes'): Promise<void> {
    await current().transaction(async (tx) => {
      await tx.addRequest(request);
      for (let number = 0; number < alertCount; number += 1) {
        const alert = alertOf({ alertId: `${request.id}-${number}` });
        await tx.addAlert(alert, { requestId: request.id, revision: 1 }, part, endedAt, 'salt');
      }
    });
  }
  const blank = (asked: typeof later) => current().transaction((tx) => tx.blankFacts(asked));

  describe('the mail facts of ended requests', () => {
    it('are forgotten, with the time at which that was', async () => {
      await add(rejected('CS-000001'), 2);
      await current().transaction((tx) =>
        tx.addAlert(
          alertOf({ alertId: 'with-sender', facts: { sender: { address: 'it@evil.example' } } }),
          { requestId: 'CS-000001', revision: 1 },
          'contributes',
          9_000,
          'salt',
        ),
      );
      assert.equal((await current().alertSummary('CS-000001')).senders.count, 1);

      const { requestIds, alerts } = await blank(later);

      const summary = await current().alertSummary('CS-000001');
      assert.deepEqual({ requestIds, alerts }, { requestIds: ['CS-000001'], alerts: 3 });
      assert.deepEqual(summary, {
        facts: {},
        factsBlankedAt: 9_000,
        sources: ['sublime'],
        count: 3,
        senders: { first: [], count: 0 },
      });
    });

    it('stay while the request has not ended for long enough', async () => {
      await add(rejected('CS-000001'), 1);

      const { requestIds } = await blank({ ...later, endedBefore: endedAt });

      const summary = await current().alertSummary('CS-000001');
      assert.deepEqual(requestIds, []);
      assert.deepEqual(summary.facts, alertOf().facts);
      assert.equal(summary.factsBlankedAt, undefined);
    });

    const underWay = ['pending', 'partiallyApproved', 'approved', 'submitting', 'verifying'];

    for (const state of requestStates.filter((one) => underWay.includes(one))) {
      it(`stay while the request is ${state}, however old it is`, async () => {
        await add({ ...approvedRequest('CS-000001'), state } as ApprovalRequest, 1);

        const { requestIds } = await blank({ ...later, endedBefore: Number.MAX_SAFE_INTEGER });

        assert.deepEqual(requestIds, []);
        assert.deepEqual((await current().alertSummary('CS-000001')).facts, alertOf().facts);
      });
    }

    it('are forgotten after every end there is', async () => {
      const states = requestStates.filter((state) => !underWay.includes(state));
      const rejection = decisionBy(ana, { verdict: 'reject' });
      const ended = states.map((state, index) => ({ ...approvedRequest(requestIdOf(index)), state, rejection }));
      for (const request of ended) await add(request as ApprovalRequest, 1);

      const { requestIds } = await blank(later);

      assert.deepEqual(
        requestIds.toSorted(),
        ended.map(({ id }) => id),
      );
    });

    it('stay where the request was taken up again', async () => {
      await add(approvedRequest('CS-000001', { state: 'failed' }), 1);
      await current().transaction((tx) => tx.saveRequest(approvedRequest('CS-000001', { state: 'submitting' })));

      const { requestIds } = await blank({ ...later, endedBefore: Number.MAX_SAFE_INTEGER });

      assert.deepEqual(requestIds, []);
    });

    it('are forgotten also of alerts that were still gathering, and which nobody took up', async () => {
      await add(rejected('CS-000001'), 1, 'gathered');

      await blank(later);

      const [gathered] = await current().gathered('CS-000001');
      assert.deepEqual(gathered?.facts, {});
    });

    it('are not kept of an alert that only points to a request', async () => {
      await add(rejected('CS-000001'), 1, 'pointer');
      await add(rejected('CS-000002'), 1, 'gathered');
      const receipt = { requestId: 'CS-000002', revision: 1 } as const;
      await current().transaction((tx) => tx.settleGathered('CS-000002', receipt, 'pointer'));

      const { requestIds, alerts } = await blank(later);

      assert.deepEqual({ requestIds, alerts }, { requestIds: [], alerts: 0 });
    });

    it('are forgotten page by page, each request once, until none is left', async () => {
      for (let number = 1; number <= 5; number += 1) await add(rejected(requestIdOf(number)), 1);

      const pages = [];
      for (let page = 0; page < 4; page += 1) pages.push(await blank({ ...later, requests: 2 }));

      assert.deepEqual(
        pages.map(({ requestIds, mayBeMore }) => [requestIds.length, mayBeMore]),
        [
          [2, true],
          [2, true],
          [1, false],
          [0, false],
        ],
      );
      assert.equal(new Set(pages.flatMap(({ requestIds }) => requestIds)).size, 5);
    });

    it('are forgotten in several pages where one request has very many alerts', async () => {
      await add(rejected('CS-000001'), 5);

      const first = await blank({ ...later, alerts: 2 });
      const half = await current().alertSummary('CS-000001');
      const second = await blank({ ...later, alerts: 2 });
      const third = await blank({ ...later, alerts: 2 });

      assert.deepEqual(first, { requestIds: [], alerts: 2, mayBeMore: true });
      assert.equal(half.factsBlankedAt, undefined);
      assert.deepEqual(second, { requestIds: [], alerts: 2, mayBeMore: true });
      assert.deepEqual(third, { requestIds: ['CS-000001'], alerts: 1, mayBeMore: false });
      assert.equal((await current().alertSummary('CS-000001')).factsBlankedAt, 9_000);
    });

    it('are forgotten also where the request has them of itself, and of requests that have both', async () => {
      await add(rejected('CS-000001'), 0);
      await add(rejected('CS-000002'), 1);
      await current().transaction(async (tx) => {
        await tx.keepOwnFacts('CS-000001', { subject: 'Overdue invoice' }, 'salt');
        await tx.keepOwnFacts('CS-000002', { sender: { address: 'it@evil.example' } }, 'salt');
      });

      const first = await blank(later);
      const second = await blank(later);

      const nothing = { facts: {}, factsBlankedAt: 9_000, senders: { first: [], count: 0 } };
      assert.deepEqual(first, { requestIds: ['CS-000001', 'CS-000002'], alerts: 1, mayBeMore: false });
      assert.deepEqual(second, { requestIds: [], alerts: 0, mayBeMore: false });
      assert.deepEqual(await current().alertSummary('CS-000001'), { ...nothing, sources: [], count: 0 });
      assert.deepEqual(await current().alertSummary('CS-000002'), { ...nothing, sources: ['sublime'], count: 1 });
    });

    it('are nothing to speak of where the request was typed in chat', async () => {
      await add(rejected('CS-000001'), 0);

      const first = await blank(later);
      const second = await blank({ ...later, requests: 1 });

      assert.deepEqual(first, { requestIds: [], alerts: 0, mayBeMore: false });
      assert.deepEqual(second, { requestIds: [], alerts: 0, mayBeMore: false });
    });
  });

  describe('how far the clock is believed', () => {
    it('is not known at first, and the last that was said afterwards', async () => {
      assert.equal(await current().believedTime(), undefined);

      await current().transaction((tx) => tx.saveBelievedTime(1_700_000_000_000));
      await current().transaction((tx) => tx.saveBelievedTime(1_600_000_000_000));

      assert.equal(await current().believedTime(), 1_600_000_000_000);
    });
  });
}
