import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { misfit } from '../../src/approval/audit-chain.ts';
import { messageKeys } from '../../src/approval/grouping.ts';
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import type { StoreTransaction } from '../../src/workflow/store-port.ts';
import {
  alertOf,
  ana,
  card,
  decisionBy,
  draftOf,
  emailTo,
  pendingRequest,
  requestIdOf,
  revisionOf,
} from '../store/samples.ts';
import type { OpenStore } from './store-contract.ts';

const id = 'CS-000001';

async function writeEverything(tx: StoreTransaction): Promise<void> {
  await tx.addRequest(pendingRequest(id));
  await tx.addEmails(id, [emailTo('mia')], 1);
  await tx.addAlert(alertOf(), { requestId: id, revision: 1 }, 'contributes', 1_000);
  await tx.addAlert(alertOf({ alertId: 'alert-2' }), { requestId: id, revision: 1 }, 'gathered', 1_001);
  await tx.addDecision(id, decisionBy(ana));
  await tx.addBatches(id, [
    { batch: { number: 1, state: 'pending', emailCount: 1, attempts: 0 }, emails: [emailTo('mia')] },
  ]);
  await tx.moveMessage(undefined, { key: 'card', requestId: id, state: 'sent', address: card });
  await tx.bindChannel(card, {}, ana, 1_000);
  await tx.saveInstallation(card);
  await tx.appendAudit(draftOf());
  await tx.schedule({ kind: 'postCard', requestId: id }, 0);
}

async function everythingRead({ store, nextDueAt }: OpenStore): Promise<unknown[]> {
  return [
    await store.request(id),
    await store.emails(id),
    await store.alertReceipt('sublime', 'alert-1'),
    await store.alertSummary(id),
    await store.gathered(id),
    await store.decisions(id),
    await store.batches(id),
    await store.message('card'),
    (await store.openRequests({ limit: 10, offset: 0 })).total,
    await store.joinable(messageKeys([emailTo('mia')]), undefined),
    await store.boundChannels(),
    await store.installation(card.teamId),
    await store.auditEntries({ afterSeq: 0, limit: 10 }),
    await nextDueAt('postCard'),
  ];
}

