import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';

/** PostgreSQL's `integer` is too small for milliseconds; to SQLite both are the same. */
const whole = 'bigint';

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}

/** Checked at commit, so that a step may write its rows in any order. */
function ofRequest(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references('request.id').modifyEnd(sql`deferrable initially deferred`);
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('request')
    .addColumn('id', 'text', (id) => id.notNull().primaryKey())
    .addColumn('tenant_id', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('state_data', 'text', required)
    .addColumn('origin', 'text', required)
    .addColumn('revision', whole, required)
    .addColumn('campaign_id', 'text')
    .addColumn('earlier_request_id', 'text')
    .addColumn('created_at', whole, required)
    .addColumn('expires_at', whole, required)
    .addColumn('ordinal', whole, required)
    .execute();
  await db.schema.createIndex('request_by_state').on('request').columns(['state', 'created_at', 'ordinal']).execute();
  await db.schema.createIndex('request_by_campaign').on('request').column('campaign_id').execute();
  await db.schema.createIndex('request_by_ordinal').on('request').column('ordinal').execute();

  await db.schema
    .createTable('revision')
    .addColumn('request_id', 'text', ofRequest)
    .addColumn('number', whole, required)
    .addColumn('created_at', whole, required)
    .addColumn('action', 'text', required)
    .addColumn('severity', 'text', required)
    .addColumn('remediate_senders_copy', whole, required)
    .addColumn('dry_run', whole, required)
    .addColumn('peak_severity', 'text', required)
    .addColumn('email_count', whole, required)
    .addColumn('message_count', whole, required)
    .addColumn('recipient_count', whole, required)
    .addColumn('content_hash', 'text', required)
    .addPrimaryKeyConstraint('revision_key', ['request_id', 'number'])
    .execute();
}

async function createAnalyzedEmails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('analyzed_email')
    .addColumn('request_id', 'text', ofRequest)
    .addColumn('email_key', 'text', required)
    .addColumn('position', whole, required)
    .addColumn('revision', whole, required)
    .addColumn('network_message_id', 'text')
    .addColumn('message_key', 'text')
    .addColumn('recipient', 'text')
    .addColumn('graph_id', 'text')
    .addColumn('batch', whole)
    .addPrimaryKeyConstraint('analyzed_email_key', ['request_id', 'email_key'])
    .execute();
  await db.schema
    .createIndex('analyzed_email_by_position')
    .on('analyzed_email')
    .columns(['request_id', 'position'])
    .execute();
  await db.schema.createIndex('analyzed_email_by_key').on('analyzed_email').column('email_key').execute();
  await db.schema.createIndex('analyzed_email_by_message').on('analyzed_email').column('message_key').execute();
  await db.schema.createIndex('analyzed_email_by_graph_id').on('analyzed_email').column('graph_id').execute();
}

async function createAlerts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert')
    .addColumn('source', 'text', required)
    .addColumn('alert_id', 'text', required)
    .addColumn('request_id', 'text', ofRequest)
    .addColumn('revision', whole, required)
    .addColumn('received_at', whole, required)
    .addColumn('severity', 'text', required)
    .addColumn('recommended_action', 'text', required)
    .addColumn('remediate_senders_copy', whole, required)
    .addColumn('campaign_id', 'text')
    .addColumn('facts', 'text')
    .addColumn('part', 'text', required)
    .addColumn('emails', 'text')
    .addColumn('ordinal', whole, required)
    .addPrimaryKeyConstraint('alert_key', ['source', 'alert_id'])
    .execute();
  await db.schema.createIndex('alert_by_request').on('alert').columns(['request_id', 'ordinal']).execute();
  await db.schema.createIndex('alert_by_campaign').on('alert').column('campaign_id').execute();
  await db.schema.createIndex('alert_by_ordinal').on('alert').column('ordinal').execute();

  await db.schema
    .createTable('gathered_message')
    .addColumn('message_key', 'text', required)
    .addColumn('source', 'text', required)
    .addColumn('alert_id', 'text', required)
    .addPrimaryKeyConstraint('gathered_message_key', ['message_key', 'source', 'alert_id'])
    .execute();
  await db.schema
    .createIndex('gathered_message_by_alert')
    .on('gathered_message')
    .columns(['source', 'alert_id'])
    .execute();
}

