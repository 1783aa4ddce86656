import { type RawBuilder, type Selectable, sql } from 'kysely';
import { openStates, type RequestId } from '../approval/request.ts';
import type { CardAddress, OutboxRow, StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { fromJson } from './json-column.ts';
import { prepared, preparedChange } from './prepared.ts';
import type { Db, MessageOutTable } from './schema.ts';

type MessageReads = Pick<
  StoreReader,
  'message' | 'owedMessages' | 'unsentReplyBefore' | 'waitingCards' | 'cardsListedIn'
>;

const messageByKey = prepared((db, { key }: { key: string }) =>
  db.selectFrom('message_out').selectAll().where('key', '=', key),
);

const owedKeys = prepared((db, { id }: { id: RequestId }) =>
  db
    .selectFrom('message_out')
    .select('key')
    .where('request_id', '=', id)
    .where('state', '=', 'owed')
    .orderBy('place')
    .orderBy('key'),
);

/** Behind every message: of one that is not asked for yet. */
const lastPlace = 2 ** 31 - 1;
const unsentBefore = prepared((db, { key, requestId }: { key: string; requestId: RequestId }) =>
  db
    .selectFrom('message_out')
    .select('key')
    .where('request_id', '=', requestId)
    .where('state', 'in', ['owed', 'waiting', 'sending'])
    .where('key', 'like', 'reply:%')
    .where('key', '!=', key)
    .where(({ eb, fn, selectFrom }) => {
      const own = selectFrom('message_out').select('place').where('key', '=', key);
      return eb('place', '<', fn.coalesce(own, eb.lit(lastPlace)));
    })
    .orderBy('place')
    .limit(1),
);
function cards(db: Db) {
  return db
    .selectFrom('message_out')
    .innerJoin('request', 'request.id', 'message_out.request_id')
    .selectAll('message_out')
    .orderBy('request.created_at')
    .orderBy('request.ordinal');
}

type Asked = Parameters<StoreReader['waitingCards']>[0];
/** What has an address has a card (a summary, at least). Replies are never `waiting` for an open channel alone. */
const waiting = prepared((db, { channelIds, sendingSince, limit }: Asked) =>
  cards(db)
    .where('message_out.state', 'in', ['waiting', 'sending'])
    .where('message_out.address', 'is', null)
    .where('message_out.key', 'like', 'card:%')
    .where(({ eb, or }) => or([eb('message_out.state', '=', 'waiting'), eb('message_out.at', '<=', sendingSince)]))
    .where('request.state', 'in', openStates)
    .where(({ eb, or }) => or([eb('request.channel_id', 'in', channelIds), eb('request.channel_id', 'is', null)]))
    .limit(limit),
);

export function messageReads(db: Db): MessageReads {
  return {
    async owedMessages(id) {
      const rows = await owedKeys(db, { id });
      return rows.map(({ key }) => key);
    },
    async message(key) {
      const [row] = await messageByKey(db, { key });
      return row && messageOf(row);
    },
    async unsentReplyBefore({ key, requestId }) {
      const [earlier] = await unsentBefore(db, { key, requestId });
      return earlier?.key;
    },
    async waitingCards(asked) {
      return (await waiting(db, asked)).map(messageOf);
    },
    async cardsListedIn(summary) {
      return (await cards(db).where('message_out.summary', '=', summary).execute()).map(messageOf);
    },
  };
}

type NewRow = Omit<Selectable<MessageOutTable>, 'place' | 'reposts'> & { readonly reposts?: number };
const addRow = preparedChange((db, { request_id, reposts, ...row }: NewRow) =>
  db
    .insertInto('message_out')
    .values({ ...row, request_id, place: nextPlace(request_id), ...(reposts === undefined ? {} : { reposts }) })
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

type Change = Omit<NewRow, 'request_id'> & { readonly from: OutboxRow['state'] };
const changeRow = preparedChange((db, { key, from, reposts, ...row }: Change) =>
  db
    .updateTable('message_out')
    .set({ ...row, ...(reposts === undefined ? {} : { reposts }) })
    .where('key', '=', key)
    .where('state', '=', from),
);

export function messageWrites(db: Db): Pick<StoreTransaction, 'moveMessage'> {
  return {
    async moveMessage(from, message) {
      const { key, requestId, state, at = null, summary = null, reposts } = message;
      const address = message.address === undefined ? null : JSON.stringify(message.address);
      const row = { key, state, address, at, summary, ...(reposts === undefined ? {} : { reposts }) };
      const touched =
        from === undefined
          ? await addRow(db, { ...row, request_id: requestId })
          : await changeRow(db, { ...row, from });
      return touched === 1;
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
