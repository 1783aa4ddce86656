import type { CardAddress, StoreReader, StoreTransaction } from '../workflow/ports.ts';
import { fromJson } from './json-column.ts';
import type { Db } from './schema.ts';

export function messageReads(db: Db): Pick<StoreReader, 'message'> {
  return {
    async message(key) {
      const row = await db.selectFrom('message_out').selectAll().where('key', '=', key).executeTakeFirst();
      if (!row) return undefined;
      const address = row.address === null ? {} : { address: fromJson<CardAddress>(row.address) };
      return { key: row.key, requestId: row.request_id, state: row.state, ...address };
    },
  };
}

export function messageWrites(db: Db): Pick<StoreTransaction, 'moveMessage'> {
  return {
    async moveMessage(from, message) {
      const { key, requestId, state } = message;
      const address = message.address === undefined ? null : JSON.stringify(message.address);
      if (from === undefined) {
        const added = await db
          .insertInto('message_out')
          .values({ key, request_id: requestId, state, address })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .executeTakeFirst();
        return added.numInsertedOrUpdatedRows === 1n;
      }
      const moved = await db
        .updateTable('message_out')
        .set({ state, address })
        .where('key', '=', key)
        .where('state', '=', from)
        .executeTakeFirst();
      return moved.numUpdatedRows === 1n;
    },
  };
}
