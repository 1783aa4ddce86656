import type { Insertable, Selectable } from 'kysely';
import { messageKeys } from '../approval/grouping.ts';
import { type Alert, foldCase, type MailFacts, type RequestId } from '../approval/request.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { chunks } from './chunks.ts';
import { fromJson } from './json-column.ts';
import { nextOrdinal } from './ordinal.ts';
import { prepared, preparedChange } from './prepared.ts';
import type { AlertTable, Db } from './schema.ts';

function factsOf(text: string | null): MailFacts {
  return text === null ? {} : fromJson<MailFacts>(text);
}

/** All columns but the facts, which can be half a megabyte an alert. */
const plainColumns = [
  'source',
  'alert_id',
  'severity',
  'recommended_action',
  'remediate_senders_copy',
  'campaign_id',
  'record',
  'emails',
] as const;

function alertOf(row: Pick<Selectable<AlertTable>, (typeof plainColumns)[number]>, facts: MailFacts): Alert {
  return {
    source: row.source,
    alertId: row.alert_id,
    severity: row.severity,
    emails: fromJson<Alert['emails']>(row.emails ?? '[]'),
    recommendedAction: row.recommended_action,
    remediateSendersCopy: row.remediate_senders_copy === 1,
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
    ...(row.record === null ? {} : { record: row.record }),
    facts,
  };
}

