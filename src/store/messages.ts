import { type RawBuilder, type Selectable, sql } from 'kysely';
import { openStates, type RequestId } from '../approval/request.ts';
import type { CardAddress, OutboxRow, StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { fromJson } from './json-column.ts';
import { prepared } from './prepared.ts';
import type { Db, MessageOutTable } from './schema.ts';

type MessageReads = Pick<
  StoreReader,
  'message' | 'owedMessages' | 'unsentReplyBefore' | 'waitingCards' | 'cardsListedIn'
>;

const messageByKey = prepared((db, { key }: { key: string }) =>
  db.selectFrom('message_out').selectAll().where('key', '=', key),
);

export function messageReads(db: Db): MessageReads {
  const cards = () =>
    db
      .selectFrom('message_out')
      .innerJoin('request', 'request.id', 'message_out.request_id')
      .selectAll('message_out')
      .orderBy('request.created_at')
      .orderBy('request.ordinal');
  return {
    async owedMessages(id) {
      const rows = await db
        .selectFrom('message_out')
        .select('key')
        .where('request_id', '=', id)
        .where('state', '=', 'owed')
        .orderBy('place')
        .orderBy('key')
        .execute();
      return rows.map(({ key }) => key);
    },
    async message(key) {
      const [row] = await messageByKey(db, { key });
      return row && messageOf(row);
    },
    async unsentReplyBefore({ key, requestId }) {
      const own = await db.selectFrom('message_out').select('place').where('key', '=', key).executeTakeFirst();
      const earlier = await db
        .selectFrom('message_out')
        .select('key')
        .where('request_id', '=', requestId)
        .where('state', 'in', ['owed', 'waiting', 'sending'])
        .where('key', 'like', 'reply:%')
        .where('key', '!=', key)
        .where('place', '<', own?.place ?? Number.MAX_SAFE_INTEGER)
        .orderBy('place')
        .limit(1)
        .executeTakeFirst();
      return earlier?.key;
    },
    /** What has an address has a card (a summary, at least). Replies are never `waiting` for an open channel alone. */
    async waitingCards({ channelIds, sendingSince, limit }) {
      const rows = await cards()
        .where('message_out.state', 'in', ['waiting', 'sending'])
        .where('message_out.address', 'is', null)
        .where('message_out.key', 'like', 'card:%')
        .where(({ eb, or }) => or([eb('message_out.state', '=', 'waiting'), eb('message_out.at', '<=', sendingSince)]))
        .where('request.state', 'in', openStates)
        .where(({ eb, or }) => or([eb('request.channel_id', 'in', channelIds), eb('request.channel_id', 'is', null)]))
        .limit(limit)
        .execute();
      return rows.map(messageOf);
    },
    async cardsListedIn(summary) {
      return (await cards().where('message_out.summary', '=', summary).execute()).map(messageOf);
    },
  };
}

export function messageWrites(db: Db): Pick<StoreTransaction, 'moveMessage'> {
  return {
    async moveMessage(from, message) {
      const { key, requestId, state, at = null, summary = null, reposts } = message;
      const address = message.address === undefined ? null : JSON.stringify(message.address);
      const change = { state, address, at, summary, ...(reposts === undefined ? {} : { reposts }) };
      if (from === undefined) {
        const added = await db
          .insertInto('message_out')
          .values({ key, request_id: requestId, ...change, place: nextPlace(requestId) })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .executeTakeFirst();
        return added.numInsertedOrUpdatedRows === 1n;
      }
      const moved = await db
        .updateTable('message_out')
        .set(change)
        .where('key', '=', key)
        .where('state', '=', from)
        .executeTakeFirst();
      return moved.numUpdatedRows === 1n;
    },
  };
}

function nextPlace(requestId: RequestId): RawBuilder<number> {
  return sql<number>`(select coalesce(max(place), 0) + 1 from message_out where request_id = ${requestId})`;
}

function messageOf(row: Selectable<MessageOutTable>): OutboxRow {
  const { key, request_id: requestId, state, address, at, summary, reposts } = row;
  return {
    key,
    requestId,
    state,
    ...(address === null ? {} : { address: fromJson<CardAddress>(address) }),
    ...(at === null ? {} : { at }),
    ...(summary === null ? {} : { summary }),
    ...(reposts > 0 ? { reposts } : {}),
  };
}
