import { type Kysely, sql } from 'kysely';

/** Which request takes back what which other one moved. */
export async function undo(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('request').addColumn('undoes', 'text').execute();
  const byUndone = schema.createIndex('request_by_undoes').on('request').columns(['undoes', 'created_at', 'ordinal']);
  await byUndone.where(sql.ref('undoes'), 'is not', null).execute();
}
