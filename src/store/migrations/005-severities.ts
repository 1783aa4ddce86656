import type { Kysely } from 'kysely';

/** Every severity that a request ever had: rules look at all of them. Null in revisions of the time before. */
export async function severities(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('revision').addColumn('severities', 'text').execute();
}
