/**
 * Questions over many requests: what an alert joins, what was decided before, what lacks its card.
 * `crossJoin` says where to begin: SQLite keeps that order (https://www.sqlite.org/lang_select.html, 2.2). Left to
 * itself it thinks that few requests are open, and reads all of them for one email.
 */

import type { ExpressionBuilder } from 'kysely';
import type { AlertRecord } from '../approval/grouping.ts';
import { openStates } from '../approval/request.ts';
import type { StoreReader } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { byAge, type Found, foundColumns, graphIds } from './found-request.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema } from './schema.ts';

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
    .where('request.undoes', 'is', null)
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
    .where('request.undoes', 'is', null)
    .where(inChannel(channelId))
    .execute();
  return [...theirs, ...joined];
}

/** In any channel: what another version said first stays one request, wherever it would be routed now. */
const openOfRecord = prepared((db, { source, id }: AlertRecord) =>
  ofRecord(db, { source, id }).where('request.state', 'in', openStates).where('request.undoes', 'is', null),
);
const newestDecidedOfRecord = prepared((db, { source, id }: AlertRecord) =>
  ofRecord(db, { source, id })
    .where('request.state', 'not in', openStates)
    .orderBy('request.created_at', 'desc')
    .orderBy('request.ordinal', 'desc')
    .limit(1),
);

function ofRecord(db: Db, { source, id }: AlertRecord) {
  return db
    .selectFrom('alert')
    .crossJoin('request')
    .select(foundColumns)
    .distinct()
    .whereRef('request.id', '=', 'alert.request_id')
    .where('alert.source', '=', source)
    .where('alert.record', '=', id);
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
    .where('request.undoes', 'is', null)
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
    .where('request.undoes', 'is', null)
    .where(inChannel(channelId)),
);

function aboutMessages(keys: readonly string[], ids: readonly string[]) {
  return ({ eb, or }: ExpressionBuilder<Schema, 'analyzed_email'>) =>
    or([
      eb('analyzed_email.message_key', 'in', keys),
      ...(ids.length === 0 ? [] : [eb('analyzed_email.graph_id', 'in', ids)]),
    ]);
}

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

export function searches(db: Db): Pick<StoreReader, 'joinable' | 'decidedBefore' | 'withoutCard'> {
  return {
    async joinable(keysAsked, campaignId, channelId, record) {
      const versions = record === undefined ? [] : await openOfRecord(db, record);
      const found = campaignId === undefined ? [] : await openWithCampaign(db, campaignId, channelId);
      for (const keys of chunks(keysAsked)) found.push(...(await openWithMessages(db, keys, channelId)));
      return [...new Set([...versions.sort(byAge), ...found.sort(byAge)].map(({ id }) => id))];
    },
    async decidedBefore(keysAsked, record) {
      const found: Found[] = record === undefined ? [] : await newestDecidedOfRecord(db, record);
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
