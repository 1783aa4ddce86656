/** Which requests ended so long ago that what their mail said is to be forgotten, and the forgetting. */
import { sql } from 'kysely';
import { endedStates } from '../approval/ended.ts';
import type { RequestId } from '../approval/request.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { blankOwnFacts, haveOwnFacts } from './own-facts.ts';
import type { Db } from './schema.ts';

export function retentionReads(db: Db): Pick<StoreReader, 'believedTime'> {
  return {
    async believedTime() {
      const row = await db.selectFrom('retention').select('believed_at').where('id', '=', 1).executeTakeFirst();
      return row?.believed_at;
    },
  };
}

type Writes = Pick<StoreTransaction, 'saveBelievedTime' | 'noteEnds' | 'blankFacts'>;

/** `rowLocks`: the database lets other writers in during a transaction. */
export function retentionWrites(db: Db, rowLocks: boolean): Writes {
  return {
    async saveBelievedTime(at) {
      await db
        .insertInto('retention')
        .values({ id: 1, believed_at: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ believed_at: at }))
        .execute();
    },
    async noteEnds(limit) {
      const ids = await unnoted(db, rowLocks, limit);
      if (ids.length > 0) await noteEndsOf(db, ids);
      return ids.length;
    },
    async blankFacts({ endedBefore, at, requests, alerts }) {
      const ids = await due(db, rowLocks, endedBefore, requests);
      if (ids.length === 0) return { requestIds: [], alerts: 0, mayBeMore: false };
      const own = await haveOwnFacts(db, ids);
      if (own.length > 0) await blankOwnFacts(db, own);
      const withAlerts = await thatHaveFacts(db, ids);
      const blanked = withAlerts.length === 0 ? 0 : await blankSome(db, withAlerts, alerts);
      const left = new Set(blanked < alerts ? [] : await thatHaveFacts(db, withAlerts));
      const done = ids.filter((id) => !left.has(id));
      if (done.length > 0) {
        await db.updateTable('request').set({ facts_blanked_at: at }).where('id', 'in', done).execute();
      }
      const had = new Set([...own, ...withAlerts]);
      return {
        requestIds: done.filter((id) => had.has(id)),
        alerts: blanked,
        mayBeMore: ids.length === requests || left.size > 0,
      };
    },
  };
}

function idsOf(rows: readonly { readonly id: RequestId }[]): RequestId[] {
  return rows.map(({ id }) => id);
}

/** Ended under an older version, which did not note when. */
async function unnoted(db: Db, rowLocks: boolean, limit: number): Promise<RequestId[]> {
  const found = db
    .selectFrom('request')
    .select('id')
    .where('facts_blanked_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('state', 'in', endedStates)
    .limit(limit);
  return idsOf(await (rowLocks ? found.forNoKeyUpdate().skipLocked() : found).execute());
}

/** The last call's end, else the decision's time; nobody decided after the deadline. */
async function noteEndsOf(db: Db, ids: readonly RequestId[]): Promise<void> {
  await db
    .updateTable('request')
    .set(({ fn, selectFrom }) => ({
      ended_at: fn.coalesce(
        selectFrom('batch')
          .select((eb) => eb.fn.max('batch.ended_at').as('at'))
          .whereRef('batch.request_id', '=', 'request.id'),
        selectFrom('decision')
          .select((eb) => eb.fn.max('decision.at').as('at'))
          .whereRef('decision.request_id', '=', 'request.id')
          .whereRef('decision.revision', '=', 'request.revision'),
        'request.expires_at',
      ),
    }))
    .where('id', 'in', ids)
    .execute();
}

/** What somebody writes to at this moment is left for the next time; another instance at the same takes other rows. */
async function due(db: Db, rowLocks: boolean, endedBefore: number, limit: number): Promise<RequestId[]> {
  const found = db
    .selectFrom('request')
    .select('id')
    .where('facts_blanked_at', 'is', null)
    .where('ended_at', '<', endedBefore)
    // As an expression, or SQLite would begin at all requests of these states. An older instance may have reopened one.
    .where(sql<string>`state || ''`, 'in', endedStates)
    .orderBy('ended_at')
    .limit(limit);
  return idsOf(await (rowLocks ? found.forNoKeyUpdate().skipLocked() : found).execute());
}

async function thatHaveFacts(db: Db, ids: readonly RequestId[]): Promise<RequestId[]> {
  const rows = await db
    .selectFrom('alert')
    .select('request_id as id')
    .distinct()
    .where('request_id', 'in', ids)
    .where('facts', 'is not', null)
    .execute();
  const found = new Set(idsOf(rows));
  return ids.filter((id) => found.has(id));
}

/** At most so many alerts: a campaign's request can have tens of thousands. */
async function blankSome(db: Db, ids: readonly RequestId[], limit: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('alert')
    .set({ facts: null, facts_salt: null, sender: null })
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('source', 'alert_id'),
        'in',
        selectFrom('alert as one')
          .select(['one.source', 'one.alert_id'])
          .where('one.request_id', 'in', ids)
          .where('one.facts', 'is not', null)
          .limit(limit)
          .$asTuple('source', 'alert_id'),
      ),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
