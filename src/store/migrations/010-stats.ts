import type { Kysely } from 'kysely';

const whole = 'bigint';

/** What was counted a day. Nothing is counted of what came before: that would mean to read through all of it. */
export async function stats(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('daily_count')
    .addColumn('name', 'text', (name) => name.notNull())
    .addColumn('day', whole, (day) => day.notNull())
    .addColumn('bucket', 'text', (bucket) => bucket.notNull())
    .addColumn('count', whole, (count) => count.notNull())
    .addPrimaryKeyConstraint('daily_count_pk', ['name', 'day', 'bucket'])
    .execute();
}
