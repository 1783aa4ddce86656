import { type Kysely, sql } from 'kysely';

const whole = 'bigint';

/** Whose mail facts are due to be blanked, and what the hashes in the audit chain were made with. */
export async function retention(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('request').addColumn('ended_at', whole).execute();
  await schema.alterTable('request').addColumn('facts_blanked_at', whole).execute();
  await schema.alterTable('alert').addColumn('facts_salt', 'text').execute();
  // What is blanked leaves the index, so that years of it cost nothing.
  const byEnd = schema.createIndex('request_by_end').on('request').columns(['ended_at', 'state']);
  await byEnd.where(sql.ref('facts_blanked_at'), 'is', null).execute();
  await schema
    .createTable('retention')
    .addColumn('id', whole, (id) => id.notNull().primaryKey())
    .addColumn('believed_at', whole, (at) => at.notNull())
    .execute();
}
