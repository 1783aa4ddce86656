/** What `find` found. Personal data of a day: the mail itself is Defender's. */
import { foldCase } from '../approval/request.ts';
import { type FoundMail, type KeptSearch, type MailCriteria, searchesKept } from '../workflow/found-mail.ts';
import type { MailSearchReader, MailSearchWriter } from '../workflow/mail-search-store.ts';
import { fromJson } from './json-column.ts';
import type { Db } from './schema.ts';

export function mailSearchReads(db: Db): MailSearchReader {
  return {
    async mailSearch(id): Promise<KeptSearch | undefined> {
      const row = await db.selectFrom('mail_search').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      const { tenant_id: tenantId, person_id: by, at, salt, request_id: about } = row;
      return {
        id,
        tenantId,
        by,
        at,
        salt,
        criteria: fromJson<MailCriteria>(row.criteria),
        ...fromJson<FoundMail>(row.found),
        ...(about === null ? {} : { about }),
      };
    },
    async requestsFromSearch(id) {
      const rows = await db
        .selectFrom('mail_search_request')
        .select(['message', 'request_id'])
        .where('search_id', '=', id)
        .execute();
      return new Map(rows.map(({ message, request_id }) => [message, request_id]));
    },
  };
}

export function mailSearchWrites(db: Db): MailSearchWriter {
  return {
    async addMailSearch({ id, tenantId, by, at, criteria, salt, messages, more, about }) {
      const found: FoundMail = { messages, more };
      const row = { id, tenant_id: tenantId, person_id: foldCase(by), at, salt, request_id: about ?? null };
      await db
        .insertInto('mail_search')
        .values({ ...row, criteria: JSON.stringify(criteria), found: JSON.stringify(found) })
        .execute();
      await remove(db, await beyondTheNewest(db, foldCase(by)));
    },
    async noteRequestFromSearch(searchId, message, requestId) {
      await db
        .insertInto('mail_search_request')
        .columns(['search_id', 'message', 'request_id'])
        // Whoever forgets it meanwhile takes this along.
        .expression(({ selectFrom, val, cast }) =>
          selectFrom('mail_search')
            .select([
              'mail_search.id',
              cast<number>(val(message), 'bigint').as('message'),
              cast<string>(val(requestId), 'text').as('request_id'),
            ])
            .where('mail_search.id', '=', searchId),
        )
        .onConflict((conflict) => conflict.columns(['search_id', 'message']).doNothing())
        .execute();
    },
    async forgetMailSearches(before, limit) {
      const rows = await db
        .selectFrom('mail_search')
        .select('id')
        .where('at', '<', before)
        .orderBy('at')
        .limit(limit)
        .execute();
      await remove(
        db,
        rows.map(({ id }) => id),
      );
      return rows.length;
    },
  };
}

async function beyondTheNewest(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('mail_search')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .offset(searchesKept)
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

async function remove(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('mail_search').where('id', 'in', ids).execute();
}
