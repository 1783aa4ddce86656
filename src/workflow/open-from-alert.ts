/** What an alert that joins nothing becomes: a new request for what is still to be asked, or a pointer to the old one. */
import { messageIds, planOpening } from '../approval/grouping.ts';
import { type Alert, emailKey } from '../approval/request.ts';
import { openRequest } from './open-request.ts';
import type { AlertReceipt, Digest, Ids, StoreTransaction } from './ports.ts';
import type { StepSettings } from './settings.ts';

export async function openFromAlert(
  tx: StoreTransaction,
  alert: Alert,
  now: number,
  ports: { readonly ids: Ids; readonly digest: Digest; readonly settings: StepSettings },
): Promise<AlertReceipt> {
  const plan = planOpening(alert.emails, {
    remediated: await tx.remediatedBefore(alert.emails.map(emailKey), {
      action: alert.recommendedAction,
      // Under way counts as well: a second card for the same mail would only be clicked in vain.
      batchStates: ['pending', 'calling', 'unknown', 'accepted', 'duplicate'],
    }),
    decidedBefore: await tx.decidedBefore(messageIds(alert.emails)),
  });
  if (plan.kind !== 'open') {
    const earlier = await tx.request(plan.requestId);
    return { requestId: plan.requestId, revision: earlier?.revision.number ?? 1 };
  }
  const request = await openRequest(
    tx,
    {
      origin: { kind: 'alert', source: alert.source },
      content: {
        action: alert.recommendedAction,
        severity: alert.severity,
        remediateSendersCopy: alert.remediateSendersCopy,
      },
      emails: plan.emails,
      campaignId: alert.campaignId,
      earlierRequestId: plan.earlierRequestId,
    },
    now,
    ports,
  );
  return { requestId: request.id, revision: request.revision.number };
}
