import { type Kysely, sql } from 'kysely';

/** Past requests in the order of their decisions, and who sent the mails that a campaign's alerts are about. */
export async function history(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('request').addColumn('decided_at', 'bigint').execute();
  // Nobody withdrew anything before; what expired did so at its deadline, whoever had approved by then.
  await sql`update request set decided_at = case when state = 'expired' then expires_at else coalesce(
    (select max(decision.at) from decision where decision.request_id = request.id), ended_at, created_at) end
    where state not in ('pending', 'partiallyApproved')`.execute(db);
  // With the id, so that pages are counted off in the index alone.
  const byDecision = schema.createIndex('request_by_decision').on('request').columns(['decided_at', 'ordinal', 'id']);
  await byDecision.where(sql.ref('decided_at'), 'is not', null).execute();

  await schema.alterTable('alert').addColumn('sender', 'text').execute();
  // Senders are counted in the index: the column lies behind the facts, half a megabyte perhaps.
  const bySender = schema.createIndex('alert_by_sender').on('alert').columns(['request_id', 'sender', 'ordinal']);
  await bySender.where(sql.ref('sender'), 'is not', null).execute();
}
