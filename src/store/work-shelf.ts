import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { LeasedWork, WorkShelf } from '../workflow/ports.ts';
import { type Work, workKey } from '../workflow/work.ts';
import { fromJson } from './json-column.ts';
import { nextOrdinal } from './ordinal.ts';
import type { Db, WorkTable } from './schema.ts';

type WorkRow = Selectable<WorkTable>;

/**
 * At most one item of a key waits, and at most one is under way: the same work never runs twice at once, so that,
 * say, an older drawing of a card cannot overtake the newer one.
 */
export function createWorkShelf(db: Db): {
  shelf: WorkShelf;
  schedule: (transaction: Db, work: Work, dueAt: number) => Promise<void>;
  afterSchedule: () => void;
} {
  const listeners: (() => void)[] = [];
  const shelf: WorkShelf = {
    take: (kinds, limit, now, leaseUntil) =>
      db.transaction().execute(async (transaction) => {
        const rows = await takeable(transaction, kinds, limit, now);
        for (const row of rows) {
          await transaction
            .updateTable('work')
            .set({ state: 'leased', lease_until: leaseUntil, attempts: row.attempts + 1 })
            .where('id', '=', row.id)
            .execute();
        }
        return rows.map(leasedOf);
      }),
    async done(item) {
      await db
        .deleteFrom('work')
        .where('id', '=', item.id)
        .where('state', '=', 'leased')
        .where('attempts', '=', item.attempts + 1)
        .execute();
    },
    async putBack(item, dueAt, error) {
      await db.transaction().execute(async (transaction) => {
        const row = await heldRow(transaction, item);
        if (row) await backToWaiting(transaction, { ...row, due_at: dueAt, error });
      });
    },
    async giveUp(item, error) {
      await db
        .updateTable('work')
        .set({ state: 'givenUp', lease_until: null, error })
        .where('id', '=', item.id)
        .where('state', '=', 'leased')
        .where('attempts', '=', item.attempts + 1)
        .execute();
    },
    async nextDueAt(kinds) {
      const dueTimes: number[] = [];
      for (const kind of kinds) {
        const next = await unblocked(db, kind).select('work.due_at').limit(1).executeTakeFirst();
        if (next) dueTimes.push(next.due_at);
      }
      return dueTimes.length === 0 ? undefined : Math.min(...dueTimes);
    },
    releaseAll: () =>
      db.transaction().execute(async (transaction) => {
        const rows = await transaction.selectFrom('work').selectAll().where('state', '=', 'leased').execute();
        for (const row of rows) await backToWaiting(transaction, row);
        return rows.length;
      }),
    onScheduled: (listener) => {
      listeners.push(listener);
    },
  };
  return {
    shelf,
    schedule: addWork,
    afterSchedule: () => {
      for (const listener of listeners) listener();
    },
  };
}

function leasedOf(row: WorkRow): LeasedWork {
  return { id: row.id, work: fromJson<Work>(row.work), attempts: row.attempts };
}

/** Leased by somebody whose lease has run out; else due and waiting, while nothing of the same key is under way. */
async function takeable(db: Db, kinds: readonly Work['kind'][], limit: number, now: number): Promise<WorkRow[]> {
  if (kinds.length === 0 || limit <= 0) return [];
  const overdue = await db
    .selectFrom('work')
    .selectAll()
    .where('kind', 'in', kinds)
    .where('state', '=', 'leased')
    .where('lease_until', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  if (overdue.length === limit) return overdue;
  const due: WorkRow[] = [];
  for (const kind of kinds) {
    const rows = await unblocked(db, kind).selectAll('work').where('work.due_at', '<=', now).limit(limit).execute();
    due.push(...rows);
  }
  due.sort((a, b) => a.due_at - b.due_at || a.ordinal - b.ordinal);
  return [...overdue, ...due.slice(0, limit - overdue.length)];
}

/** Kind by kind, the longest due first: so the index alone answers, however much waits for later. */
function unblocked(db: Db, kind: Work['kind']) {
  return db
    .selectFrom('work')
    .where('work.state', '=', 'waiting')
    .where('work.kind', '=', kind)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('work as other')
            .select('other.id')
            .whereRef('other.work_key', '=', 'work.work_key')
            .where('other.state', '=', 'leased'),
        ),
      ),
    )
    .orderBy('work.due_at')
    .orderBy('work.ordinal');
}

/** The row, while the lease is still this one: every taking counts `attempts` up. */
function heldRow(db: Db, item: LeasedWork): Promise<WorkRow | undefined> {
  return db
    .selectFrom('work')
    .selectAll()
    .where('id', '=', item.id)
    .where('state', '=', 'leased')
    .where('attempts', '=', item.attempts + 1)
    .executeTakeFirst();
}

function waitingRow(db: Db, key: string): Promise<WorkRow | undefined> {
  return db
    .selectFrom('work')
    .selectAll()
    .where('work_key', '=', key)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}

/** Waits again; where the same work was scheduled meanwhile, the two become one, due at the earlier time. */
async function backToWaiting(db: Db, row: WorkRow): Promise<void> {
  const { id, due_at, attempts, error } = row;
  const waiting = await waitingRow(db, row.work_key);
  if (!waiting) {
    const change = { state: 'waiting', lease_until: null, due_at, error } as const;
    await db.updateTable('work').set(change).where('id', '=', id).execute();
    return;
  }
  await db.deleteFrom('work').where('id', '=', id).execute();
  await db
    .updateTable('work')
    .set({ due_at: Math.min(due_at, waiting.due_at), attempts: Math.max(attempts, waiting.attempts), error })
    .where('id', '=', waiting.id)
    .execute();
}

async function addWork(db: Db, work: Work, dueAt: number): Promise<void> {
  const key = workKey(work);
  const waiting = await waitingRow(db, key);
  if (waiting) {
    if (dueAt >= waiting.due_at) return;
    await db.updateTable('work').set({ due_at: dueAt }).where('id', '=', waiting.id).execute();
    return;
  }
  await db
    .insertInto('work')
    .values({
      id: randomUUID(),
      work_key: key,
      kind: work.kind,
      work: JSON.stringify(work),
      state: 'waiting',
      due_at: dueAt,
      lease_until: null,
      attempts: 0,
      error: null,
      ordinal: nextOrdinal('work'),
    })
    .execute();
}
