/** What requests themselves know of their mail (found with `find`), and which earlier ones can tell of a message. */
import type { RequestId } from '../approval/request.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { byAge, type Found, foundColumns } from './found-request.ts';
import { prepared } from './prepared.ts';
import type { Db } from './schema.ts';

/** As in searches.ts, `crossJoin` says where to begin. */
const withFacts = prepared((db, { keys, tenantId }: { keys: readonly string[]; tenantId: string }) =>
  db
    .selectFrom('analyzed_email')
    .crossJoin('request')
    .crossJoin('revision')
    .select(['analyzed_email.message_key', ...foundColumns])
    .distinct()
    .whereRef('request.id', '=', 'analyzed_email.request_id')
    .whereRef('revision.request_id', '=', 'request.id')
    .whereRef('revision.number', '=', 'request.revision')
    .where('analyzed_email.message_key', 'in', keys)
    .where('request.tenant_id', '=', tenantId)
    // Of several messages nobody knows which one the facts are of.
    .where('revision.message_count', '=', 1)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('request.own_facts_salt', 'is not', null),
        exists(
          selectFrom('alert')
            .select('alert.alert_id')
            .whereRef('alert.request_id', '=', 'request.id')
            .where('alert.part', '!=', 'pointer')
            .where('alert.facts', 'is not', null),
        ),
      ]),
    ),
);

export function ownFactsReads(db: Db): Pick<StoreReader, 'thatTellOf'> {
  return {
    async thatTellOf(messageKeys, tenantId) {
      const found = new Map<string | null, Found[]>();
      for (const keys of chunks(messageKeys)) {
        for (const { message_key: key, ...request } of await withFacts(db, { keys, tenantId })) {
          found.set(key, [...(found.get(key) ?? []), request]);
        }
      }
      const ids = messageKeys.flatMap((key) => (found.get(key) ?? []).sort(byAge).reverse());
      return ids.map(({ id }) => id);
    },
  };
}

export function ownFactsWrites(db: Db): Pick<StoreTransaction, 'keepOwnFacts'> {
  return {
    async keepOwnFacts(id, facts, salt) {
      await db
        .updateTable('request')
        .set({ own_facts: JSON.stringify(facts), own_facts_salt: salt })
        .where('id', '=', id)
        .execute();
    },
  };
}

/** Which of these have facts of their own. */
export async function haveOwnFacts(db: Db, ids: readonly RequestId[]): Promise<RequestId[]> {
  const rows = await db
    .selectFrom('request')
    .select('id')
    .where('id', 'in', ids)
    .where('own_facts_salt', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** That there were some stays known, for the card to say that they are gone. */
export async function blankOwnFacts(db: Db, ids: readonly RequestId[]): Promise<void> {
  await db
    .updateTable('request')
    .set({ own_facts: '{}', own_facts_salt: null })
    .where('id', 'in', ids)
    .where('own_facts_salt', 'is not', null)
    .execute();
}
