import { randomUUID } from 'node:crypto';
import type { Random } from '../sandbox/seeded.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import type { Email, Ledger } from './ledger.ts';

export interface AlertSender {
  /** One alert, delivered until it is answered. */
  send(): Promise<void>;
}

/** Alerts of every kind: new messages, more recipients of a known one, the very same emails, campaigns, redeliveries. */
export function createAlertSender(tenant: Tenant, ledger: Ledger, random: Random): AlertSender {
  const { graph, alertSource } = tenant;
  let people = 0;
  let campaigns = 0;

  function mailTo(networkMessageId: string): Email {
    people += 1;
    const recipientEmailAddress = `u${people}@contoso.com`;
    const location = random.draw([
      { share: 0.04, of: 'onprem_external' },
      { share: 0.06, of: 'junkFolder' },
    ]);
    graph.addMail({ networkMessageId, recipientEmailAddress, ...(location === undefined ? {} : { location }) });
    return { networkMessageId, recipientEmailAddress };
  }

  /** Of the last alerts, whose requests are most likely still open. */
  function recentEmails(): readonly Email[] {
    const recent = ledger.alerts.slice(-12);
    return recent.length === 0 ? [] : random.pick(recent).emails;
  }

  function emailsOf(kind: 'new' | 'more' | 'same'): readonly Email[] {
    const known = kind === 'new' ? [] : recentEmails();
    const [first] = known;
    if (first !== undefined && kind === 'same') return known;
    const message = first?.networkMessageId ?? randomUUID();
    const added = Array.from({ length: random.between(1, 4) }, () => mailTo(message));
    return first === undefined ? added : [first, ...added];
  }

  return {
    async send() {
      const kind = random.draw<'more' | 'same'>([
        { share: 0.22, of: 'more' },
        { share: 0.1, of: 'same' },
      ]);
      if (random.chance(0.05)) campaigns += 1;
      const emails = emailsOf(kind ?? 'new');
      const alert = {
        source: alertSource.name,
        alertId: randomUUID(),
        severity: random.pick(['low', 'medium', 'high']),
        subject: 'Action required',
        recommendedAction: random.chance(0.15) ? 'hardDelete' : 'softDelete',
        emails,
        ...(random.chance(0.1) ? { campaignId: `campaign-${campaigns}` } : {}),
      };
      const times = random.chance(0.1) ? 2 : 1;
      const id = `msg_${alert.alertId}`;
      const answers = await Promise.all(Array.from({ length: times }, () => tenant.pushAlert(alert, { id })));
      for (const { status, body } of answers) {
        ledger.happened('alertAnswered');
        if (status !== 202) {
          ledger.badAnswers.push(`alert: ${status} ${JSON.stringify(body ?? '').slice(0, 200)}`);
          continue;
        }
        ledger.count('alerts acknowledged');
        const { requestId } = body as { requestId: string };
        ledger.alerts.push({ alertId: alert.alertId, requestId, emails });
      }
    },
  };
}
