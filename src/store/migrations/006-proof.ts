import { type Kysely, sql } from 'kysely';

/** What the mailboxes showed of each email after its remediation. */
export async function proof(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('analyzed_email').addColumn('proof', 'text').execute();
  await schema.alterTable('analyzed_email').addColumn('location', 'text').execute();
  // Nobody looked after these before: what was told years ago is not to be proven now.
  await sql`update batch set settled_at = coalesce(ended_at, 0) where state = 'duplicate' and settled_at is null
    and (told_before is null or told_before = 0)`.execute(db);
}
