/**
 * What was remediated before, email by email. As in searches.ts, `crossJoin` says where to begin: left to itself, SQLite
 * thinks that few batches were accepted, and reads all of them for one email.
 */
import { coversAction } from '../approval/grouping.ts';
import type { RemediationAction, RequestId } from '../approval/request.ts';
import { mayStillMove, type Proof } from '../approval/verification.ts';
import type { StoreReader } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { byAge, type Found, foundColumns, graphIds } from './found-request.ts';
import { prepared } from './prepared.ts';
import type { Db } from './schema.ts';

type Asked = Parameters<StoreReader['remediatedBefore']>[1];
type Remediated = Found & {
  readonly email_key: string;
  readonly graph_id: string | null;
  readonly action: RemediationAction;
  readonly called_at: number | null;
  readonly settled_at: number | null;
  readonly proof: Proof | null;
  readonly remediate_senders_copy: number;
};

interface Remediating extends Pick<Asked, 'batchStates'> {
  readonly keys: readonly string[];
  readonly ids: readonly string[];
  readonly except: RequestId | undefined;
  readonly calledSince: number | undefined;
}
const remediated = prepared((db, { keys, ids, batchStates, except, calledSince }: Remediating) =>
  db
    .selectFrom('analyzed_email')
    .crossJoin('batch')
    .crossJoin('request')
    .crossJoin('revision')
    .select([
      'analyzed_email.email_key',
      'analyzed_email.graph_id',
      'revision.action',
      'revision.remediate_senders_copy',
      'batch.called_at',
      'batch.settled_at',
      'analyzed_email.proof',
      ...foundColumns,
    ])
    .whereRef('batch.request_id', '=', 'analyzed_email.request_id')
    .whereRef('batch.number', '=', 'analyzed_email.batch')
    .whereRef('request.id', '=', 'analyzed_email.request_id')
    .whereRef('revision.request_id', '=', 'request.id')
    .whereRef('revision.number', '=', 'request.revision')
    .where(({ eb, or }) =>
      or([
        eb('analyzed_email.email_key', 'in', keys),
        ...(ids.length === 0 ? [] : [eb('analyzed_email.graph_id', 'in', ids)]),
      ]),
    )
    .where('batch.state', 'in', batchStates)
    .where(({ eb, and }) =>
      and([
        ...(except === undefined ? [] : [eb('request.id', '!=', except)]),
        ...(calledSince === undefined ? [] : [eb('batch.called_at', '>=', calledSince)]),
      ]),
    )
    .where(({ eb, or }) => or([eb('batch.dry_run', 'is', null), eb('batch.dry_run', '=', 0)])),
);

/** What is not called yet comes after everything that was. */
function byCall(a: Remediated, b: Remediated): number {
  const at = (one: Remediated) => one.called_at ?? Number.POSITIVE_INFINITY;
  return at(a) === at(b) ? byAge(a, b) : at(a) - at(b);
}

function keepNewest(newest: Map<string, Remediated>, row: Remediated, wanted: ReadonlySet<string>): void {
  for (const name of namesOf(row).filter((one) => wanted.has(one))) {
    const known = newest.get(name);
    if (!known || byCall(known, row) < 0) newest.set(name, row);
  }
}

function coversCopy({ remediate_senders_copy }: Remediated, asked: Asked): boolean {
  return remediate_senders_copy === 1 || asked.remediateSendersCopy !== true;
}

/** Nobody looks after it any more, and the last look did not find it where the action puts it, nor out of reach. */
function wasInVain({ settled_at, proof }: Remediated): boolean {
  return settled_at !== null && proof !== null && mayStillMove(proof);
}

type Narrowing = Pick<Asked, 'batchStates' | 'except' | 'calledSince'>;

async function remediatedAmong(db: Db, keys: readonly string[], asked: Narrowing): Promise<Remediated[]> {
  const { batchStates, except, calledSince } = asked;
  return batchStates.length === 0
    ? []
    : remediated(db, { keys, ids: graphIds(keys), batchStates, except, calledSince });
}

/** By the key that was asked for. */
async function newestAmong(
  db: Db,
  emailKeys: readonly string[],
  asked: Narrowing,
): Promise<ReadonlyMap<string, Remediated>> {
  const wanted = new Set(emailKeys);
  const newest = new Map<string, Remediated>();
  for (const keys of chunks([...wanted])) {
    for (const row of await remediatedAmong(db, keys, asked)) keepNewest(newest, row, wanted);
  }
  return newest;
}

/** The keys by which an email is asked for: its own, and the one of Graph's id. */
function namesOf(row: Remediated): string[] {
  return [...new Set([row.email_key, ...(row.graph_id === null ? [] : [`id:${row.graph_id}`])])];
}

export function remediationReads(db: Db): Pick<StoreReader, 'newestRemediation' | 'remediatedBefore'> {
  return {
    async newestRemediation(emailKeys, batchStates) {
      const newest = await newestAmong(db, emailKeys, { batchStates });
      return new Map([...newest].map(([key, { id }]) => [key, id]));
    },
    async remediatedBefore(emailKeys, asked) {
      const newest = await newestAmong(db, emailKeys, asked);
      // Moved elsewhere since then: what the older remediation did does not hold any more.
      const lasting = [...newest].filter(
        ([, found]) =>
          coversAction(found.action, asked.action) &&
          coversCopy(found, asked) &&
          (asked.alsoInVain === true || !wasInVain(found)),
      );
      return new Map(lasting.map(([key, { id }]) => [key, id]));
    },
  };
}
