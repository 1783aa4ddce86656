import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ApprovalRequest } from '../../src/approval/request.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import {
  ana,
  approvedRequest,
  ben,
  card,
  decisionBy,
  pendingRequest,
  requestIdOf,
  revisionOf,
} from '../store/samples.ts';

const id = 'CS-000001';
const base = pendingRequest(id);

const everyKind: readonly ApprovalRequest[] = [
  base,
  { ...base, campaignId: 'campaign 7', earlierRequestId: 'CS-000009', channelId: '19:alerts@thread.tacv2' },
  { ...base, origin: { kind: 'command', by: ana } },
  { ...base, origin: { kind: 'command', by: ana, because: 'it "looks" odd' } },
  { ...base, state: 'partiallyApproved', approvals: [decisionBy(ana, { reason: 'seen it' })] },
  approvedRequest(id, { approvals: [decisionBy(ana), decisionBy(ben)] }),
  approvedRequest(id, { state: 'partlyVerified' }),
  approvedRequest(id, { state: 'failed', revision: revisionOf({ remediateSendersCopy: true, action: 'moveToInbox' }) }),
  { ...base, state: 'rejected', rejection: decisionBy(ben, { verdict: 'reject', reason: 'newsletter' }) },
  { ...base, remindedAt: 4_000, escalatedAt: 5_000 },
  { ...base, traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
  { ...base, state: 'expired', expiredAt: 86_401_000 },
  {
    ...base,
    state: 'expired',
    expiredAt: 86_401_000,
    askedAgain: { as: 'CS-000009', by: ana, at: 86_402_000 },
  },
  { ...base, state: 'withdrawn', withdrawnBy: ana, withdrawnAt: 5_000 },
];

export function requestContract(current: () => Store): void {
  describe('requests', () => {
    for (const request of everyKind) {
      it(`are read back as they were added (${request.state}, from ${request.origin.kind})`, async () => {
        await current().transaction((tx) => tx.addRequest(request));

        assert.deepEqual(await current().request(id), request);
      });

      it(`are read back as they were saved (${request.state}, from ${request.origin.kind})`, async () => {
        await current().transaction((tx) => tx.addRequest(approvedRequest(id, { campaignId: 'x' })));

        await current().transaction((tx) => tx.saveRequest(request));

        assert.deepEqual(await current().request(id), request);
      });
    }

    it('are undefined where the id is unknown', async () => {
      assert.equal(await current().request(id), undefined);
      assert.equal(await current().transaction((tx) => tx.lockRequest(id)), undefined);
    });

    it('cannot be added under an id that is taken: nothing of that transaction is kept', async () => {
      await current().transaction((tx) => tx.addRequest(base));

      const second = current().transaction(async (tx) => {
        await tx.addRequest(pendingRequest('CS-000002'));
        await tx.addRequest({ ...base, tenantId: 'fabrikam' });
      });

      await assert.rejects(second, { name: 'ServiceError', code: 'storeConflict', retryable: true });
      assert.deepEqual(await current().request(id), base);
      assert.equal(await current().request('CS-000002'), undefined);
    });

    it('cannot be saved where they were never added', async () => {
      const saving = current().transaction((tx) => tx.saveRequest(base));

      await assert.rejects(saving, { name: 'ServiceError', code: 'internal' });
    });

    it('change their revision with a save, and hold the newest', async () => {
      await current().transaction((tx) => tx.addRequest(base));
      const second = revisionOf({ number: 2, severity: 'high', emailCount: 3, contentHash: 'beef' });

      await current().transaction((tx) => tx.saveRequest({ ...base, revision: second }));

      assert.deepEqual((await current().request(id))?.revision, second);
    });

    it('are found while nobody decided, was reminded, or was called by an escalation, by their age', async () => {
      const rows: ApprovalRequest[] = [
        pendingRequest('CS-000001', { createdAt: 1_000 }),
        pendingRequest('CS-000002', { createdAt: 1_000, remindedAt: 2_000 }),
        pendingRequest('CS-000003', { createdAt: 1_000, escalatedAt: 2_000 }),
        pendingRequest('CS-000004', { createdAt: 1_001 }),
        { ...approvedRequest('CS-000005'), createdAt: 1_000 },
      ];
      for (const row of rows) await current().transaction((tx) => tx.addRequest(row));

      const sorted = async (toRemind: number | undefined, toEscalate: number | undefined) => {
        const found = await current().undecided({ toRemind, toEscalate });
        return [found.toRemind.toSorted(), found.toEscalate.toSorted()];
      };
      assert.deepEqual(await sorted(1_000, 1_000), [
        ['CS-000001', 'CS-000003'],
        ['CS-000001', 'CS-000002'],
      ]);
      assert.deepEqual(await sorted(999, undefined), [[], []]);
    });

    it('are listed while open, oldest first, a page at a time, with what a list shows', async () => {
      await current().transaction(async (tx) => {
        await tx.addRequest(pendingRequest(requestIdOf(5), { createdAt: 3_000 }));
        await tx.addRequest(pendingRequest(requestIdOf(9), { createdAt: 2_000 }));
        await tx.addRequest(pendingRequest(requestIdOf(1), { createdAt: 2_000 }));
        await tx.addRequest(approvedRequest(requestIdOf(2)));
        await tx.addRequest({ ...pendingRequest(requestIdOf(3)), state: 'expired', expiredAt: 9 });
        await tx.addRequest({
          ...pendingRequest(requestIdOf(4), { createdAt: 4_000, revision: revisionOf({ emailCount: 7 }) }),
          state: 'partiallyApproved',
          approvals: [decisionBy(ana)],
        });
      });

      const all = await current().openRequests({ limit: 10, offset: 0 });
      const page = await current().openRequests({ limit: 2, offset: 1 });

      assert.equal(all.total, 4);
      assert.deepEqual(
        all.requests.map((request) => request.id),
        [9, 1, 5, 4].map(requestIdOf),
      );
      assert.deepEqual(all.requests[3], {
        id: requestIdOf(4),
        state: 'partiallyApproved',
        severity: 'medium',
        action: 'softDelete',
        emailCount: 7,
        recipientCount: 2,
        createdAt: 4_000,
      });
      assert.equal(page.total, 4);
      assert.deepEqual(page.requests, all.requests.slice(1, 3));
    });
  });

  describe('requests of a channel', () => {
    it('are the open ones that belong in it, oldest first, so many as were asked for', async () => {
      const channelId = '19:one';
      await current().transaction(async (tx) => {
        await tx.addRequest(pendingRequest(requestIdOf(3), { channelId, createdAt: 2_000 }));
        await tx.addRequest(pendingRequest(requestIdOf(2), { channelId }));
        await tx.addRequest(pendingRequest(requestIdOf(1), { channelId: '19:other' }));
        await tx.addRequest(pendingRequest(requestIdOf(4)));
        await tx.addRequest(approvedRequest(requestIdOf(5), { channelId }));
      });

      assert.deepEqual(await current().openRequestsIn(channelId, 10), [2, 3].map(requestIdOf));
      assert.deepEqual(await current().openRequestsIn(channelId, 1), [requestIdOf(2)]);
    });

    it('leave it when they are saved without it', async () => {
      const { channelId: _, ...homeless } = pendingRequest(id, { channelId: '19:one' });
      await current().transaction((tx) => tx.addRequest({ ...homeless, channelId: '19:one' }));

      await current().transaction((tx) => tx.saveRequest(homeless));

      assert.deepEqual(await current().request(id), homeless);
    });
  });

  describe('decisions', () => {
    it('are all kept, in the order they were made, also one by the same person after a revocation', async () => {
      const decisions = [
        decisionBy(ana, { reason: 'first' }),
        decisionBy(ben),
        decisionBy(ana, { at: 2_000, reason: 'again' }),
      ];

      await current().transaction(async (tx) => {
        await tx.addRequest(base);
        for (const decision of decisions) await tx.addDecision(id, decision);
      });

      assert.deepEqual(await current().decisions(id), decisions);
      assert.deepEqual(await current().decisions('CS-000002'), []);
    });
  });

  describe('channels and installations', () => {
    const first = { tenantId: 'contoso', teamId: 'team', channelId: '19:first', serviceUrl: 'https://one.example/' };

    it('list bound channels, the newest binding first, with what each takes', async () => {
      const second = { ...first, channelId: '19:second', serviceUrl: 'https://two.example/' };
      await current().transaction((tx) => tx.bindChannel(first, {}, ana, 1_000));
      await current().transaction((tx) =>
        tx.bindChannel(second, { source: 'sublime', minSeverity: 'high' }, ben, 1_000),
      );
      const bound = [
        { ...second, boundBy: ben, source: 'sublime', minSeverity: 'high' },
        { ...first, boundBy: ana },
      ];
      assert.deepEqual(await current().boundChannels(), bound);

      const was = await current().transaction((tx) => tx.unbindChannel(second.channelId));

      assert.equal(was, true);
      assert.deepEqual(await current().boundChannels(), bound.slice(1));
    });

    it('bind the same channel again at its new address, and unbind it once', async () => {
      const moved = { ...first, serviceUrl: 'https://moved.example/' };
      await current().transaction((tx) => tx.bindChannel(first, { source: 'sublime' }, ana, 1_000));
      await current().transaction((tx) => tx.bindChannel(moved, {}, ana, 2_000));
      assert.deepEqual(await current().boundChannels(), [{ ...moved, boundBy: ana }]);

      const answers = [
        await current().transaction((tx) => tx.unbindChannel(first.channelId)),
        await current().transaction((tx) => tx.unbindChannel(first.channelId)),
      ];

      assert.deepEqual(answers, [true, false]);
      assert.deepEqual(await current().boundChannels(), []);
    });

    it('tell which channels are gone for the first time, until they are back or bound anew', async () => {
      const second = { ...first, channelId: '19:second' };
      const ids = [first.channelId, second.channelId, '19:not bound'];
      await current().transaction((tx) => tx.bindChannel(first, {}, ana, 1_000));
      await current().transaction((tx) => tx.bindChannel(second, {}, ana, 2_000));

      const marked = [
        await current().transaction((tx) => tx.markChannelsGone(ids, 3_000)),
        await current().transaction((tx) => tx.markChannelsGone(ids, 4_000)),
      ];
      await current().transaction((tx) => tx.bindChannel(first, {}, ana, 5_000));

      assert.deepEqual(
        marked.map((one) => one.toSorted()),
        [[first.channelId, second.channelId], []],
      );
      assert.deepEqual(
        (await current().boundChannels()).map(({ goneAt }) => goneAt),
        [undefined, 3_000],
      );
      await current().transaction((tx) => tx.markChannelsBack(ids));
      assert.deepEqual(
        (await current().boundChannels()).map(({ goneAt }) => goneAt),
        [undefined, undefined],
      );
    });

    it('remember where a team is served, until the app is removed', async () => {
      const { tenantId, teamId, serviceUrl } = card;
      await current().transaction((tx) => tx.saveInstallation({ tenantId, teamId, serviceUrl: 'https://old.example' }));
      await current().transaction((tx) => tx.saveInstallation({ tenantId, teamId, serviceUrl }));
      assert.deepEqual(await current().installation(teamId), { tenantId, teamId, serviceUrl });

      await current().transaction((tx) => tx.removeInstallation(teamId));

      assert.equal(await current().installation(teamId), undefined);
    });
  });
}
