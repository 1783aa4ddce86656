/**
 * Questions over many requests: what an alert joins, what was remediated or decided before, what lacks its card.
 * `crossJoin` says where to begin: SQLite keeps that order (https://www.sqlite.org/lang_select.html, 2.2). Left to
 * itself it thinks that few batches were accepted and few requests are open, and reads all of them for one email.
 */

import type { ExpressionBuilder } from 'kysely';
import { coversAction } from '../approval/grouping.ts';
import { openStates, type RemediationAction, type RequestId } from '../approval/request.ts';
import type { StoreReader } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema } from './schema.ts';

interface Found {
  readonly id: RequestId;
  readonly created_at: number;
  readonly ordinal: number;
}
const foundColumns = ['request.id', 'request.created_at', 'request.ordinal'] as const;

function byAge(a: Found, b: Found): number {
  return a.created_at - b.created_at || a.ordinal - b.ordinal;
}

function inChannel(channelId: string | undefined) {
  return ({ eb, lit, or }: ExpressionBuilder<Schema, 'request'>) =>
    channelId === undefined
      ? lit(true)
      : or([eb('request.channel_id', '=', channelId), eb('request.channel_id', 'is', null)]);
}

/** Also by the campaigns of alerts that joined. */
async function openWithCampaign(db: Db, campaignId: string, channelId: string | undefined): Promise<Found[]> {
  const theirs = await db
    .selectFrom('request')
    .select(foundColumns)
    .where('campaign_id', '=', campaignId)
    .where('request.state', 'in', openStates)
    .where(inChannel(channelId))
    .execute();
  const joined = await db
    .selectFrom(({ selectFrom }) =>
      selectFrom('alert').select('request_id').distinct().where('campaign_id', '=', campaignId).as('joined'),
    )
    .crossJoin('request')
    .select(foundColumns)
    .whereRef('request.id', '=', 'joined.request_id')
    .where('request.state', 'in', openStates)
    .where(inChannel(channelId))
    .execute();
  return [...theirs, ...joined];
}

/**
 * Also by messages of alerts that joined and still wait for their revision. Those first: what moves from there into a
 * revision while we look is then seen once or twice, never not at all.
 */
async function openWithMessages(db: Db, keys: readonly string[], channelId: string | undefined): Promise<Found[]> {
  const waiting = await gatheredAbout(db, { keys, channelId });
  return [...(await openAbout(db, { keys, ids: graphIds(keys), channelId })), ...waiting];
}

interface Joining {
  readonly keys: readonly string[];
  readonly channelId: string | undefined;
}
const gatheredAbout = prepared((db, { keys, channelId }: Joining) =>
  db
    .selectFrom('gathered_message')
    .crossJoin('alert')
    .crossJoin('request')
    .select(foundColumns)
    .distinct()
    .whereRef('alert.source', '=', 'gathered_message.source')
    .whereRef('alert.alert_id', '=', 'gathered_message.alert_id')
    .whereRef('request.id', '=', 'alert.request_id')
    .where('gathered_message.message_key', 'in', keys)
    .where('request.state', 'in', openStates)
    .where(inChannel(channelId)),
);
const openAbout = prepared((db, { keys, ids, channelId }: Joining & { readonly ids: readonly string[] }) =>
  db
    .selectFrom('analyzed_email')
    .crossJoin('request')
    .select(foundColumns)
    .distinct()
    .whereRef('request.id', '=', 'analyzed_email.request_id')
    .where(aboutMessages(keys, ids))
    .where('request.state', 'in', openStates)
    .where(inChannel(channelId)),
);

const byId = /^id:/;

/** Graph's id stays with an email also after it was resolved to message and recipient. */
function graphIds(keys: readonly string[]): string[] {
  return keys.filter((key) => byId.test(key)).map((key) => key.replace(byId, ''));
}

function aboutMessages(keys: readonly string[], ids: readonly string[]) {
  return ({ eb, or }: ExpressionBuilder<Schema, 'analyzed_email'>) =>
    or([
      eb('analyzed_email.message_key', 'in', keys),
      ...(ids.length === 0 ? [] : [eb('analyzed_email.graph_id', 'in', ids)]),
    ]);
}

