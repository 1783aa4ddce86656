import type { Kysely } from 'kysely';

/** When the thread was reminded of a request, and when it was escalated. Open requests are found by their state. */
export async function escalation(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('request').addColumn('reminded_at', 'bigint').execute();
  await db.schema.alterTable('request').addColumn('escalated_at', 'bigint').execute();
}
