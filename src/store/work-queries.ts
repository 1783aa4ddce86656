import { type Selectable, sql } from 'kysely';
import type { Work } from '../workflow/work.ts';
import type { Db, WorkTable } from './schema.ts';

type Kinds = readonly Work['kind'][];
type WorkRow = Selectable<WorkTable>;

/** Waiting, while nothing of the same key is under way. */
const unblocked = sql`
  one.state = 'waiting' and one.kind = wanted.value and not exists (
    select 1 from work as other where other.work_key = one.work_key and other.state = 'leased'
  )`;

/**
 * Due, the longest first. One statement however many kinds there are; kind by kind inside, so that the index alone
 * answers, however much is due or waits for later. (`cross join`: SQLite keeps this order of its loops.)
 */
export async function dueWork(db: Db, kinds: Kinds, limit: number, now: number): Promise<WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    select work.* from json_each(${JSON.stringify(kinds)}) as wanted cross join work on work.id in (
      select one.id from work as one where ${unblocked} and one.due_at <= ${now}
      order by one.due_at, one.ordinal limit ${limit}
    )
    order by work.due_at, work.ordinal limit ${limit}`.execute(db);
  return rows;
}

/** When the next of these kinds is due, or was. */
export async function nextDueTime(db: Db, kinds: Kinds): Promise<number | undefined> {
  const { rows } = await sql<{ due_at: number | null }>`
    select min((select one.due_at from work as one where ${unblocked} order by one.due_at limit 1)) as due_at
    from json_each(${JSON.stringify(kinds)}) as wanted`.execute(db);
  return rows[0]?.due_at ?? undefined;
}

/** Whose lease has run out, and when the first of all other leases ends. */
export async function overdueWork(
  db: Db,
  kinds: Kinds,
  limit: number,
  now: number,
): Promise<{ items: WorkRow[]; earliestEnd: number }> {
  const leased = db.selectFrom('work').where('state', '=', 'leased');
  const items = await leased
    .selectAll()
    .where('kind', 'in', kinds)
    .where('lease_until', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  const taken = new Set(items.map(({ id }) => id));
  const ends = await leased.select(['id', 'lease_until']).execute();
  const others = ends.filter(({ id }) => !taken.has(id)).map(({ lease_until }) => lease_until ?? 0);
  return { items, earliestEnd: others.reduce((first, end) => Math.min(first, end), Number.POSITIVE_INFINITY) };
}
