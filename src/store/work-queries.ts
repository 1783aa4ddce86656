import { type Compilable, type CompiledQuery, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Work } from '../workflow/work.ts';
import { nextOrdinal } from './ordinal.ts';
import { prepared, preparedChange } from './prepared.ts';
import type { Db, WorkTable } from './schema.ts';

type Kinds = readonly Work['kind'][];
type WorkRow = Selectable<WorkTable>;

/** Waiting, while nothing of the same key is under way. */
const unblocked = sql`
  one.state = 'waiting' and one.kind = wanted.value and not exists (
    select 1 from work as other where other.work_key = one.work_key and other.state = 'leased'
  )`;

/**
 * Leases what is due, the longest first; answers the rows as they were. One statement however many kinds there are;
 * kind by kind inside, so that the index alone answers, however much is due or waits for later. (`cross join`: SQLite
 * keeps this order of its loops.)
 */
export async function leaseDue(db: Db, kinds: Kinds, limit: number, now: number, until: number): Promise<WorkRow[]> {
  const rows = await leased(db, { kinds: JSON.stringify(kinds), limit, now, until });
  // What an update returns is in no order.
  rows.sort((a, b) => a.due_at - b.due_at || a.ordinal - b.ordinal);
  return rows.map((row) => ({ ...row, attempts: row.attempts - 1 }));
}

type Asked = { readonly kinds: string; readonly limit: number; readonly now: number; readonly until: number };
const leased = prepared((db, { kinds, limit, now, until }: Asked) =>
  statement<WorkRow>(
    db,
    sql`update work set state = 'leased', lease_until = ${until}, attempts = attempts + 1 where id in (
      select work.id from json_each(${kinds}) as wanted cross join work on work.id in (
        select one.id from work as one where ${unblocked} and one.due_at <= ${now}
        order by one.due_at, one.ordinal limit ${limit}
      )
      order by work.due_at, work.ordinal limit ${limit}
    ) returning *`,
  ),
);

/** Adds the row unless the same work waits already; true where it was added. */
export async function addUnlessWaiting(db: Db, row: NewWork): Promise<boolean> {
  return (await added(db, row)) === 1;
}

type NewWork = Pick<WorkTable, 'id' | 'work_key' | 'kind' | 'work' | 'due_at'>;
const added = preparedChange((db, { id, work_key, kind, work, due_at }: NewWork) =>
  statement(
    db,
    sql`insert into work (id, work_key, kind, work, state, due_at, attempts, ordinal)
    select ${id}, ${work_key}, ${kind}, ${work}, 'waiting', ${due_at}, 0, ${nextOrdinal('work')}
    where not exists (select 1 from work where work_key = ${work_key} and state = 'waiting')`,
  ),
);

/** Of work that waits: the earlier time wins. */
export const bringForward = preparedChange((db, { key, dueAt }: { key: string; dueAt: number }) =>
  db
    .updateTable('work')
    .set({ due_at: dueAt })
    .where('work_key', '=', key)
    .where('state', '=', 'waiting')
    .where('due_at', '>', dueAt),
);

/** While the lease is still this one: every taking counts `attempts` up. */
export const removeLeased = preparedChange((db, { id, attempts }: { id: string; attempts: number }) =>
  db.deleteFrom('work').where('id', '=', id).where('state', '=', 'leased').where('attempts', '=', attempts),
);

/** Text as something that can be prepared. */
function statement<Row>(db: Db, text: RawBuilder<unknown>): Compilable<Row> {
  return { compile: () => text.compile(db) as CompiledQuery<Row> };
}

/** When the next of these kinds is due, or was. */
export async function nextDueTime(db: Db, kinds: Kinds): Promise<number | undefined> {
  const [row] = await nextDue(db, { kinds: JSON.stringify(kinds) });
  return row?.due_at ?? undefined;
}

const nextDue = prepared((db, { kinds }: { kinds: string }) =>
  statement<{ due_at: number | null }>(
    db,
    sql`select min((select one.due_at from work as one where ${unblocked} order by one.due_at limit 1)) as due_at
    from json_each(${kinds}) as wanted`,
  ),
);

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
