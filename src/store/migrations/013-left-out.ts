import type { Kysely } from 'kysely';

/** Of which batch an email was left out, because another request had told Graph about it: the mailboxes tell all the same. */
export async function leftOut(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('analyzed_email').addColumn('left_out_of', 'integer').execute();
}
