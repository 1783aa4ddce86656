import { type Kysely, sql } from 'kysely';

const whole = 'bigint';

/** What is known of a call whose answer never came, what waits for a free place, and what has settled. */
async function extendBatches(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of [
    ['looks', 'text'],
    ['told_before', whole],
    ['waits_for', 'text'],
    ['settled_at', whole],
  ] as const) {
    await db.schema.alterTable('batch').addColumn(column, type).execute();
  }
  await db.schema.createIndex('batch_by_settling').on('batch').columns(['state', 'settled_at']).execute();
}

/** Where a request's card belongs, what a channel takes, and where messages were lost. */
async function extendChannels(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('request').addColumn('channel_id', 'text').execute();
  await db.schema.alterTable('channel').addColumn('source', 'text').execute();
  await db.schema.alterTable('channel').addColumn('min_severity', 'text').execute();
  await db.schema.alterTable('channel').addColumn('gone_at', whole).execute();
  await db.schema.alterTable('message_out').addColumn('at', whole).execute();
  await db.schema.alterTable('message_out').addColumn('summary', 'text').execute();
  await db.schema
    .alterTable('message_out')
    .addColumn('reposts', whole, (column) => column.notNull().defaultTo(sql`0`))
    .execute();
  await db.schema.createIndex('message_out_by_summary').on('message_out').column('summary').execute();
}

export async function severalInstances(db: Kysely<unknown>): Promise<void> {
  await extendBatches(db);
  await extendChannels(db);
}
