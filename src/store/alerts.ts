import type { Selectable } from 'kysely';
import type { Alert, MailFacts } from '../approval/request.ts';
import { isResolved } from '../approval/request.ts';
import type { StoreReader, StoreTransaction } from '../workflow/ports.ts';
import { chunks } from './chunks.ts';
import { fromJson } from './json-column.ts';
import { nextOrdinal } from './ordinal.ts';
import type { AlertTable, Db } from './schema.ts';

function factsOf(text: string | null): MailFacts {
  return text === null ? {} : fromJson<MailFacts>(text);
}

function alertOf(row: Selectable<AlertTable>): Alert {
  return {
    source: row.source,
    alertId: row.alert_id,
    severity: row.severity,
    emails: fromJson<Alert['emails']>(row.emails ?? '[]'),
    recommendedAction: row.recommended_action,
    remediateSendersCopy: row.remediate_senders_copy === 1,
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
    facts: factsOf(row.facts),
  };
}

export function alertReads(db: Db): Pick<StoreReader, 'alertReceipt' | 'mailFacts' | 'contributed' | 'gathered'> {
  return {
    async alertReceipt(source, alertId) {
      const row = await db
        .selectFrom('alert')
        .select(['request_id', 'revision'])
        .where('source', '=', source)
        .where('alert_id', '=', alertId)
        .executeTakeFirst();
      return row && { requestId: row.request_id, revision: row.revision };
    },
    async mailFacts(id) {
      const rows = await db
        .selectFrom('alert')
        .select(['source', 'alert_id', 'facts'])
        .where('request_id', '=', id)
        .orderBy('received_at')
        .orderBy('ordinal')
        .execute();
      return rows.map((row) => ({ source: row.source, alertId: row.alert_id, facts: factsOf(row.facts) }));
    },
    async contributed(source, id) {
      const row = await db
        .selectFrom('alert')
        .select('alert_id')
        .where('request_id', '=', id)
        .where('source', '=', source)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async gathered(id) {
      const rows = await db
        .selectFrom('alert')
        .selectAll()
        .where('request_id', '=', id)
        .where('gathered', '=', 1)
        .orderBy('received_at')
        .orderBy('ordinal')
        .execute();
      return rows.map(alertOf);
    },
  };
}

async function rememberMessages(db: Db, alert: Alert): Promise<void> {
  const keys = new Set(alert.emails.filter(isResolved).map((email) => email.networkMessageId.toLowerCase()));
  for (const part of chunks([...keys])) {
    await db
      .insertInto('gathered_message')
      .values(part.map((key) => ({ message_key: key, source: alert.source, alert_id: alert.alertId })))
      .execute();
  }
}

export function alertWrites(db: Db): Pick<StoreTransaction, 'addAlert' | 'settleGathered'> {
  return {
    async addAlert(alert, receipt, gathered, receivedAt) {
      await db
        .insertInto('alert')
        .values({
          source: alert.source,
          alert_id: alert.alertId,
          request_id: receipt.requestId,
          revision: receipt.revision,
          received_at: receivedAt,
          severity: alert.severity,
          recommended_action: alert.recommendedAction,
          remediate_senders_copy: alert.remediateSendersCopy ? 1 : 0,
          campaign_id: alert.campaignId ?? null,
          facts: JSON.stringify(alert.facts),
          gathered: gathered ? 1 : 0,
          emails: gathered ? JSON.stringify(alert.emails) : null,
          ordinal: nextOrdinal('alert'),
        })
        .execute();
      if (gathered) await rememberMessages(db, alert);
    },
    async settleGathered(id, receipt) {
      await db
        .deleteFrom('gathered_message')
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('alert')
              .select('alert.alert_id')
              .whereRef('alert.source', '=', 'gathered_message.source')
              .whereRef('alert.alert_id', '=', 'gathered_message.alert_id')
              .where('alert.request_id', '=', id)
              .where('alert.gathered', '=', 1),
          ),
        )
        .execute();
      await db
        .updateTable('alert')
        .set({ request_id: receipt.requestId, revision: receipt.revision, gathered: 0, emails: null })
        .where('request_id', '=', id)
        .where('gathered', '=', 1)
        .execute();
    },
  };
}
