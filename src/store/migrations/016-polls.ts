import type { Kysely } from 'kysely';

const whole = 'bigint';

/** How far what is polled was taken in, and which instance reads it now. */
export async function polls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('poll')
    .addColumn('name', 'text', (name) => name.notNull().primaryKey())
    .addColumn('taken_until', whole)
    .addColumn('holder', 'text', (holder) => holder.notNull())
    .addColumn('lease_until', whole, (at) => at.notNull())
    .execute();
}
