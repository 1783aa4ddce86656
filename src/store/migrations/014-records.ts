import { type Kysely, sql } from 'kysely';

/** Versions of one record of a source, and what was asked for after a request that named no mail. */
export async function records(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('alert').addColumn('record', 'text').execute();
  const byRecord = schema.createIndex('alert_by_record').on('alert').columns(['source', 'record', 'request_id']);
  await byRecord.where(sql.ref('record'), 'is not', null).execute();

  // Of which request the mail was looked for.
  await schema.alterTable('mail_search').addColumn('request_id', 'text').execute();
  const byEarlier = schema
    .createIndex('request_by_earlier')
    .on('request')
    .columns(['earlier_request_id', 'created_at', 'ordinal']);
  await byEarlier.where(sql.ref('earlier_request_id'), 'is not', null).execute();
}
