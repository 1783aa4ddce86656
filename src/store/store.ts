import type { Clock, Digest, Store, StoreReader, StoreTransaction } from '../workflow/ports.ts';
import { alertReads, alertWrites } from './alerts.ts';
import { auditReads, auditWrites } from './audit.ts';
import { batchReads, batchWrites } from './batches.ts';
import { channelReads, channelWrites } from './channels.ts';
import { decisionReads, decisionWrites } from './decisions.ts';
import { emailReads, emailWrites } from './emails.ts';
import { messageReads, messageWrites } from './messages.ts';
import { requestReads, requestWrites } from './requests.ts';
import type { Db } from './schema.ts';
import { searches } from './searches.ts';

export interface StoreParts {
  readonly db: Db;
  readonly digest: Digest;
  readonly clock: Clock;
  /** The database lets other writers in during a transaction, so rows that are read to be changed must be locked. */
  readonly rowLocks: boolean;
  /** Queues work inside the transaction it is given. */
  readonly schedule: (transaction: Db, ...work: Parameters<StoreTransaction['schedule']>) => Promise<void>;
  /** Called after the commit of a transaction that scheduled something. */
  readonly afterSchedule: () => void;
}

/** The Store port on any database that Kysely speaks to. */
export function createStore(parts: StoreParts): Store {
  const { db, clock } = parts;
  return {
    ...reads(db),
    async transaction(steps) {
      let scheduled = false;
      const result = await db.transaction().execute((transaction) =>
        steps({
          ...reads(transaction),
          ...writes(transaction, parts),
          async schedule(work, dueAt) {
            await parts.schedule(transaction, work, dueAt);
            scheduled = true;
          },
        }),
      );
      if (scheduled) parts.afterSchedule();
      return result;
    },
    async ping() {
      const at = clock.now();
      await db
        .insertInto('pulse')
        .values({ id: 1, at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
        .execute();
    },
  };
}

function reads(db: Db): StoreReader {
  return {
    ...requestReads(db),
    ...emailReads(db),
    ...alertReads(db),
    ...decisionReads(db),
    ...batchReads(db),
    ...messageReads(db),
    ...searches(db),
    ...channelReads(db),
    ...auditReads(db),
  };
}

function writes(db: Db, { rowLocks, digest }: StoreParts): Omit<StoreTransaction, keyof StoreReader | 'schedule'> {
  return {
    ...requestWrites(db, rowLocks),
    ...emailWrites(db),
    ...alertWrites(db),
    ...decisionWrites(db),
    ...batchWrites(db),
    ...messageWrites(db),
    ...channelWrites(db),
    ...auditWrites(db, digest),
  };
}
