import type { Selectable } from 'kysely';
import type { Batch } from '../approval/remediation.ts';
import { type AnalyzedEmail, emailKey, type RequestId } from '../approval/request.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { fromJson } from './json-column.ts';
import { prepared, preparedChange } from './prepared.ts';
import type { BatchTable, Db } from './schema.ts';

type BatchRow = Selectable<BatchTable>;

function batchColumns(batch: Batch): Omit<BatchRow, 'request_id' | 'number'> {
  return {
    state: batch.state,
    email_count: batch.emailCount,
    attempts: batch.attempts,
    due_at: batch.dueAt ?? null,
    client_request_id: batch.clientRequestId ?? null,
    called_at: batch.calledAt ?? null,
    ended_at: batch.endedAt ?? null,
    tracking_link: batch.trackingLink ?? null,
    bulk_id: batch.bulkId ?? null,
    status: batch.status ?? null,
    graph_request_id: batch.graphRequestId ?? null,
    problem: batch.problem === undefined ? null : JSON.stringify(batch.problem),
    dry_run: batch.dryRun === undefined ? null : Number(batch.dryRun),
    looks: batch.looks === undefined ? null : JSON.stringify(batch.looks),
    told_before: batch.toldBefore === undefined ? null : Number(batch.toldBefore),
    duplicates: batch.duplicates ?? null,
    waits_for: batch.waitsFor ?? null,
    settled_at: batch.settledAt ?? null,
  };
}

/** A column that is null becomes a property that is absent. */
function present<Key extends string, Value>(key: Key, value: Value | null): { [K in Key]?: Value } {
  return value === null ? {} : ({ [key]: value } as { [K in Key]: Value });
}

function batchOf(row: BatchRow): Batch {
  return {
    number: row.number,
    state: row.state,
    emailCount: row.email_count,
    attempts: row.attempts,
    ...present('dueAt', row.due_at),
    ...present('clientRequestId', row.client_request_id),
    ...present('calledAt', row.called_at),
    ...present('endedAt', row.ended_at),
    ...present('trackingLink', row.tracking_link),
    ...present('bulkId', row.bulk_id),
    ...present('status', row.status),
    ...present('graphRequestId', row.graph_request_id),
    ...present('problem', row.problem === null ? null : fromJson<NonNullable<Batch['problem']>>(row.problem)),
    ...present('dryRun', row.dry_run === null ? null : row.dry_run === 1),
    ...present('looks', row.looks === null ? null : fromJson<NonNullable<Batch['looks']>>(row.looks)),
    ...present('toldBefore', row.told_before === null ? null : row.told_before === 1),
    ...present('duplicates', row.duplicates),
    ...present('waitsFor', row.waits_for),
    ...present('settledAt', row.settled_at),
  };
}

const batchesOf = prepared((db, { id }: { id: RequestId }) =>
  db.selectFrom('batch').selectAll().where('request_id', '=', id).orderBy('number'),
);

const unsettled = prepared((db, { since }: { since: number }) =>
  db
    .selectFrom('batch')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', 'in', ['calling', 'accepted', 'unknown', 'duplicate'])
    .where('settled_at', 'is', null)
    .where('called_at', '>=', since)
    // A duplicate of our own: the call before it had its effect.
    .where(({ eb, or }) => or([eb('state', '!=', 'duplicate'), eb('told_before', '=', 1)]))
    .where(({ eb, or }) => or([eb('dry_run', 'is', null), eb('dry_run', '=', 0)]))
    .groupBy('state'),
);

const waitingBatches = prepared((db, { limit }: { limit: number }) =>
  db
    .selectFrom('batch')
    .innerJoin('request', 'request.id', 'batch.request_id')
    .select(['batch.request_id', 'batch.number'])
    .where('batch.waits_for', '=', 'slot')
    .where('batch.state', '=', 'pending')
    .orderBy('request.created_at')
    .orderBy('request.ordinal')
    .orderBy('batch.number')
    .limit(limit),
);

type BatchSearches = 'batches' | 'batchesIn' | 'underWay' | 'waitingForSlot' | 'unsettledBatches';

export function batchReads(db: Db): Pick<StoreReader, BatchSearches> {
  return {
    async batches(id) {
      return (await batchesOf(db, { id })).map(batchOf);
    },
    async batchesIn(state) {
      const rows = await db
        .selectFrom('batch')
        .select(['request_id', 'number'])
        .where('state', '=', state)
        .orderBy('request_id')
        .orderBy('number')
        .execute();
      return rows.map((row) => ({ requestId: row.request_id, number: row.number }));
    },
    async underWay(since) {
      const rows = await unsettled(db, { since });
      const count = (wanted: readonly Batch['state'][]) =>
        rows.reduce((sum, row) => sum + (wanted.includes(row.state) ? Number(row.count) : 0), 0);
      return { calling: count(['calling']), unsettled: count(['calling', 'accepted', 'unknown', 'duplicate']) };
    },
    async waitingForSlot(limit) {
      const rows = await waitingBatches(db, { limit });
      return rows.map((row) => ({ requestId: row.request_id, number: row.number }));
    },
    async unsettledBatches() {
      const rows = await db
        .selectFrom('batch')
        .select(['request_id', 'number'])
        .where('state', 'in', ['accepted', 'duplicate'])
        .where('settled_at', 'is', null)
        .where(({ eb, or }) => or([eb('dry_run', 'is', null), eb('dry_run', '=', 0)]))
        .execute();
      return rows.map((row) => ({ requestId: row.request_id, number: row.number }));
    },
  };
}

const addBatch = preparedChange((db, row: BatchRow) => db.insertInto('batch').values(row));

type BatchChange = Omit<BatchRow, 'request_id'> & {
  readonly id: RequestId;
  readonly from: readonly Batch['state'][];
};
const changeBatch = preparedChange((db, { id, number, from, ...change }: BatchChange) =>
  db
    .updateTable('batch')
    .set(change)
    .where('request_id', '=', id)
    .where('number', '=', number)
    .where('state', 'in', from),
);

type Assignment = { readonly id: RequestId; readonly number: number; readonly keys: readonly string[] };
const assignBatch = preparedChange((db, { id, number, keys }: Assignment) =>
  db.updateTable('analyzed_email').set({ batch: number }).where('request_id', '=', id).where('email_key', 'in', keys),
);
const leaveOutOf = preparedChange((db, { id, number, keys }: Assignment) =>
  db
    .updateTable('analyzed_email')
    .set({ batch: null, left_out_of: number })
    .where('request_id', '=', id)
    .where('email_key', 'in', keys),
);

async function assignEmails(db: Db, id: RequestId, number: number, emails: readonly AnalyzedEmail[]): Promise<void> {
  for (const keys of chunks(emails.map(emailKey))) await assignBatch(db, { id, number, keys });
}

export function batchWrites(db: Db): Pick<StoreTransaction, 'addBatches' | 'leaveOut' | 'moveBatch'> {
  return {
    async leaveOut(id, number, emails) {
      for (const keys of chunks(emails.map(emailKey))) await leaveOutOf(db, { id, number, keys });
    },
    async addBatches(id, batches) {
      for (const { batch, emails } of batches) {
        await addBatch(db, { request_id: id, number: batch.number, ...batchColumns(batch) });
        await assignEmails(db, id, batch.number, emails);
      }
    },
    async moveBatch(id, from, batch) {
      if (from.length === 0) return false;
      return (await changeBatch(db, { id, number: batch.number, from, ...batchColumns(batch) })) === 1;
    },
  };
}
