import { type AnalyzedEmail, emailKey } from '../approval/request.ts';
import type { Proof } from '../approval/verification.ts';
import type { EmailProof } from '../workflow/proof-store.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { emailOf } from './emails.ts';
import type { Db } from './schema.ts';

/** `notFound`, `unread`: nothing was seen, so what was seen before stays. */
const unseen: readonly Proof[] = ['notFound', 'unread'];

export function proofReads(db: Db): Pick<StoreReader, 'emailsToProve' | 'proofCounts' | 'proofs'> {
  return {
    async emailsToProve(id, batch) {
      const rows = await db
        .selectFrom('analyzed_email')
        .select(['network_message_id', 'recipient', 'graph_id', 'batch'])
        .where('request_id', '=', id)
        .where(({ eb, or }) => or([eb('batch', '=', batch), eb('left_out_of', '=', batch)]))
        .where(({ eb, or }) => or([eb('proof', 'is', null), eb('proof', '!=', 'overtaken')]))
        .orderBy('position')
        .execute();
      return rows.map((row) => ({ email: emailOf(row), leftOut: row.batch === null }));
    },
    async proofCounts(id, batches) {
      if (batches.length === 0) return new Map();
      const rows = await db
        .selectFrom('analyzed_email')
        .select(['proof', (eb) => eb.fn.countAll<number>().as('count')])
        .where('request_id', '=', id)
        .where(({ eb, or }) => or([eb('batch', 'in', batches), eb('left_out_of', 'in', batches)]))
        .groupBy('proof')
        .execute();
      return new Map(rows.map(({ proof, count }) => [proof ?? 'unseen', Number(count)]));
    },
    async proofs(id, { among, limit, offset }) {
      const rows = await db
        .selectFrom('analyzed_email')
        .select(['network_message_id', 'recipient', 'graph_id', 'proof', 'location'])
        .where('request_id', '=', id)
        .where('proof', 'in', among)
        .orderBy('position')
        .limit(limit ?? Number.MAX_SAFE_INTEGER)
        .offset(offset ?? 0)
        .execute();
      return rows.map(
        (row): EmailProof => ({
          email: emailOf(row),
          proof: row.proof ?? 'notFound',
          ...(row.location === null ? {} : { location: row.location }),
        }),
      );
    },
  };
}

export function proofWrites(db: Db): Pick<StoreTransaction, 'saveProofs'> {
  return {
    async saveProofs(id, proofs) {
      for (const { proof, location, emails } of alike(proofs)) {
        for (const part of chunks(emails.map((email) => ({ key: emailKey(email) })))) {
          const keys = part.map(({ key }) => key);
          const rows = db
            .updateTable('analyzed_email')
            .set({ proof, location })
            .where('request_id', '=', id)
            .where('email_key', 'in', keys);
          await (unseen.includes(proof) ? rows.where('proof', 'is', null) : rows).execute();
        }
      }
    },
  };
}

interface Alike {
  readonly proof: Proof;
  readonly location: string | null;
  readonly emails: AnalyzedEmail[];
}

/** Most emails of a message end in the same place: one statement for all of them. */
function alike(proofs: readonly EmailProof[]): Alike[] {
  const found = new Map<string, Alike>();
  for (const { email, proof, location = null } of proofs) {
    const key = `${proof} ${location}`;
    const same = found.get(key) ?? { proof, location, emails: [] };
    same.emails.push(email);
    found.set(key, same);
  }
  return [...found.values()];
}
