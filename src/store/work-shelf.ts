import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { LeasedWork, WorkShelf } from '../workflow/ports.ts';
import { type Work, workKey } from '../workflow/work.ts';
import { chunks } from './chunks.ts';
import type { InTransaction } from './group-commit.ts';
import { fromJson } from './json-column.ts';
import type { Db, WorkTable } from './schema.ts';
import { addUnlessWaiting, bringForward, leaseDue, nextDueTime, overdueWork, removeLeased } from './work-queries.ts';

type WorkRow = Selectable<WorkTable>;
export type Schedule = (transaction: Db, work: Work, dueAt: number) => Promise<void>;
export type Scheduled = ReadonlySet<Work['kind']>;

/** Earlier than any time, so that the next look finds out. */
const unknown = Number.NEGATIVE_INFINITY;

/**
 * At most one item of a key waits, and at most one is under way: the same work never runs twice at once, so that,
 * say, an older drawing of a card cannot overtake the newer one.
 */
export function createWorkShelf(
  db: Db,
  inTransaction: InTransaction,
): {
  shelf: WorkShelf;
  readonly schedule: Schedule;
  readonly ensureScheduled: Schedule;
  afterSchedule: (kinds: Scheduled) => void;
} {
  const listeners: ((kinds: Scheduled) => void)[] = [];
  /** No lease ends before this. */
  let firstLeaseEnd = unknown;

  /** Leased by somebody whose lease has run out: hardly ever, so that mostly nobody has to look. */
  async function overdue(transaction: Db, kinds: readonly Work['kind'][], limit: number, now: number) {
    if (now < firstLeaseEnd) return [];
    const { items, earliestEnd } = await overdueWork(transaction, kinds, limit, now);
    firstLeaseEnd = earliestEnd;
    return items;
  }

  async function lease(transaction: Db, rows: readonly WorkRow[], leaseUntil: number): Promise<void> {
    for (const part of chunks(rows.map(({ id }) => id))) {
      await transaction
        .updateTable('work')
        .set((eb) => ({ state: 'leased', lease_until: leaseUntil, attempts: eb('attempts', '+', 1) }))
        .where('id', 'in', part)
        .execute();
    }
  }

  /** Items that end at about the same time, as they do after a common commit. */
  let ending: { readonly items: LeasedWork[]; readonly ended: Promise<void> } | undefined;

  function endTogether(): { readonly items: LeasedWork[]; readonly ended: Promise<void> } {
    const items: LeasedWork[] = [];
    const full = () => {
      if (ending?.items === items) ending = undefined;
    };
    const ended = inTransaction(async (transaction) => {
      full();
      for (const { id, attempts } of items) await removeLeased(transaction, { id, attempts: attempts + 1 });
    }).finally(full);
    return { items, ended };
  }

  const shelf: WorkShelf = {
    async take(kinds, limit, now, leaseUntil) {
      if (kinds.length === 0 || limit <= 0) return [];
      try {
        return await inTransaction(async (transaction) => {
          const rows = await overdue(transaction, kinds, limit, now);
          await lease(transaction, rows, leaseUntil);
          if (rows.length < limit) {
            rows.push(...(await leaseDue(transaction, kinds, limit - rows.length, now, leaseUntil)));
          }
          if (rows.length > 0) firstLeaseEnd = Math.min(firstLeaseEnd, leaseUntil);
          const items = rows.map(leasedOf).filter((item) => item !== undefined);
          await giveUpUnreadable(transaction, rows, items);
          return items;
        });
      } catch (thrown) {
        firstLeaseEnd = unknown;
        throw thrown;
      }
    },
    done: (item) => {
      ending ??= endTogether();
      ending.items.push(item);
      return ending.ended;
    },
    async putBack(item, dueAt, error) {
      await inTransaction(async (transaction) => {
        const row = await heldRow(transaction, item);
        if (row) await backToWaiting(transaction, { ...row, due_at: dueAt, error });
      });
    },
    async giveUp(item, error) {
      await inTransaction(async (transaction) => {
        // One row tells that this work was given up, however often it was.
        const former = transaction.deleteFrom('work').where('work_key', '=', workKey(item.work));
        await former.where('state', '=', 'givenUp').execute();
        await transaction
          .updateTable('work')
          .set({ state: 'givenUp', lease_until: null, error })
          .where('id', '=', item.id)
          .where('state', '=', 'leased')
          .where('attempts', '=', item.attempts + 1)
          .execute();
      });
    },
    nextDueAt: (kinds) => nextDueTime(db, kinds),
    releaseAll: () =>
      inTransaction(async (transaction) => {
        const rows = await transaction.selectFrom('work').selectAll().where('state', '=', 'leased').execute();
        for (const row of rows) await backToWaiting(transaction, row);
        return rows.length;
      }),
    async clockSetBack(byMs) {
      await inTransaction(async (transaction) => {
        await transaction
          .updateTable('work')
          .set((eb) => ({ due_at: eb('due_at', '-', byMs) }))
          .where('state', '=', 'waiting')
          .where('kind', 'in', waitsAWhile)
          .execute();
        await transaction
          .updateTable('batch')
          .set((eb) => ({ due_at: eb('due_at', '-', byMs) }))
          .where('state', '=', 'pending')
          .where('due_at', 'is not', null)
          .execute();
      });
    },
    onScheduled: (listener) => {
      listeners.push(listener);
    },
  };
  return {
    shelf,
    schedule: addWork,
    ensureScheduled: ensureWork,
    afterSchedule: (kinds) => {
      for (const listener of listeners) listener(kinds);
    },
  };
}

/** Undefined where the row does not say which work it is, as nothing but a hand or a damaged disk can have left it. */
function leasedOf(row: WorkRow): LeasedWork | undefined {
  try {
    const work = fromJson<Work | null>(row.work);
    return work?.kind === row.kind ? { id: row.id, work, attempts: row.attempts } : undefined;
  } catch {
    return undefined;
  }
}

/** Kept for people to see: taken again and again, it would hold up everything behind it. */
async function giveUpUnreadable(db: Db, rows: readonly WorkRow[], items: readonly LeasedWork[]): Promise<void> {
  if (items.length === rows.length) return;
  const readable = new Set(items.map(({ id }) => id));
  const rest = rows.filter(({ id }) => !readable.has(id)).map(({ id }) => id);
  const change = { state: 'givenUp', lease_until: null, error: 'internal' } as const;
  await db.updateTable('work').set(change).where('id', 'in', rest).execute();
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

/** Due so long after something. Deadlines stand by the clock. */
const waitsAWhile: readonly Work['kind'][] = [
  'postCard',
  'redrawCard',
  'redrawSummary',
  'sendReply',
  'submitBatch',
  'reconcileCall',
  'verifyOutcome',
  'reviseRequest',
  'resolveEmails',
  'sendCallback',
];

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

/** For the sweep: whatever is known of this work, also that it was given up, stays as it is. */
async function ensureWork(db: Db, work: Work, dueAt: number): Promise<void> {
  const known = await db
    .selectFrom('work')
    .select('id')
    .where('work_key', '=', workKey(work))
    .limit(1)
    .executeTakeFirst();
  if (!known) await addWork(db, work, dueAt);
}

async function addWork(db: Db, work: Work, dueAt: number): Promise<void> {
  const key = workKey(work);
  const row = { id: randomUUID(), work_key: key, kind: work.kind, work: JSON.stringify(work), due_at: dueAt };
  if (!(await addUnlessWaiting(db, row))) await bringForward(db, { key, dueAt });
}
