import type { Selectable } from 'kysely';
import { type AnalyzedEmail, emailKey, foldDuplicates, isResolved, type RequestId } from '../approval/request.ts';
import type { KnownEmail } from '../workflow/proof-store.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { prepared } from './prepared.ts';
import type { AnalyzedEmailTable, Db } from './schema.ts';

type EmailColumns = Pick<
  Selectable<AnalyzedEmailTable>,
  'email_key' | 'network_message_id' | 'message_key' | 'recipient' | 'graph_id'
>;

function emailColumns(email: AnalyzedEmail): EmailColumns {
  const pair = isResolved(email) ? email : undefined;
  return {
    email_key: emailKey(email),
    network_message_id: pair?.networkMessageId ?? null,
    message_key: pair?.networkMessageId.toLowerCase() ?? emailKey(email),
    recipient: pair?.recipientEmailAddress ?? null,
    graph_id: email.id ?? null,
  };
}

export function emailOf(row: Pick<EmailColumns, 'network_message_id' | 'recipient' | 'graph_id'>): AnalyzedEmail {
  const id = row.graph_id === null ? {} : { id: row.graph_id };
  if (row.network_message_id === null || row.recipient === null) return { id: row.graph_id ?? '' };
  return { networkMessageId: row.network_message_id, recipientEmailAddress: row.recipient, ...id };
}

const someEmails = prepared((db, asked: { id: RequestId; batch?: number; limit?: number; offset?: number }) => {
  const { id, batch, limit, offset } = asked;
  let query = db
    .selectFrom('analyzed_email')
    .select(['network_message_id', 'recipient', 'graph_id'])
    .where('request_id', '=', id)
    .orderBy('position');
  if (batch !== undefined) query = query.where('batch', '=', batch);
  // SQLite knows no offset without a limit.
  if (limit !== undefined || offset !== undefined) query = query.limit(limit ?? Number.MAX_SAFE_INTEGER);
  return offset === undefined ? query : query.offset(offset);
});

/** Its sort is a campaign's keys at most (some thousands), at somebody's click: not worth an index on every email. */
const byMessage = prepared((db, { id, limit, offset }: { id: RequestId; limit: number; offset: number }) =>
  db
    .selectFrom('analyzed_email')
    .select(['network_message_id', 'recipient', 'graph_id', 'batch', 'proof'])
    .where('request_id', '=', id)
    .orderBy('message_key')
    .orderBy('position')
    .limit(limit)
    .offset(offset),
);

export function emailReads(db: Db): Pick<StoreReader, 'emails' | 'emailsByMessage'> {
  return {
    async emailsByMessage(id, page) {
      const rows = await byMessage(db, { id, ...page });
      return rows.map(
        (row): KnownEmail => ({
          email: emailOf(row),
          ...(row.batch === null ? {} : { batch: row.batch }),
          ...(row.proof === null ? {} : { proof: row.proof }),
        }),
      );
    },
    async emails(id, part = {}) {
      return (await someEmails(db, { id, ...part })).map(emailOf);
    },
  };
}

const lastPosition = prepared((db, { id }: { id: RequestId }) =>
  db
    .selectFrom('analyzed_email')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('request_id', '=', id),
);

async function nextPosition(db: Db, id: RequestId): Promise<number> {
  const [row] = await lastPosition(db, { id });
  return row?.last == null ? 0 : Number(row.last) + 1;
}

export function emailWrites(db: Db): Pick<StoreTransaction, 'addEmails' | 'resolveEmail'> {
  return {
    async addEmails(id, emails, revision) {
      const start = await nextPosition(db, id);
      const rows = foldDuplicates(emails).map((email, index) => ({
        request_id: id,
        ...emailColumns(email),
        position: start + index,
        revision,
        batch: null,
      }));
      let added = 0;
      for (const part of chunks(rows)) {
        const result = await db
          .insertInto('analyzed_email')
          .values(part)
          .onConflict((conflict) => conflict.columns(['request_id', 'email_key']).doNothing())
          .executeTakeFirst();
        added += Number(result.numInsertedOrUpdatedRows ?? 0n);
      }
      return added;
    },
    async resolveEmail(requestId, id, email) {
      const unresolvedKey = emailKey({ id });
      const columns = emailColumns(email);
      const inPlace = db
        .updateTable('analyzed_email')
        .set(columns)
        .where('request_id', '=', requestId)
        .where('email_key', '=', unresolvedKey);
      if (columns.email_key === unresolvedKey) {
        await inPlace.execute();
        return;
      }
      const already = await db
        .selectFrom('analyzed_email')
        .select('email_key')
        .where('request_id', '=', requestId)
        .where('email_key', '=', columns.email_key)
        .executeTakeFirst();
      if (!already) {
        await inPlace.execute();
        return;
      }
      await db
        .deleteFrom('analyzed_email')
        .where('request_id', '=', requestId)
        .where('email_key', '=', unresolvedKey)
        .execute();
    },
  };
}
