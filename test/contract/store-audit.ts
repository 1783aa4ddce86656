import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AuditEntry, misfit } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { draftOf } from '../store/samples.ts';

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
