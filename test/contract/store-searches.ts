import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Batch } from '../../src/approval/remediation.ts';
import { type ApprovalRequest, emailKey } from '../../src/approval/request.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import {
  alertOf,
  ana,
  approvedRequest,
  card,
  decisionBy,
  emailTo,
  pendingRequest,
  requestIdOf,
  revisionOf,
} from '../store/samples.ts';

const messageA = 'AAAA0000-0000-4000-8000-00000000000A';
const messageB = 'BBBB0000-0000-4000-8000-00000000000B';

export function searchContract(current: () => Store): void {
  async function add(request: ApprovalRequest, ...messages: readonly string[]): Promise<void> {
    await current().transaction(async (tx) => {
      await tx.addRequest(request);
      await tx.addEmails(
        request.id,
        messages.map((message) => emailTo('mia', message)),
        1,
      );
    });
  }

  describe('joinable requests', () => {
    it('share a message, whatever its case, and are open; oldest first', async () => {
      await add(pendingRequest(requestIdOf(3), { createdAt: 2_000 }), messageA, messageB);
      await add(pendingRequest(requestIdOf(2), { createdAt: 1_000 }), messageA);
      await add(pendingRequest(requestIdOf(1), { createdAt: 1_000 }), messageA);
      await add(pendingRequest(requestIdOf(4)), messageB);
      await add(approvedRequest(requestIdOf(5)), messageA);

      const found = await current().joinable([messageA.toLowerCase()], undefined);

      assert.deepEqual(found, [2, 1, 3].map(requestIdOf));
    });

    it('share the campaign, their own or that of an alert that joined', async () => {
      await add(pendingRequest(requestIdOf(1), { campaignId: 'one' }), messageA);
      await add(pendingRequest(requestIdOf(2)), messageB);
      await add(approvedRequest(requestIdOf(3), { campaignId: 'one' }));
      await current().transaction((tx) =>
        tx.addAlert(alertOf({ campaignId: 'two' }), { requestId: requestIdOf(2), revision: 1 }, 'contributes', 1),
      );

      assert.deepEqual(await current().joinable([], 'one'), [requestIdOf(1)]);
      assert.deepEqual(await current().joinable([], 'two'), [requestIdOf(2)]);
      assert.deepEqual(await current().joinable([messageB.toLowerCase()], 'one'), [1, 2].map(requestIdOf));
      assert.deepEqual(await current().joinable([], undefined), []);
    });

    it('are also found by the messages of alerts that wait for their revision', async () => {
      await add(pendingRequest(requestIdOf(1)), messageA);
      const waiting = alertOf({ emails: [emailTo('noa', messageB), emailTo('mia', messageB)] });
      await current().transaction((tx) =>
        tx.addAlert(waiting, { requestId: requestIdOf(1), revision: 1 }, 'gathered', 1),
      );
      await add(pendingRequest(requestIdOf(2)));
      const elsewhere = { ...waiting, alertId: 'alert-2' };
      await current().transaction((tx) =>
        tx.addAlert(elsewhere, { requestId: requestIdOf(2), revision: 1 }, 'gathered', 1),
      );
      assert.deepEqual(await current().joinable([messageB.toLowerCase()], undefined), [1, 2].map(requestIdOf));

      await current().transaction((tx) =>
        tx.settleGathered(requestIdOf(1), { requestId: requestIdOf(1), revision: 2 }, 'contributes'),
      );

      assert.deepEqual(await current().joinable([messageB.toLowerCase()], undefined), [requestIdOf(2)]);
    });

    it('belong in the channel that was asked for, or in none yet', async () => {
      const [here, elsewhere] = ['19:here', '19:elsewhere'];
      await add(pendingRequest(requestIdOf(1), { channelId: here, campaignId: 'one' }), messageA);
      await add(pendingRequest(requestIdOf(2), { channelId: elsewhere, campaignId: 'one' }), messageA);
      await add(pendingRequest(requestIdOf(3), { campaignId: 'one' }), messageA);
      await current().transaction(async (tx) => {
        const receipt = { requestId: requestIdOf(2), revision: 1 };
        await tx.addAlert(alertOf({ campaignId: 'two', emails: [emailTo('noa', messageB)] }), receipt, 'gathered', 1);
      });
      const asked = [messageA.toLowerCase()];

      assert.deepEqual(await current().joinable(asked, undefined, here), [1, 3].map(requestIdOf));
      assert.deepEqual(await current().joinable([], 'one', elsewhere), [2, 3].map(requestIdOf));
      assert.deepEqual(await current().joinable([], 'two', here), []);
      assert.deepEqual(await current().joinable([messageB.toLowerCase()], undefined, here), []);
      assert.deepEqual(await current().joinable([messageB.toLowerCase()], undefined, elsewhere), [requestIdOf(2)]);
      assert.deepEqual(await current().joinable(asked, undefined), [1, 2, 3].map(requestIdOf));
    });

    it('are, before all others and in whatever channel, those of earlier versions of the record', async () => {
      const record = { source: 'sublime', id: 'da-1' };
      await add(pendingRequest(requestIdOf(1), { createdAt: 1 }), messageA);
      await add(pendingRequest(requestIdOf(2), { createdAt: 2, channelId: '19:elsewhere' }));
      await add(approvedRequest(requestIdOf(3)));
      await add(pendingRequest(requestIdOf(4), { undoes: requestIdOf(3) }));
      await current().transaction(async (tx) => {
        for (const [nth, number] of [2, 2, 3, 4].entries()) {
          const version = alertOf({ alertId: `${nth}`, emails: [], record: record.id });
          const part = nth === 0 ? 'gathered' : 'contributes';
          await tx.addAlert(version, { requestId: requestIdOf(number), revision: 1 }, part, nth);
        }
      });
      const joinable = (asked: typeof record | undefined) =>
        current().joinable([messageA.toLowerCase()], undefined, '19:here', asked);

      assert.deepEqual(await joinable(record), [2, 1].map(requestIdOf));
      assert.deepEqual(await joinable({ ...record, source: 'defender' }), [requestIdOf(1)]);
      assert.deepEqual(await joinable({ ...record, id: 'da-2' }), [requestIdOf(1)]);
      assert.deepEqual(await joinable(undefined), [requestIdOf(1)]);
    });

    it('are found among ten thousand messages', async () => {
      const messages = Array.from({ length: 10_000 }, (_, index) => `message-${index}`);
      await add(pendingRequest(requestIdOf(1)), messageA, 'message-9999');

      assert.deepEqual(await current().joinable(messages, undefined), [requestIdOf(1)]);
    });
  });

  describe('requests after another one', () => {
    it('name it as the earlier one, whatever became of them, oldest first', async () => {
      const earlierRequestId = requestIdOf(1);
      await add(pendingRequest(requestIdOf(1)), messageA);
      await add(pendingRequest(requestIdOf(3), { createdAt: 3, earlierRequestId }));
      await add(approvedRequest(requestIdOf(2), { createdAt: 2, earlierRequestId }));
      await add(pendingRequest(requestIdOf(4), { earlierRequestId: requestIdOf(2) }));

      assert.deepEqual(await current().requestsAfter(requestIdOf(1)), [2, 3].map(requestIdOf));
      assert.deepEqual(await current().requestsAfter(requestIdOf(4)), []);
    });
  });

  describe('earlier requests', () => {
    it('of one record are the newest decided, beside those about its messages', async () => {
      const record = { source: 'sublime', id: 'da-1' };
      await add(approvedRequest(requestIdOf(1), { createdAt: 1 }), messageA);
      await add(approvedRequest(requestIdOf(2), { createdAt: 3 }));
      await add(approvedRequest(requestIdOf(3), { createdAt: 2 }));
      await add(pendingRequest(requestIdOf(4), { createdAt: 4 }));
      await current().transaction(async (tx) => {
        for (const number of [2, 3, 4]) {
          const version = alertOf({ alertId: `${number}`, emails: [], record: record.id });
          await tx.addAlert(version, { requestId: requestIdOf(number), revision: 1 }, 'contributes', 1);
        }
      });
      const keys = [messageA.toLowerCase()];

      assert.equal(await current().decidedBefore(keys, record), requestIdOf(2));
      assert.equal(await current().decidedBefore([], record), requestIdOf(2));
      assert.equal(await current().decidedBefore(keys, { ...record, id: 'da-2' }), requestIdOf(1));
      assert.equal(await current().decidedBefore([], { ...record, source: 'defender' }), undefined);
    });

    const key = emailKey(emailTo('mia', messageA));
    const keyB = emailKey(emailTo('mia', messageB));

    async function addSent(request: ApprovalRequest, batch: Partial<Batch>, ...messages: string[]): Promise<void> {
      await add(request, ...messages);
      const emails = messages.map((message) => emailTo('mia', message));
      const full: Batch = { number: 1, state: 'accepted', emailCount: 1, attempts: 1, ...batch };
      await current().transaction((tx) => tx.addBatches(request.id, [{ batch: full, emails }]));
    }
    const asked = { action: 'softDelete', batchStates: ['accepted', 'duplicate'] } as const;

    it('say, email by email, which newest one had it remediated with this action', async () => {
      await addSent(approvedRequest(requestIdOf(2), { createdAt: 5_000 }), { state: 'duplicate' }, messageA);
      await addSent(approvedRequest(requestIdOf(3), { createdAt: 5_000 }), { dryRun: false }, messageA);
      await addSent(approvedRequest(requestIdOf(1), { createdAt: 4_000 }), {}, messageA, messageB);
      const keys = [key, keyB, emailKey(emailTo('noa', messageA))];

      const soft = await current().remediatedBefore(keys, asked);

      assert.deepEqual(
        soft,
        new Map([
          [key, requestIdOf(3)],
          [keyB, requestIdOf(1)],
        ]),
      );
    });

    it('do not count where a newer one did something else to the email since', async () => {
      const moved = revisionOf({ action: 'moveToInbox' });
      await addSent(approvedRequest(requestIdOf(1), { createdAt: 4_000 }), {}, messageA, messageB);
      await addSent(approvedRequest(requestIdOf(2), { createdAt: 5_000, revision: moved }), {}, messageA);

      const soft = await current().remediatedBefore([key, keyB], asked);
      const inbox = await current().remediatedBefore([key, keyB], { ...asked, action: 'moveToInbox' });
      const hard = await current().remediatedBefore([key, keyB], { ...asked, action: 'hardDelete' });

      assert.deepEqual(soft, new Map([[keyB, requestIdOf(1)]]));
      assert.deepEqual(inbox, new Map([[key, requestIdOf(2)]]));
      assert.equal(hard.size, 0);
    });

    it('count for every other removal where they deleted for good, and not for putting back', async () => {
      const hard = revisionOf({ action: 'hardDelete' });
      await addSent(approvedRequest(requestIdOf(1), { createdAt: 4_000 }), { calledAt: 1 }, messageA);
      await addSent(approvedRequest(requestIdOf(2), { createdAt: 5_000, revision: hard }), { calledAt: 2 }, messageA);

      for (const action of ['softDelete', 'hardDelete', 'moveToJunk', 'moveToDeletedItems'] as const) {
        const found = await current().remediatedBefore([key], { ...asked, action });
        assert.deepEqual(found, new Map([[key, requestIdOf(2)]]), action);
      }
      assert.equal((await current().remediatedBefore([key], { ...asked, action: 'moveToInbox' })).size, 0);
    });

    it('do not count for batches in other states, dry runs, emails of no batch, and the request that asks', async () => {
      await addSent(approvedRequest(requestIdOf(1), { createdAt: 4_000 }), {}, messageA);
      await addSent(approvedRequest(requestIdOf(2), { createdAt: 5_000 }), { state: 'refused' }, messageA);
      await addSent(approvedRequest(requestIdOf(3), { createdAt: 5_000 }), { dryRun: true }, messageA);
      await add(approvedRequest(requestIdOf(4), { createdAt: 5_000 }), messageA);
      await addSent(approvedRequest(requestIdOf(5), { createdAt: 5_000 }), {}, messageA);

      const found = await current().remediatedBefore([key], { ...asked, except: requestIdOf(5) });

      assert.deepEqual(found, new Map([[key, requestIdOf(1)]]));
      assert.equal((await current().remediatedBefore([key], { ...asked, batchStates: [] })).size, 0);
    });

    it('do not count once nobody looks any more and the email was not seen to have gone', async () => {
      const seen = {
        moved: true,
        inPlace: true,
        onPremises: true,
        quarantine: true,
        neverDelivered: true,
        stillThere: false,
        unclear: false,
        notFound: false,
      } as const;
      const proofs = Object.keys(seen) as (keyof typeof seen)[];
      const names = [...proofs, 'unseen'];
      const keys = names.map((message) => emailKey(emailTo('mia', message)));
      await addSent(approvedRequest(requestIdOf(1)), { calledAt: 5_000 }, ...names);
      const look = () =>
        current().transaction((tx) =>
          tx.saveProofs(
            requestIdOf(1),
            proofs.map((proof) => ({ email: emailTo('mia', proof), proof, location: 'x' })),
          ),
        );
      await look();
      assert.equal((await current().remediatedBefore(keys, asked)).size, names.length);

      await current().transaction((tx) =>
        tx.moveBatch(requestIdOf(1), ['accepted'], {
          number: 1,
          state: 'accepted',
          emailCount: 1,
          attempts: 1,
          calledAt: 5_000,
          settledAt: 9_000,
        }),
      );

      const found = await current().remediatedBefore(keys, asked);
      const counted = names.filter((name) => found.has(emailKey(emailTo('mia', name))));
      assert.deepEqual(counted, [...proofs.filter((proof) => seen[proof]), 'unseen']);
      const told = await current().remediatedBefore(keys, { ...asked, calledSince: 5_000, alsoInVain: true });
      assert.equal(told.size, names.length);
    });

    it('do not count either where an older one had it gone: the newest look holds', async () => {
      const settled = { calledAt: 1_000, settledAt: 2_000 };
      await addSent(approvedRequest(requestIdOf(1), { createdAt: 4_000 }), settled, messageA);
      await addSent(approvedRequest(requestIdOf(2), { createdAt: 5_000 }), { ...settled, calledAt: 3_000 }, messageA);
      const email = emailTo('mia', messageA);
      await current().transaction(async (tx) => {
        await tx.saveProofs(requestIdOf(1), [{ email, proof: 'moved', location: 'others' }]);
        await tx.saveProofs(requestIdOf(2), [{ email, proof: 'stillThere', location: 'inbox' }]);
      });

      assert.equal((await current().remediatedBefore([key], asked)).size, 0);
    });

    it('are found for each of ten thousand emails', async () => {
      const messages = Array.from({ length: 10_000 }, (_, index) => `message-${index}`);
      await addSent(approvedRequest(requestIdOf(1)), {}, ...messages);

      const found = await current().remediatedBefore(
        messages.map((message) => emailKey(emailTo('mia', message))),
        asked,
      );

      assert.equal(found.size, 10_000);
    });

    it('name the newest one that was decided about a message, whatever its end', async () => {
      await add(approvedRequest(requestIdOf(1), { createdAt: 4_000 }), messageA);
      const rejection = decisionBy(ana, { verdict: 'reject', reason: 'fine' });
      await add({ ...pendingRequest(requestIdOf(2), { createdAt: 5_000 }), state: 'rejected', rejection }, messageA);
      await add(pendingRequest(requestIdOf(3), { createdAt: 6_000 }), messageA, messageB);
      const many = Array.from({ length: 2_000 }, (_, index) => `message-${index}`);

      assert.equal(
        await current().decidedBefore([messageB.toLowerCase(), messageA.toLowerCase(), ...many]),
        requestIdOf(2),
      );
      assert.equal(await current().decidedBefore([messageB.toLowerCase()]), undefined);
      assert.equal(await current().decidedBefore([]), undefined);
    });
  });

  describe('requests without a card', () => {
    it('are the open ones for which nothing was sent, oldest first, so many as were asked for', async () => {
      for (const number of [4, 3, 2, 1]) await add(pendingRequest(requestIdOf(number)));
      await add(approvedRequest(requestIdOf(5)));
      await current().transaction(async (tx) => {
        await tx.moveMessage(undefined, { key: 'a', requestId: requestIdOf(3), state: 'sent', address: card });
        await tx.moveMessage(undefined, { key: 'b', requestId: requestIdOf(2), state: 'sending' });
      });

      assert.deepEqual(await current().withoutCard(10), [4, 2, 1].map(requestIdOf));
      assert.deepEqual(await current().withoutCard(2), [4, 2].map(requestIdOf));
    });

    it('are also those, open or decided, to which a message is owed; not those whose card is gone', async () => {
      for (const number of [1, 2]) await add(pendingRequest(requestIdOf(number)));
      for (const number of [3, 4, 5]) await add(approvedRequest(requestIdOf(number), { createdAt: 500 }));
      await current().transaction(async (tx) => {
        await tx.moveMessage(undefined, { key: 'a', requestId: requestIdOf(1), state: 'gone', address: card });
        await tx.moveMessage(undefined, { key: 'b', requestId: requestIdOf(2), state: 'sent', address: card });
        await tx.moveMessage(undefined, { key: 'z', requestId: requestIdOf(2), state: 'owed' });
        await tx.moveMessage(undefined, { key: 'y', requestId: requestIdOf(2), state: 'owed' });
        await tx.moveMessage(undefined, { key: 'c', requestId: requestIdOf(3), state: 'owed', address: card });
        await tx.moveMessage(undefined, { key: 'd', requestId: requestIdOf(4), state: 'sending' });
      });

      assert.deepEqual(await current().withoutCard(10), [3, 2].map(requestIdOf));
      assert.deepEqual(await current().withoutCard(1), [requestIdOf(3)]);
      assert.deepEqual(await current().owedMessages(requestIdOf(2)), ['z', 'y']);
      assert.deepEqual(await current().owedMessages(requestIdOf(1)), []);
    });
  });
}
