/** For the sweep: rows that wait for something to be done, whether or not their work still knows. */
import { openStates, type RequestId } from '../approval/request.ts';
import type { StoreReader } from '../workflow/store-port.ts';
import type { Db } from './schema.ts';

/** More than ever wait at once, and few enough for one look a minute. */
const atMost = 10_000;

function idsOf(rows: readonly { id: RequestId }[]): RequestId[] {
  return rows.map(({ id }) => id);
}

export function unfinishedReads(db: Db): Pick<StoreReader, 'unfinished' | 'undecided' | 'unresolved'> {
  const open = db.selectFrom('request').where('state', 'in', openStates);
  async function without(done: 'reminded_at' | 'escalated_at', createdUntil: number | undefined): Promise<RequestId[]> {
    if (createdUntil === undefined) return [];
    const old = open.select('id').where('created_at', '<=', createdUntil).where(done, 'is', null);
    return idsOf(await old.limit(atMost).execute());
  }
  return {
    undecided: async ({ toRemind, toEscalate }) => ({
      toRemind: await without('reminded_at', toRemind),
      toEscalate: await without('escalated_at', toEscalate),
    }),
    async unfinished(before) {
      const messages = await db
        .selectFrom('message_out')
        .select(['key', 'request_id as requestId'])
        .where('state', 'in', ['waiting', 'sending'])
        .where(({ eb, or }) => or([eb('at', 'is', null), eb('at', '<', before)]))
        .limit(atMost)
        .execute();
      const overdue = await open.select('id').where('expires_at', '<', before).limit(atMost).execute();
      // Only messages of alerts that wait for their revision are kept there: a handful, however many alerts there were.
      const gathered = await db
        .selectFrom('gathered_message')
        // SQLite keeps a cross join's order; left to itself it reads all alerts.
        .crossJoin('alert')
        .whereRef('alert.source', '=', 'gathered_message.source')
        .whereRef('alert.alert_id', '=', 'gathered_message.alert_id')
        .select('alert.request_id as id')
        .distinct()
        .where('alert.part', '=', 'gathered')
        .where('alert.received_at', '<', before)
        .limit(atMost)
        .execute();
      return { messages, overdue: idsOf(overdue), gathered: idsOf(gathered) };
    },
    async unresolved() {
      const rows = await open
        .select('id')
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('analyzed_email')
              .select('analyzed_email.email_key')
              .whereRef('analyzed_email.request_id', '=', 'request.id')
              .where('analyzed_email.network_message_id', 'is', null),
          ),
        )
        .limit(atMost)
        .execute();
      return idsOf(rows);
    },
  };
}
