import type { Kysely } from 'kysely';

/** W3C trace context of what opened a request: its work, hours and restarts later, belongs to the same trace. */
export async function trace(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('request').addColumn('traceparent', 'text').execute();
}