const receiptOf = prepared((db, { source, alertId }: { source: string; alertId: string }) =>
  db
    .selectFrom('alert')
    .select(['request_id', 'revision'])
    .where('source', '=', source)
    .where('alert_id', '=', alertId),
);
const firstFacts = prepared((db, { id }: { id: RequestId }) =>
  shown(db, id).select(['facts', 'source', 'record']).orderBy('received_at').orderBy('ordinal').limit(1),
);
/** Of the newest version of this record. */
const newestFacts = prepared((db, { id, source, record }: { id: RequestId; source: string; record: string }) =>
  shown(db, id)
    .select('facts')
    .where('source', '=', source)
    .where('record', '=', record)
    .orderBy('received_at', 'desc')
    .orderBy('ordinal', 'desc')
    .limit(1),
);
const alertsBySource = prepared((db, { id }: { id: RequestId }) =>
  shown(db, id)
    .select(['source', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('source')
    .orderBy((eb) => eb.fn.min('ordinal')),
);
/** Each once, in the order of arrival. Blanked ones, and those of older versions, are not there. */
const sendersOf = prepared((db, { id }: { id: RequestId }) =>
  db
    .selectFrom('alert')
    .select('sender')
    .where('request_id', '=', id)
    .where('sender', 'is not', null)
    .groupBy('sender')
    .orderBy((eb) => eb.fn.min('ordinal')),
);
const ownFacts = prepared((db, { id }: { id: RequestId }) =>
  db.selectFrom('request').select(['own_facts', 'own_facts_salt', 'facts_blanked_at']).where('id', '=', id),
);

/** The card shows some; the rest is a count. */
const sendersShown = 10;

function shown(db: Db, id: RequestId) {
  return db.selectFrom('alert').where('request_id', '=', id).where('part', '!=', 'pointer');
}

type FirstAlert = Pick<Selectable<AlertTable>, 'facts' | 'source' | 'record'> | undefined;

/** What the first version of its record left unsaid, a later one may have known. */
async function toldBy(db: Db, id: RequestId, first: FirstAlert): Promise<MailFacts | undefined> {
  const told = first && factsOf(first.facts);
  if (!first || !told || first.record === null) return told;
  if (told.subject !== undefined && told.sender !== undefined) return told;
  const [newest] = await newestFacts(db, { id, source: first.source, record: first.record });
  return { ...factsOf(newest?.facts ?? null), ...told };
}

/** What an alert left unsaid, `find` may have known: both are about the same message. */
async function factsFor(
  db: Db,
  id: RequestId,
  first: FirstAlert,
): Promise<{ facts: MailFacts | undefined; factsBlankedAt?: number }> {
  const told = await toldBy(db, id, first);
  if (told?.subject !== undefined && told.sender !== undefined) return { facts: told };
  const [request] = await ownFacts(db, { id });
  const own = request?.own_facts ?? null;
  const facts = own === null ? told : { ...factsOf(own), ...told };
  const isBlanked = first?.facts === null || (own !== null && request?.own_facts_salt === null);
  const factsBlankedAt = isBlanked ? (request?.facts_blanked_at ?? undefined) : undefined;
  return { facts, ...(factsBlankedAt === undefined ? {} : { factsBlankedAt }) };
}

type AlertReads = 'alertReceipt' | 'alertSummary' | 'contributed' | 'alertIdsOf' | 'gathered' | 'gatheredEmailCount';

export function alertReads(db: Db): Pick<StoreReader, AlertReads> {
  return {
    async alertReceipt(source, alertId) {
      const [row] = await receiptOf(db, { source, alertId });
      return row && { requestId: row.request_id, revision: row.revision };
    },
    async alertSummary(id) {
      const [first] = await firstFacts(db, { id });
      const sources = await alertsBySource(db, { id });
      const senders = await sendersOf(db, { id });
      return {
        ...(await factsFor(db, id, first)),
        sources: sources.map(({ source }) => source),
        count: sources.reduce((sum, { count }) => sum + Number(count), 0),
        senders: {
          first: senders.slice(0, sendersShown).flatMap(({ sender }) => sender ?? []),
          count: senders.length,
        },
      };
    },
    async contributed(source, id) {
      const row = await db
        .selectFrom('alert')
        .select('alert_id')
        .where('request_id', '=', id)
        .where('source', '=', source)
        .where('part', '!=', 'pointer')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async alertIdsOf(source, id, limit) {
      const rows = await shown(db, id)
        .select('alert_id')
        .where('source', '=', source)
        .orderBy('ordinal')
        .limit(limit)
        .execute();
      return rows.map(({ alert_id }) => alert_id);
    },
    async gatheredEmailCount(id) {
      const { count } = await db
        .selectFrom('alert')
        .select((eb) => eb.fn.sum<number | null>('email_count').as('count'))
        .where('request_id', '=', id)
        .where('part', '=', 'gathered')
        .executeTakeFirstOrThrow();
      return Number(count ?? 0);
    },
    async gathered(id) {
      const waiting = db
        .selectFrom('alert')
        .where('request_id', '=', id)
        .where('part', '=', 'gathered')
        .orderBy('received_at')
        .orderBy('ordinal');
      const rows = await waiting.select(plainColumns).execute();
      const first = await waiting.select('facts').limit(1).executeTakeFirst();
      return rows.map((row, index) => alertOf(row, index === 0 ? factsOf(first?.facts ?? null) : {}));
    },
  };
}

/** Without case, as people take addresses; half surrogate pairs fit in no text column. */
function senderOf({ sender }: MailFacts): string | null {
  return sender?.address ? foldCase(sender.address.toWellFormed()) : null;
}

async function rememberMessages(db: Db, alert: Alert): Promise<void> {
  for (const part of chunks(messageKeys(alert.emails))) {
    await db
      .insertInto('gathered_message')
      .values(part.map((key) => ({ message_key: key, source: alert.source, alert_id: alert.alertId })))
      .execute();
  }
}

const addRow = preparedChange((db, row: Omit<Insertable<AlertTable>, 'ordinal'>) =>
  db.insertInto('alert').values({ ...row, ordinal: nextOrdinal('alert') }),
);

export function alertWrites(db: Db): Pick<StoreTransaction, 'addAlert' | 'settleGathered'> {
  return {
    async addAlert(alert, receipt, part, receivedAt, factsSalt) {
      // What a pointer says is shown nowhere, and the request it points to may be blanked already.
      const keepsFacts = part !== 'pointer';
      await addRow(db, {
        source: alert.source,
        alert_id: alert.alertId,
        request_id: receipt.requestId,
        revision: receipt.revision,
        received_at: receivedAt,
        severity: alert.severity,
        recommended_action: alert.recommendedAction,
        remediate_senders_copy: alert.remediateSendersCopy ? 1 : 0,
        campaign_id: alert.campaignId ?? null,
        record: alert.record ?? null,
        facts: keepsFacts ? JSON.stringify(alert.facts) : null,
        facts_salt: keepsFacts ? (factsSalt ?? null) : null,
        sender: keepsFacts ? senderOf(alert.facts) : null,
        part,
        emails: part === 'gathered' ? JSON.stringify(alert.emails) : null,
        email_count: alert.emails.length,
      });
      if (part === 'gathered') await rememberMessages(db, alert);
    },
    async settleGathered(id, receipt, part) {
      await db
        .deleteFrom('gathered_message')
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('source', 'alert_id'),
            'in',
            selectFrom('alert')
              .select(['alert.source', 'alert.alert_id'])
              .where('alert.request_id', '=', id)
              .where('alert.part', '=', 'gathered')
              .$asTuple('source', 'alert_id'),
          ),
        )
        .execute();
      await db
        .updateTable('alert')
        .set({ request_id: receipt.requestId, revision: receipt.revision, part, emails: null })
        .$if(part === 'pointer', (settled) => settled.set({ facts: null, facts_salt: null, sender: null }))
        .where('request_id', '=', id)
        .where('part', '=', 'gathered')
        .execute();
    },
  };
}
