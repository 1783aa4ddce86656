/** A checked alert becomes, or joins, a request. Acknowledged only after the commit; the same alert again changes nothing. */
import { messageIds } from '../approval/grouping.ts';
import { type Alert, isOpen, type RequestId } from '../approval/request.ts';
import { factHashes, source } from './audit.ts';
import { openFromAlert } from './open-from-alert.ts';
import type { AlertReceipt, Meter, StoreTransaction } from './ports.ts';
import { mergeAlerts, type RevisingPorts } from './revise-request.ts';
import type { AlertAnswer } from './steps.ts';

export async function receiveAlert(ports: RevisingPorts & { meter: Meter }, alert: Alert): Promise<AlertAnswer> {
  const answer = await ports.store.transaction(async (tx) => {
    const before = await tx.alertReceipt(alert.source, alert.alertId);
    const receipt = before ?? (await takeIn(tx, alert, ports));
    const request = await tx.request(receipt.requestId);
    return {
      requestId: receipt.requestId,
      revision: request?.revision.number ?? receipt.revision,
      state: request?.state ?? 'pending',
      duplicate: before !== undefined,
    };
  });
  ports.meter.count('countersign_alerts_total', { result: answer.duplicate ? 'duplicate' : 'taken' });
  return answer;
}

async function takeIn(tx: StoreTransaction, alert: Alert, ports: RevisingPorts): Promise<AlertReceipt> {
  const now = ports.clock.now();
  for (const candidate of await tx.joinable(messageIds(alert.emails), alert.campaignId)) {
    const receipt = await join(tx, candidate, alert, now, ports);
    if (receipt) return receipt;
  }
  const opened = await openFromAlert(tx, alert, now, ports);
  await record(tx, alert, opened, false, now, ports);
  return opened;
}

/** Undefined where the request cannot take anything in any more. */
async function join(
  tx: StoreTransaction,
  requestId: RequestId,
  alert: Alert,
  now: number,
  ports: RevisingPorts,
): Promise<AlertReceipt | undefined> {
  const request = await tx.lockRequest(requestId);
  // Past its deadline it only waits to be marked expired: what joined it now would be buried with it.
  if (!request || !isOpen(request) || now >= request.expiresAt) return undefined;
  const receipt = { requestId, revision: request.revision.number };
  if (ports.settings.reviseEveryMs > 0) {
    await record(tx, alert, receipt, true, now, ports);
    await tx.schedule({ kind: 'reviseRequest', requestId }, now + ports.settings.reviseEveryMs);
    return receipt;
  }
  const revised = await mergeAlerts(tx, request, [alert], now, ports.digest);
  const joined = { requestId, revision: revised.revision.number };
  await record(tx, alert, joined, false, now, ports);
  return joined;
}

async function record(
  tx: StoreTransaction,
  alert: Alert,
  receipt: AlertReceipt,
  gathered: boolean,
  now: number,
  { digest, settings }: RevisingPorts,
): Promise<void> {
  await tx.addAlert(alert, receipt, gathered, now);
  await tx.appendAudit({
    at: now,
    tenantId: settings.tenantId,
    kind: 'alert.received',
    requestId: receipt.requestId,
    revision: receipt.revision,
    actor: source(alert.source),
    data: {
      alertId: alert.alertId,
      severity: alert.severity,
      recommendedAction: alert.recommendedAction,
      remediateSendersCopy: alert.remediateSendersCopy,
      campaignId: alert.campaignId ?? null,
      emails: alert.emails,
      ...factHashes(alert.facts, digest),
    },
  });
}