export function transactionContract(opened: () => OpenStore): void {
  describe('a transaction', () => {
    it('answers what its steps answer', async () => {
      const answer = await opened().store.transaction(async () => 42);

      assert.equal(answer, 42);
    });

    it('leaves nothing behind where a step throws, and passes on the very error', async () => {
      const { store, onScheduled } = opened();
      let notified = 0;
      onScheduled(() => {
        notified += 1;
      });
      const before = await everythingRead(opened());
      const defect = new ServiceError('graphUnavailable');

      const attempt = store.transaction(async (tx) => {
        await writeEverything(tx);
        throw defect;
      });

      await assert.rejects(attempt, (thrown) => thrown === defect);
      assert.deepEqual(await everythingRead(opened()), before);
      assert.equal(notified, 0);
    });

    it('shows its own writes to itself, and afterwards to everybody', async () => {
      const { store } = opened();

      const inside = await store.transaction(async (tx) => {
        await writeEverything(tx);
        return tx.request(id);
      });

      assert.deepEqual(inside, pendingRequest(id));
      assert.deepEqual(await store.request(id), inside);
      assert.equal((await everythingRead(opened())).includes(undefined), false);
    });

    it('works after another one failed', async () => {
      const { store } = opened();
      await assert.rejects(store.transaction(() => Promise.reject(new Error('no'))));

      await store.transaction((tx) => tx.addRequest(pendingRequest(id)));

      assert.deepEqual(await store.request(id), pendingRequest(id));
    });

    it('holds a locked request against others: no change is lost among many at once', async () => {
      const { store } = opened();
      await store.transaction((tx) => tx.addRequest(pendingRequest(id)));

      await Promise.all(
        Array.from({ length: 25 }, () =>
          store.transaction(async (tx) => {
            const request = await tx.lockRequest(id);
            assert.ok(request?.state === 'pending');
            const number = request.revision.number + 1;
            await tx.saveRequest({ ...request, revision: revisionOf({ number, contentHash: `hash ${number}` }) });
          }),
        ),
      );

      const saved = await store.request(id);
      assert.equal(saved?.revision.number, 26);
      assert.equal(saved?.revision.contentHash, 'hash 26');
    });

    it('leaves nothing behind also where it fails among many at once, which are all kept', async () => {
      const { store } = opened();
      const numbers = Array.from({ length: 30 }, (_, index) => index + 1);

      const outcomes = await Promise.allSettled(
        numbers.map((number) =>
          store.transaction(async (tx) => {
            await tx.addRequest(pendingRequest(requestIdOf(number)));
            await tx.appendAudit(draftOf({ requestId: requestIdOf(number) }));
            if (number % 3 === 0) throw new Error('no');
          }),
        ),
      );

      const expected = numbers.filter((number) => number % 3 !== 0).map(requestIdOf);
      const entries = await store.auditEntries({ afterSeq: 0, limit: 100 });
      assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 10);
      assert.deepEqual(
        entries.filter((entry, index) => misfit(entry, entries[index - 1], digest) !== undefined),
        [],
      );
      assert.deepEqual(entries.map(({ requestId }) => requestId).toSorted(), expected);
      const { requests } = await store.openRequests({ limit: 100, offset: 0 });
      assert.deepEqual(requests.map(({ id }) => id).toSorted(), expected);
    });

    it('holds messages, a campaign, a record and slots against others, for as long as it lasts', async () => {
      const { store } = opened();
      const steps: string[] = [];
      const first = Promise.withResolvers<void>();

      const holding = store.transaction(async (tx) => {
        await tx.lockMessages(['message a', 'message b'], 'campaign', { source: 'sublime', id: 'record' });
        await tx.lockSlots();
        first.resolve();
        await tx.request(id);
        steps.push('held');
      });
      await first.promise;
      const others = [
        store.transaction((tx) => tx.lockMessages(['message c', 'message b'], undefined)),
        store.transaction((tx) => tx.lockMessages([], 'campaign')),
        store.transaction((tx) => tx.lockMessages([], undefined, { source: 'sublime', id: 'record' })),
        store.transaction((tx) => tx.lockSlots()),
      ].map((other) => other.then(() => steps.push('let in')));
      await Promise.all([holding, ...others]);

      assert.deepEqual(steps, ['held', 'let in', 'let in', 'let in', 'let in']);
    });

    it('keeps text as it came, whatever characters are in it', async () => {
      const { store } = opened();
      const alert = alertOf({
        alertId: 'a\u0000\u202e\u{1f480}\u{10fffe}0\u{10fffe}',
        facts: { subject: 'phish \u{10fffe} \u0000 \u{10fffe}1' },
        emails: [{ id: 'AAMk\u0000=' }],
        campaignId: '\u0000',
        record: '\u0000',
      });

      await store.transaction(async (tx) => {
        await tx.addRequest(pendingRequest(id, { campaignId: '\u0000' }));
        await tx.addEmails(id, alert.emails, 1);
        await tx.addAlert(alert, { requestId: id, revision: 1 }, 'gathered', 1_000);
        await tx.addDecision(id, decisionBy(ana, { reason: 'seen\u0000 before \u{10fffe}' }));
      });

      assert.deepEqual(await store.gathered(id), [alert]);
      assert.deepEqual(await store.emails(id), alert.emails);
      assert.equal((await store.decisions(id))[0]?.reason, 'seen\u0000 before \u{10fffe}');
      assert.deepEqual(await store.joinable(messageKeys(alert.emails), undefined), [id]);
      assert.deepEqual(await store.joinable([], '\u0000'), [id]);
      assert.deepEqual(await store.joinable([], undefined, undefined, { source: 'sublime', id: '\u0000' }), [id]);
      assert.deepEqual(await store.alertReceipt('sublime', alert.alertId), { requestId: id, revision: 1 });
    });

    it('answers a ping while the store can be written', async () => {
      await opened().store.ping();
      await opened().store.ping();
    });
  });
}
