import { hasEnded } from '../approval/ended.ts';
import { type ApprovalRequest, type Origin, openStates, type RequestId } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';
import { factsBehind } from '../workflow/facts-behind.ts';
import type { Clock } from '../workflow/ports.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { alertReads } from './alerts.ts';
import { fromJson } from './json-column.ts';
import { nextOrdinal } from './ordinal.ts';
import { prepared, preparedChange } from './prepared.ts';
import {
  type BesideIt,
  type RequestRow,
  type RevisionRow,
  requestOf,
  requestRow,
  revisionRow,
} from './request-rows.ts';
import type { Db } from './schema.ts';

/** With its current revision. */
const requestById = prepared((db, { id }: { id: RequestId }) =>
  db
    .selectFrom('request')
    .leftJoin('revision', (join) =>
      join.onRef('revision.request_id', '=', 'request.id').onRef('revision.number', '=', 'request.revision'),
    )
    .selectAll('request')
    .select(['revision.request_id', 'revision.number', 'revision.created_at as revised_at', 'revision.dry_run'])
    .select(['revision.action', 'revision.severity', 'revision.remediate_senders_copy', 'revision.peak_severity'])
    .select('revision.severities')
    .select(['revision.email_count', 'revision.message_count', 'revision.recipient_count', 'revision.content_hash'])
    .where('request.id', '=', id),
);
const undosOf = prepared((db, { undone }: { undone: RequestId }) =>
  db.selectFrom('request').select('id').where('undoes', '=', undone).orderBy('created_at').orderBy('ordinal'),
);
const requestsAfter = prepared((db, { earlier }: { earlier: RequestId }) =>
  db
    .selectFrom('request')
    .select('id')
    .where('earlier_request_id', '=', earlier)
    .orderBy('created_at')
    .orderBy('ordinal'),
);
// Not the stronger `for update`: rows that refer to a request are checked at commit, behind the audit lock.
const heldById = prepared((db, { id }: { id: RequestId }) =>
  db.selectFrom('request').select('id').where('id', '=', id).forNoKeyUpdate(),
);

type SavedRow = Omit<RequestRow, 'ordinal' | BesideIt>;
const addRow = preparedChange((db, row: SavedRow) =>
  db.insertInto('request').values({ ...row, ordinal: nextOrdinal('request') }),
);
const changeRow = preparedChange((db, { id, ...row }: SavedRow) =>
  db.updateTable('request').set(row).where('id', '=', id),
);
/** The revision's row, also where a later save says more exactly what this very revision holds. */
const putRevision = preparedChange((db, { request_id, number, ...content }: RevisionRow) =>
  db
    .insertInto('revision')
    .values({ request_id, number, ...content })
    .onConflict((conflict) => conflict.columns(['request_id', 'number']).doUpdateSet(content)),
);

async function readRequest(db: Db, id: RequestId, held: boolean): Promise<ApprovalRequest | undefined> {
  // Locked first, and read then: whoever held it before may have written a new revision.
  if (held) await heldById(db, { id });
  const [row] = await requestById(db, { id });
  if (!row) return undefined;
  const { number, revised_at: created_at } = row;
  if (number === null) throw new ServiceError('internal', 'A request has lost its revision.');
  return requestOf(row, { ...row, created_at } as RevisionRow);
}

/** By what people tell requests apart in a list. */
async function told(db: Db, id: RequestId, originJson: string): Promise<{ subject?: string; requestedBy?: string }> {
  const origin = fromJson<Origin>(originJson);
  const { facts } = await factsBehind(alertReads(db), { id, origin });
  return {
    ...(facts?.subject === undefined ? {} : { subject: facts.subject }),
    ...(origin.kind === 'command' ? { requestedBy: origin.by.upn } : {}),
  };
}

export function requestReads(
  db: Db,
): Pick<StoreReader, 'request' | 'undosOf' | 'requestsAfter' | 'openRequests' | 'openRequestsIn' | 'decidedRequests'> {
  return {
    request: (id) => readRequest(db, id, false),
    async undosOf(undone) {
      const rows = await undosOf(db, { undone });
      return rows.map(({ id }) => id);
    },
    async requestsAfter(earlier) {
      const rows = await requestsAfter(db, { earlier });
      return rows.map(({ id }) => id);
    },
    async openRequestsIn(channelId, limit) {
      const rows = await db
        .selectFrom('request')
        .select('id')
        .where('state', 'in', openStates)
        .where('channel_id', '=', channelId)
        .orderBy('created_at')
        .orderBy('ordinal')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async decidedRequests({ limit, offset }) {
      const rows = await db
        .selectFrom('request')
        .select('id')
        // Which says that it is not null, so that the index of the decided ones answers.
        .where('decided_at', '>', 0)
        .orderBy('decided_at', 'desc')
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(({ id }) => id);
    },
    async openRequests({ limit, offset }) {
      const open = db.selectFrom('request').where('state', 'in', openStates);
      const { total } = await open.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const requests = await open
        .innerJoin('revision', (join) =>
          join.onRef('revision.request_id', '=', 'request.id').onRef('revision.number', '=', 'request.revision'),
        )
        .select([
          'request.id',
          'request.state',
          'revision.severity',
          'revision.action',
          'revision.email_count as emailCount',
          'revision.recipient_count as recipientCount',
          'request.created_at as createdAt',
          'request.origin',
          'request.undoes',
        ])
        .orderBy('request.created_at')
        .orderBy('request.ordinal')
        .limit(limit)
        .offset(offset)
        .execute();
      const summaries = requests.map(async ({ origin, undoes, ...row }) => ({
        ...row,
        ...(undoes === null ? {} : { undoes }),
        ...(await told(db, row.id, origin)),
      }));
      return { total: Number(total), requests: await Promise.all(summaries) };
    },
  };
}

/** `rowLocks`: the database lets other writers in during a transaction (SQLite, with one writer, does not). */
export function requestWrites(
  db: Db,
  rowLocks: boolean,
  clock: Clock,
): Pick<StoreTransaction, 'lockRequest' | 'addRequest' | 'saveRequest'> {
  const rowOf = (request: ApprovalRequest): SavedRow => ({
    ...requestRow(request),
    ended_at: hasEnded(request.state) ? clock.now() : null,
  });
  return {
    lockRequest: (id) => readRequest(db, id, rowLocks),
    async addRequest(request) {
      await addRow(db, rowOf(request));
      await putRevision(db, revisionRow(request.id, request.revision));
    },
    async saveRequest(request) {
      const saved = await changeRow(db, rowOf(request));
      if (saved === 0) throw new ServiceError('internal', 'A request was saved that was never added.');
      await putRevision(db, revisionRow(request.id, request.revision));
    },
  };
}