type Asked = Parameters<StoreReader['remediatedBefore']>[1];
type Remediated = Found & {
  readonly email_key: string;
  readonly graph_id: string | null;
  readonly action: RemediationAction;
  readonly called_at: number | null;
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

const newestDecided = prepared(
  (db, { keys, ids }: { readonly keys: readonly string[]; readonly ids: readonly string[] }) =>
    db
      .selectFrom('analyzed_email')
      .crossJoin('request')
      .select(foundColumns)
      .whereRef('request.id', '=', 'analyzed_email.request_id')
      .where(aboutMessages(keys, ids))
      .where('request.state', 'not in', openStates)
      .orderBy('request.created_at', 'desc')
      .orderBy('request.ordinal', 'desc')
      .limit(1),
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

async function remediatedAmong(db: Db, keys: readonly string[], asked: Asked): Promise<Remediated[]> {
  const { batchStates, except, calledSince } = asked;
  return batchStates.length === 0
    ? []
    : remediated(db, { keys, ids: graphIds(keys), batchStates, except, calledSince });
}

/** The keys by which an email is asked for: its own, and the one of Graph's id. */
function namesOf(row: Remediated): string[] {
  return [...new Set([row.email_key, ...(row.graph_id === null ? [] : [`id:${row.graph_id}`])])];
}

/** The card is the first message of its request: where none was sent, there is no card. */
function openWithoutCard(db: Db, limit: number): Promise<Found[]> {
  return db
    .selectFrom('request')
    .select(foundColumns)
    .where('request.state', 'in', openStates)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('message_out')
            .select('message_out.key')
            .whereRef('message_out.request_id', '=', 'request.id')
            .where('message_out.state', 'in', ['sent', 'gone']),
        ),
      ),
    )
    .orderBy('request.created_at')
    .orderBy('request.ordinal')
    .limit(limit)
    .execute();
}

function owed(db: Db, limit: number): Promise<Found[]> {
  return db
    .selectFrom('message_out')
    .innerJoin('request', 'request.id', 'message_out.request_id')
    .select(foundColumns)
    .distinct()
    .where('message_out.state', '=', 'owed')
    .orderBy('request.created_at')
    .orderBy('request.ordinal')
    .limit(limit)
    .execute();
}

export function searches(db: Db): Pick<StoreReader, 'joinable' | 'remediatedBefore' | 'decidedBefore' | 'withoutCard'> {
  return {
    async joinable(keysAsked, campaignId, channelId) {
      const found = campaignId === undefined ? [] : await openWithCampaign(db, campaignId, channelId);
      for (const keys of chunks(keysAsked)) found.push(...(await openWithMessages(db, keys, channelId)));
      return [...new Set(found.sort(byAge).map(({ id }) => id))];
    },
    async remediatedBefore(emailKeys, asked) {
      const wanted = new Set(emailKeys);
      const newest = new Map<string, Remediated>();
      for (const keys of chunks([...wanted])) {
        for (const row of await remediatedAmong(db, keys, asked)) {
          keepNewest(newest, row, wanted);
        }
      }
      // Moved elsewhere since then: what the older remediation did does not hold any more.
      const lasting = [...newest].filter(
        ([, found]) => coversAction(found.action, asked.action) && coversCopy(found, asked),
      );
      return new Map(lasting.map(([key, { id }]) => [key, id]));
    },
    async decidedBefore(keysAsked) {
      const found: Found[] = [];
      for (const keys of chunks(keysAsked)) {
        const [newest] = await newestDecided(db, { keys, ids: graphIds(keys) });
        if (newest) found.push(newest);
      }
      return found.sort(byAge).at(-1)?.id;
    },
    async withoutCard(limit) {
      const found = [...(await openWithoutCard(db, limit)), ...(await owed(db, limit))];
      return [...new Set(found.sort(byAge).map(({ id }) => id))].slice(0, limit);
    },
  };
}
