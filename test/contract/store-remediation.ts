import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Batch } from '../../src/approval/remediation.ts';
import { emailKey } from '../../src/approval/request.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { approvedRequest, card, emailTo, requestIdOf } from '../store/samples.ts';

const id = requestIdOf(1);
const pending: Batch = { number: 1, state: 'pending', emailCount: 2, attempts: 0 };
const full: Batch = {
  number: 2,
  state: 'refused',
  emailCount: 1,
  attempts: 3,
  dueAt: 1_700_000_000_001,
  clientRequestId: 'client',
  calledAt: 1_700_000_000_002,
  endedAt: 1_700_000_000_003,
  trackingLink: 'https://security.example/action-center/history?id=1%202',
  bulkId: 'bulk',
  status: 403,
  graphRequestId: 'graph',
  problem: { code: 'permission', message: 'Missing <b>scope</b>' },
  dryRun: false,
};

export function remediationContract(current: () => Store): void {
  async function addBatches(): Promise<void> {
    await current().transaction(async (tx) => {
      await tx.addRequest(approvedRequest(id));
      await tx.addEmails(id, [emailTo('mia'), emailTo('noa'), emailTo('zoe')], 1);
      await tx.addBatches(id, [
        { batch: pending, emails: [emailTo('MIA'), emailTo('zoe')] },
        { batch: full, emails: [emailTo('noa')] },
      ]);
    });
  }

  describe('batches', () => {
    it('are read back as they were added, with their emails', async () => {
      await addBatches();

      assert.deepEqual(await current().batches(id), [pending, full]);
      assert.deepEqual(await current().emails(id, { batch: 1 }), [emailTo('mia'), emailTo('zoe')]);
      assert.deepEqual(await current().emails(id, { batch: 2 }), [emailTo('noa')]);
      assert.deepEqual(await current().emails(id, { batch: 1, limit: 1, offset: 1 }), [emailTo('zoe')]);
    });

    it('keep what was left out of them for their proof, and for nothing else', async () => {
      await addBatches();
      await current().transaction((tx) => tx.leaveOut(id, 1, [emailTo('MIA')]));

      assert.deepEqual(await current().emails(id, { batch: 1 }), [emailTo('zoe')]);
      assert.deepEqual(await current().emailsToProve(id, 1), [
        { email: emailTo('mia'), leftOut: true },
        { email: emailTo('zoe'), leftOut: false },
      ]);
      assert.deepEqual([...(await current().proofCounts(id, [1]))], [['unseen', 2]]);
      assert.deepEqual([...(await current().proofCounts(id, [1, 2]))], [['unseen', 3]]);
      assert.deepEqual([...(await current().newestRemediation([emailKey(emailTo('mia'))], ['pending']))], []);
    });

    it('do not look again after what other requests have moved since', async () => {
      await addBatches();
      await current().transaction(async (tx) => {
        await tx.leaveOut(id, 1, [emailTo('mia')]);
        await tx.saveProofs(id, [{ email: emailTo('mia'), proof: 'overtaken' }]);
      });

      assert.deepEqual(await current().emailsToProve(id, 1), [{ email: emailTo('zoe'), leftOut: false }]);
      assert.deepEqual(
        new Map(await current().proofCounts(id, [1])),
        new Map([
          ['overtaken', 1],
          ['unseen', 1],
        ]),
      );
    });

    for (const proof of ['notFound', 'unread'] as const) {
      it(`keep what was seen before where a later look shows nothing (${proof})`, async () => {
        await addBatches();
        const seen = { email: emailTo('mia'), proof: 'stillThere', location: 'inbox_folder' } as const;
        await current().transaction(async (tx) => {
          await tx.saveProofs(id, [seen]);
          await tx.saveProofs(id, [
            { email: emailTo('mia'), proof },
            { email: emailTo('zoe'), proof },
          ]);
        });

        const among = ['stillThere', proof] as const;
        assert.deepEqual(await current().proofs(id, { among }), [seen, { email: emailTo('zoe'), proof }]);
      });
    }

    it('are claimed by exactly one of many at once', async () => {
      await addBatches();
      const calling: Batch = { ...pending, state: 'calling', attempts: 1, calledAt: 5, dryRun: true };

      const answers = await Promise.all(
        Array.from({ length: 20 }, () => current().transaction((tx) => tx.moveBatch(id, ['pending'], calling))),
      );

      assert.equal(answers.filter(Boolean).length, 1);
      assert.deepEqual((await current().batches(id))[0], calling);
      assert.deepEqual((await current().batches(id))[1], full);
    });

    it('move only from the states named, and forget what the new state does not say', async () => {
      await addBatches();
      const retried: Batch = { number: 2, state: 'pending', emailCount: 1, attempts: 3 };

      assert.equal(await current().transaction((tx) => tx.moveBatch(id, ['pending', 'calling'], retried)), false);
      assert.equal(await current().transaction((tx) => tx.moveBatch(id, [], retried)), false);
      assert.deepEqual((await current().batches(id))[1], full);
      assert.equal(await current().transaction((tx) => tx.moveBatch(id, ['unknown', 'refused'], retried)), true);
      assert.deepEqual((await current().batches(id))[1], retried);
      assert.equal(
        await current().transaction((tx) => tx.moveBatch(id, ['pending'], { ...retried, number: 9 })),
        false,
      );
    });

    it('are found by their state, over all requests', async () => {
      await addBatches();
      await current().transaction(async (tx) => {
        await tx.addRequest(approvedRequest(requestIdOf(2)));
        await tx.addBatches(requestIdOf(2), [{ batch: pending, emails: [] }]);
      });

      assert.deepEqual(await current().batchesIn('pending'), [
        { requestId: id, number: 1 },
        { requestId: requestIdOf(2), number: 1 },
      ]);
      assert.deepEqual(await current().batchesIn('refused'), [{ requestId: id, number: 2 }]);
      assert.deepEqual(await current().batchesIn('calling'), []);
    });
  });

  describe('outgoing messages', () => {
    const message = { key: 'card:1', requestId: id } as const;

    it('are begun by exactly one of many at once, and go on from the state they are in', async () => {
      await current().transaction((tx) => tx.addRequest(approvedRequest(id)));

      const begun = await Promise.all(
        Array.from({ length: 10 }, () =>
          current().transaction((tx) => tx.moveMessage(undefined, { ...message, state: 'sending' })),
        ),
      );
      assert.equal(begun.filter(Boolean).length, 1);
      assert.deepEqual(await current().message('card:1'), { ...message, state: 'sending' });

      const sent = { ...message, state: 'sent', address: card } as const;
      assert.equal(await current().transaction((tx) => tx.moveMessage('sent', sent)), false);
      assert.equal(await current().transaction((tx) => tx.moveMessage('sending', sent)), true);
      assert.equal(await current().transaction((tx) => tx.moveMessage('sending', sent)), false);
      assert.deepEqual(await current().message('card:1'), sent);
      assert.equal(await current().message('card:2'), undefined);
    });

    it('keep where they stood while they are owed, and how often they were posted anew', async () => {
      await current().transaction((tx) => tx.addRequest(approvedRequest(id)));
      const owed = { ...message, state: 'owed', address: card, reposts: 1 } as const;
      await current().transaction((tx) => tx.moveMessage(undefined, owed));
      assert.deepEqual(await current().message('card:1'), owed);

      const again = { ...message, state: 'sending', reposts: 2 } as const;
      assert.equal(await current().transaction((tx) => tx.moveMessage('owed', again)), true);
      assert.deepEqual(await current().message('card:1'), again);
    });
  });
}
