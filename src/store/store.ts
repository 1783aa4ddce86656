import type { Clock, Digest } from '../workflow/ports.ts';
import type { Store, StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import type { Work } from '../workflow/work.ts';
import { alertReads, alertWrites } from './alerts.ts';
import { type AuditEnd, auditReads, auditWriter } from './audit.ts';
import { checkpointReads, checkpointWrites } from './audit-checkpoints.ts';
import { batchReads, batchWrites } from './batches.ts';
import { channelReads, channelWrites } from './channels.ts';
import { countReads, countRemovals, countWriter } from './counts.ts';
import { decisionReads, decisionWrites } from './decisions.ts';
import { emailReads, emailWrites } from './emails.ts';
import type { InTransaction } from './group-commit.ts';
import { type Locks, lockWrites } from './locks.ts';
import { mailSearchReads, mailSearchWrites } from './mail-searches.ts';
import { messageReads, messageWrites } from './messages.ts';
import { ownFactsReads, ownFactsWrites } from './own-facts.ts';
import { pollWrites } from './polls.ts';
import { proofReads, proofWrites } from './proofs.ts';
import { remediationReads } from './remediated-before.ts';
import { requestReads, requestWrites } from './requests.ts';
import { retentionReads, retentionWrites } from './retention.ts';
import type { Db } from './schema.ts';
import { searches } from './searches.ts';
import { standingReads } from './standing.ts';
import { unfinishedReads } from './unfinished.ts';
import type { Schedule, Scheduled } from './work-shelf.ts';

export interface StoreParts {
  readonly db: Db;
  readonly inTransaction: InTransaction;
  /** Throws `storeUnavailable` where writing a little would not prove enough. */
  readonly check: () => void;
  readonly digest: Digest;
  readonly clock: Clock;
  /** The database lets other writers in during a transaction, so rows that are read to be changed must be locked. */
  readonly rowLocks: boolean;
  readonly locks?: Locks;
  readonly auditEnd: AuditEnd;
  /** Queues work inside the transaction it is given. */
  readonly schedule: Schedule;
  readonly ensureScheduled: Schedule;
  /** Called after the commit of a transaction that scheduled something. */
  readonly afterSchedule: (kinds: Scheduled) => void;
}

/** The Store port on any database that Kysely speaks to. */
export function createStore(parts: StoreParts): Store {
  const { db, inTransaction, clock } = parts;
  /** Those that share a commit share these too: making them takes longer than a statement. */
  const madeFor = new WeakMap<Db, ReadsAndWrites>();

  function readsAndWrites(transaction: Db): ReadsAndWrites {
    const made = madeFor.get(transaction) ?? { ...reads(transaction), ...writes(transaction, parts) };
    madeFor.set(transaction, made);
    return made;
  }

  return {
    ...reads(db),
    async transaction(steps) {
      const scheduled = new Set<Work['kind']>();
      const result = await inTransaction(async (transaction) => {
        const { write, ...audit } = auditWriter(transaction, parts.digest, parts.auditEnd);
        const { add, ...counters } = countWriter(transaction);
        const answer = await steps({
          ...readsAndWrites(transaction),
          ...audit,
          ...counters,
          async schedule(work, dueAt) {
            await parts.schedule(transaction, work, dueAt);
            scheduled.add(work.kind);
          },
          async ensureScheduled(work, dueAt) {
            await parts.ensureScheduled(transaction, work, dueAt);
            scheduled.add(work.kind);
          },
        });
        await write();
        await add();
        return answer;
      });
      if (scheduled.size > 0) parts.afterSchedule(scheduled);
      return result;
    },
    async ping() {
      parts.check();
      const at = clock.now();
      await inTransaction((transaction) =>
        transaction
          .insertInto('pulse')
          .values({ id: 1, at })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
          .execute(),
      );
    },
  };
}

function reads(db: Db): StoreReader {
  return {
    ...requestReads(db),
    ...emailReads(db),
    ...proofReads(db),
    ...alertReads(db),
    ...ownFactsReads(db),
    ...decisionReads(db),
    ...batchReads(db),
    ...messageReads(db),
    ...searches(db),
    ...standingReads(db),
    ...remediationReads(db),
    ...unfinishedReads(db),
    ...channelReads(db),
    ...auditReads(db),
    ...retentionReads(db),
    ...mailSearchReads(db),
    ...checkpointReads(db),
    ...countReads(db),
  };
}

type ReadsAndWrites = Omit<StoreTransaction, 'schedule' | 'ensureScheduled' | 'appendAudit' | 'count'>;

function writes(db: Db, { rowLocks, locks, auditEnd, clock }: StoreParts): Omit<ReadsAndWrites, keyof StoreReader> {
  return {
    ...requestWrites(db, rowLocks, clock),
    ...emailWrites(db),
    ...proofWrites(db),
    ...alertWrites(db),
    ...ownFactsWrites(db),
    ...decisionWrites(db),
    ...batchWrites(db),
    ...messageWrites(db),
    ...channelWrites(db),
    ...lockWrites(db, locks),
    ...retentionWrites(db, rowLocks),
    ...mailSearchWrites(db),
    ...checkpointWrites(db, auditEnd),
    ...countRemovals(db),
    ...pollWrites(db),
  };
}
