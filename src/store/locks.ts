import type { StoreTransaction } from '../workflow/store-port.ts';
import type { Db } from './schema.ts';

/** What is held against other transactions beside rows. Each lasts until the transaction ends. */
export interface Locks {
  messages(db: Db, keys: readonly string[]): Promise<void>;
  slots(db: Db): Promise<void>;
}

/** `locks` absent: there is one writer at a time anyway. */
export function lockWrites(db: Db, locks?: Locks): Pick<StoreTransaction, 'lockMessages' | 'lockSlots'> {
  return {
    async lockMessages(messageKeys, campaignId, record) {
      const campaign = campaignId === undefined ? [] : [`campaign:${campaignId}`];
      const versions = record === undefined ? [] : [`record:${record.source}:${record.id}`];
      await locks?.messages(db, [...messageKeys, ...campaign, ...versions]);
    },
    async lockSlots() {
      await locks?.slots(db);
    },
  };
}
