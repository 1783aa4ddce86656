import { type Kysely, sql } from 'kysely';

const whole = 'bigint';

/** What is known of a call whose answer never came, what waits for a free place, and what has settled. */
async function extendBatches(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of [
    ['looks', 'text'],
    ['told_before', whole],
    ['duplicates', whole],
    ['waits_for', 'text'],
    ['settled_at', whole],
  ] as const) {
    await db.schema.alterTable('batch').addColumn(column, type).execute();
  }
  await db.schema.createIndex('batch_by_settling').on('batch').columns(['state', 'settled_at', 'called_at']).execute();
  await db.schema
    .createIndex('batch_by_waiting')
    .on('batch')
    .column('waits_for')
    .where(sql.ref('waits_for'), 'is not', null)
    .execute();
  // What was accepted before places were counted holds none.
  await sql`update batch set settled_at = coalesce(ended_at, 0) where state = 'accepted'`.execute(db);
}

/** Where a request's card belongs, what a channel takes, and where messages were lost. */
async function extendChannels(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('alert').addColumn('email_count', whole).execute();
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
  await db.schema.alterTable('message_out').addColumn('place', whole).execute();
  const listed = db.schema.createIndex('message_out_by_summary').on('message_out').column('summary');
  await listed.where(sql.ref('summary'), 'is not', null).execute();
  await db.schema.createIndex('message_out_by_state').on('message_out').column('state').execute();
}

/** Teams counts what all instances send together. */
async function createAllowances(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('allowance')
    .addColumn('key', 'text', (key) => key.notNull().primaryKey())
    .addColumn('state', 'text', (state) => state.notNull())
    .addColumn('idle_at', whole, (at) => at.notNull())
    .execute();
  await db.schema.createIndex('allowance_by_idle_time').on('allowance').column('idle_at').execute();
}

/** So that a long campaign, many alerts about one message, and what most rows leave empty cost nothing. */
async function sharpenIndexes(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  for (const name of [
    'request_by_campaign',
    'alert_by_campaign',
    'alert_by_request',
    'analyzed_email_by_graph_id',
    'message_out_by_request',
  ]) {
    await schema.dropIndex(name).execute();
  }
  const request = schema.createIndex('request_by_campaign').on('request').columns(['campaign_id', 'state']);
  await request.where(sql.ref('campaign_id'), 'is not', null).execute();
  const alert = schema.createIndex('alert_by_campaign').on('alert').columns(['campaign_id', 'request_id']);
  await alert.where(sql.ref('campaign_id'), 'is not', null).execute();
  const graphId = schema.createIndex('analyzed_email_by_graph_id').on('analyzed_email').column('graph_id');
  await graphId.where(sql.ref('graph_id'), 'is not', null).execute();
  // Alerts are counted, and the first is found, in the index: `part` lies behind the facts, half a megabyte perhaps.
  const byRequest = schema.createIndex('alert_by_request').on('alert');
  await byRequest.columns(['request_id', 'received_at', 'ordinal', 'part', 'source']).execute();
  // With the state, so that SQLite does not take all messages of a state for fewer than those of one request.
  const messages = schema.createIndex('message_out_by_request').on('message_out');
  await messages.columns(['request_id', 'state', 'place']).execute();
}

export async function severalInstances(db: Kysely<unknown>): Promise<void> {
  await extendBatches(db);
  await extendChannels(db);
  await sharpenIndexes(db);
  await createAllowances(db);
}
