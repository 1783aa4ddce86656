import type { Kysely } from 'kysely';

/** What `find` knew of the mail, for requests that were made from what it found; and what its hashes were made with. */
export async function ownFacts(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('request').addColumn('own_facts', 'text').execute();
  await db.schema.alterTable('request').addColumn('own_facts_salt', 'text').execute();
}
