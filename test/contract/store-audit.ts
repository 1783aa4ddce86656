import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AuditEntry, misfit } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { draftOf } from '../store/samples.ts';
import { checkpointOver } from '../support/checkpoints.ts';

/** What does not fit in the chain, entry by entry; all undefined where it holds. */
function misfits(entries: readonly AuditEntry[]): (string | undefined)[] {
  return entries.map((entry, index) => misfit(entry, entries[index - 1], digest));
}

export function auditContract(current: () => Store): void {
  describe('the audit chain', () => {
    it('keeps an entry as it was drafted, linked to the one before', async () => {
      await current().transaction(async (tx) => {
        await tx.appendAudit(draftOf());
        await tx.appendAudit(draftOf({ requestId: null, revision: null, kind: 'policy.loaded' }));
      });

      const [first, second] = await current().auditEntries({ afterSeq: 0, limit: 10 });

      assert.deepEqual(first, {
        ...draftOf(),
        seq: 1,
        at: '2023-11-14T22:13:20.123Z',
        previousHash: null,
        hash: first?.hash,
      });
      assert.equal(second?.previousHash, first?.hash);
      assert.equal(second?.requestId, null);
      assert.equal(second?.seq, 2);
    });

    it('holds when it is read back, also where the data said "undefined" or held strange text', async () => {
      const data = { absent: undefined, text: 'a\u0000\u202e\ud800 "z"', deep: [{ b: 1, a: -0 }], when: null };

      await current().transaction((tx) =>
        tx.appendAudit(draftOf({ data, actor: { ...draftOf().actor, name: '\udc00' } })),
      );

      assert.deepEqual(misfits(await current().auditEntries({ afterSeq: 0, limit: 10 })), [undefined]);
    });

    it('has no gap and no fork among many transactions at once, some of them rolled back', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 60 }, (_, index) =>
          current().transaction(async (tx) => {
            await tx.appendAudit(draftOf({ data: { index } }));
            await tx.appendAudit(draftOf({ kind: 'card.posted', data: { index } }));
            if (index % 3 === 0) throw new Error('rolled back');
          }),
        ),
      );

      const entries = await current().auditEntries({ afterSeq: 0, limit: 1_000 });
      assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 20);
      assert.equal(entries.length, 80);
      assert.deepEqual(new Set(misfits(entries)), new Set([undefined]));
      assert.equal(entries.at(-1)?.seq, 80);
    });

    it('is held at its end while it is signed: nobody appends meanwhile, and the checkpoint is read as it was written', async () => {
      await current().transaction((tx) => tx.appendAudit(draftOf()));
      let appended = false;
      let whileHeld: boolean | undefined;
      const signing = current().transaction(async (tx) => {
        const end = await tx.lockAuditEnd();
        assert.ok(end);
        const checkpoint = checkpointOver(end);
        await tx.addCheckpoint(checkpoint);
        const other = current().transaction((another) => another.appendAudit(draftOf()));
        void other.then(() => {
          appended = true;
        });
        // Whatever could have got through in the meantime has: several turns of the loop, and a round trip.
        await tx.newestCheckpoint();
        await new Promise((resolve) => setImmediate(resolve));
        await tx.newestCheckpoint();
        whileHeld = appended;
        return { checkpoint, other };
      });

      const { checkpoint, other } = await signing;
      await other;

      assert.equal(whileHeld, false);
      assert.equal(checkpoint.seq, 1);
      assert.deepEqual(await current().newestCheckpoint(), checkpoint);
    });

    it('has no checkpoint, and no end, before there is an entry', async () => {
      assert.equal(await current().newestCheckpoint(), undefined);
      assert.equal(await current().transaction((tx) => tx.lockAuditEnd()), undefined);
    });

    it('names the newest of several checkpoints', async () => {
      for (const at of ['2026-11-22T00:00:01.000Z', '2026-11-21T00:00:01.000Z']) {
        await current().transaction((tx) => tx.appendAudit(draftOf()));
        await current().transaction(async (tx) => {
          const end = await tx.lockAuditEnd();
          assert.ok(end);
          await tx.addCheckpoint(checkpointOver(end, { at }));
        });
      }

      assert.equal((await current().newestCheckpoint())?.seq, 2);
    });

    it('takes no checkpoint over something that is not in it', async () => {
      await current().transaction((tx) => tx.appendAudit(draftOf()));
      const [entry] = await current().auditEntries({ afterSeq: 0, limit: 1 });
      assert.ok(entry);

      for (const wrong of [
        { seq: 2, hash: entry.hash },
        { seq: 1, hash: 'f'.repeat(64) },
      ]) {
        await assert.rejects(current().transaction((tx) => tx.addCheckpoint(checkpointOver(wrong))));
      }

      assert.equal(await current().newestCheckpoint(), undefined);
    });

    it('is read in pages', async () => {
      await current().transaction(async (tx) => {
        for (let index = 0; index < 5; index += 1) await tx.appendAudit(draftOf({ data: { index } }));
      });

      const page = await current().auditEntries({ afterSeq: 2, limit: 2 });

      assert.deepEqual(
        page.map(({ seq }) => seq),
        [3, 4],
      );
    });
  });
}