async function createDecisionsAndBatches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('decision')
    .addColumn('request_id', 'text', ofRequest)
    .addColumn('number', whole, required)
    .addColumn('verdict', 'text', required)
    .addColumn('person', 'text', required)
    .addColumn('at', whole, required)
    .addColumn('reason', 'text')
    .addColumn('revision', whole, required)
    .addColumn('content_hash', 'text', required)
    .addColumn('policy_hash', 'text', required)
    .addPrimaryKeyConstraint('decision_key', ['request_id', 'number'])
    .execute();

  await db.schema
    .createTable('batch')
    .addColumn('request_id', 'text', ofRequest)
    .addColumn('number', whole, required)
    .addColumn('state', 'text', required)
    .addColumn('email_count', whole, required)
    .addColumn('attempts', whole, required)
    .addColumn('due_at', whole)
    .addColumn('client_request_id', 'text')
    .addColumn('called_at', whole)
    .addColumn('ended_at', whole)
    .addColumn('tracking_link', 'text')
    .addColumn('bulk_id', 'text')
    .addColumn('status', whole)
    .addColumn('graph_request_id', 'text')
    .addColumn('problem', 'text')
    .addColumn('dry_run', whole)
    .addPrimaryKeyConstraint('batch_key', ['request_id', 'number'])
    .execute();
  await db.schema.createIndex('batch_by_state').on('batch').column('state').execute();
}

async function createMessagesAndAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('message_out')
    .addColumn('key', 'text', (key) => key.notNull().primaryKey())
    .addColumn('request_id', 'text', ofRequest)
    .addColumn('state', 'text', required)
    .addColumn('address', 'text')
    .execute();
  await db.schema.createIndex('message_out_by_request').on('message_out').column('request_id').execute();

  await db.schema
    .createTable('audit')
    .addColumn('seq', whole, (seq) => seq.notNull().primaryKey())
    .addColumn('at', whole, required)
    .addColumn('tenant_id', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('request_id', 'text')
    .addColumn('revision', whole)
    .addColumn('actor', 'text', required)
    .addColumn('data', 'text', required)
    .addColumn('previous_hash', 'text')
    .addColumn('hash', 'text', required)
    .execute();
}

async function createWork(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('work')
    .addColumn('id', 'text', (id) => id.notNull().primaryKey())
    .addColumn('work_key', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('work', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('due_at', whole, required)
    .addColumn('lease_until', whole)
    .addColumn('attempts', whole, required)
    .addColumn('error', 'text')
    .addColumn('ordinal', whole, required)
    .execute();
  await db.schema.createIndex('work_by_key').on('work').columns(['work_key', 'state']).execute();
  await db.schema.createIndex('work_by_due_time').on('work').columns(['state', 'kind', 'due_at', 'ordinal']).execute();
  await db.schema.createIndex('work_by_ordinal').on('work').column('ordinal').execute();
}

async function createChannels(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('channel')
    .addColumn('channel_id', 'text', (id) => id.notNull().primaryKey())
    .addColumn('tenant_id', 'text', required)
    .addColumn('team_id', 'text', required)
    .addColumn('service_url', 'text', required)
    .addColumn('bound_by', 'text', required)
    .addColumn('bound_at', whole, required)
    .addColumn('ordinal', whole, required)
    .execute();
  await db.schema
    .createTable('installation')
    .addColumn('team_id', 'text', (id) => id.notNull().primaryKey())
    .addColumn('tenant_id', 'text', required)
    .addColumn('service_url', 'text', required)
    .execute();
  await db.schema
    .createTable('pulse')
    .addColumn('id', whole, (id) => id.notNull().primaryKey())
    .addColumn('at', whole, required)
    .execute();
}

export async function foundation(db: Kysely<unknown>): Promise<void> {
  await createRequests(db);
  await createAnalyzedEmails(db);
  await createAlerts(db);
  await createDecisionsAndBatches(db);
  await createMessagesAndAudit(db);
  await createWork(db);
  await createChannels(db);
}
