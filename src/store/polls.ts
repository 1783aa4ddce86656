import type { PollWriter } from '../workflow/poll-store.ts';
import type { Db } from './schema.ts';

export function pollWrites(db: Db): PollWriter {
  return {
    async leasePoll({ name, holder, now, leaseUntil, longest }) {
      await db
        .insertInto('poll')
        .values({ name, holder, lease_until: leaseUntil })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      const row = await db
        .updateTable('poll')
        .set({ holder, lease_until: leaseUntil })
        .where('name', '=', name)
        .where((eb) =>
          eb.or([eb('holder', '=', holder), eb('lease_until', '<=', now), eb('lease_until', '>', longest)]),
        )
        .returning('taken_until')
        .executeTakeFirst();
      if (!row) return undefined;
      return row.taken_until === null ? {} : { takenUntil: row.taken_until };
    },
    async keepPoll({ name, holder, from, takenUntil, leaseUntil }) {
      const row = await db
        .updateTable('poll')
        .set({ taken_until: takenUntil ?? null, lease_until: leaseUntil })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .where('taken_until', from === undefined ? 'is' : '=', from ?? null)
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
