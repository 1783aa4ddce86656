import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Tenant } from '../sandbox/tenant-types.ts';
import type { Email } from './ledger.ts';

export interface Status {
  readonly state: string;
  readonly revision: number;
  readonly emails: readonly Email[];
  readonly batches: readonly { readonly state: string }[];
}

/** What `GET /api/requests/{id}` tells the source of the alerts; undefined where it does not answer 200. */
export async function requestStatus({ alertSource }: Tenant, origin: string, id: string): Promise<Status | undefined> {
  const messageId = `msg_${randomUUID()}`;
  const now = new Date();
  const asked = fetch(`${origin}/api/requests/${id}`, {
    headers: {
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(alertSource.secret).sign(messageId, now, ''),
    },
  });
  // A kept connection may be closed at the very moment in which it is used again: asked again later.
  const response = await asked.catch(() => undefined);
  const text = (await response?.text().catch(() => undefined)) ?? '';
  return response?.status === 200 ? (JSON.parse(text) as Status) : undefined;
}
