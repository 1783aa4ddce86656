/** Daily counters: gathered while a transaction runs, and added as its very last act. */
import { countNames, type DailyCount, dayOf } from '../approval/stats.ts';
import type { Clock } from '../workflow/ports.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { preparedChange } from './prepared.ts';
import type { DailyCountTable, Db } from './schema.ts';

/** The row that says since when there are counters. */
const since = 'since';

const addTo = preparedChange((db, row: DailyCountTable) =>
  db
    .insertInto('daily_count')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['name', 'day', 'bucket'])
        .doUpdateSet((eb) => ({ count: eb('daily_count.count', '+', eb.ref('excluded.count')) })),
    ),
);

/**
 * All instances add to the same few rows. Added behind the audit entries, whose lock keeps everybody else out: nobody
 * ever waits for one of these rows, whatever the order, and nothing is held for longer than the chain itself.
 */
export function countWriter(db: Db): Pick<StoreTransaction, 'count'> & { add(): Promise<void> } {
  const gathered = new Map<string, DailyCountTable>();
  return {
    async count({ name, day, bucket, by }) {
      const key = `${name} ${day} ${bucket}`;
      gathered.set(key, { name, day, bucket, count: by + (gathered.get(key)?.count ?? 0) });
    },
    async add() {
      for (const [, row] of [...gathered].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (row.count !== 0) await addTo(db, row);
      }
    },
  };
}

export function countReads(db: Db): Pick<StoreReader, 'counts' | 'countedSince'> {
  return {
    async counts({ from, to }) {
      const rows = await db
        .selectFrom('daily_count')
        .select(['name', 'bucket', (eb) => eb.fn.sum<number>('count').as('total')])
        .where('name', 'in', countNames)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .groupBy(['name', 'bucket'])
        .execute();
      return rows.map(({ name, bucket, total }) => ({
        name: name as DailyCount['name'],
        bucket,
        count: Number(total),
      }));
    },
    async countedSince() {
      const row = await db
        .selectFrom('daily_count')
        .select('day')
        .where('name', '=', since)
        .orderBy('day')
        .limit(1)
        .executeTakeFirst();
      return row?.day;
    },
  };
}

export function countRemovals(db: Db): Pick<StoreTransaction, 'forgetCounts'> {
  return {
    async forgetCounts(beforeDay) {
      const { numDeletedRows } = await db
        .deleteFrom('daily_count')
        .where('name', 'in', countNames)
        .where('day', '<', beforeDay)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** When a store is opened: from now on there are counters, unless there were before. */
export async function noteCountingSince(db: Db, clock: Clock): Promise<void> {
  if ((await countReads(db).countedSince()) !== undefined) return;
  await db
    .insertInto('daily_count')
    .values({ name: since, day: dayOf(clock.now()), bucket: '', count: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
