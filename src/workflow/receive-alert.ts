/** A checked alert becomes, or joins, a request. Acknowledged only after the commit; the same alert again changes nothing. */
import type { Alert } from '../approval/request.ts';
import { factHashes, sourceActor } from './audit-actors.ts';
import { joinOrOpen, type Taken } from './join-or-open.ts';
import type { Meter } from './ports.ts';
import type { StepPorts } from './step-ports.ts';
import type { AlertAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';

export async function receiveAlert(ports: StepPorts & { readonly meter: Meter }, alert: Alert): Promise<AlertAnswer> {
  const answer = await ports.store.transaction(async (tx) => {
    const before = await tx.alertReceipt(alert.source, alert.alertId);
    if (!before) {
      const { requestId, revision, state } = await takeIn(tx, alert, ports);
      return { requestId, revision, state, duplicate: false };
    }
    const request = await tx.request(before.requestId);
    return {
      requestId: before.requestId,
      revision: request?.revision.number ?? before.revision,
      state: request?.state ?? 'pending',
      duplicate: true,
    };
  });
  ports.meter.count('countersign_alerts_total', { result: answer.duplicate ? 'duplicate' : 'taken' });
  return answer;
}

async function takeIn(tx: StoreTransaction, alert: Alert, ports: StepPorts): Promise<Taken> {
  const now = ports.clock.now();
  const taken = await joinOrOpen(tx, alert, now, ports, { mayGather: true });
  const factsSalt = ports.ids.uuid();
  await tx.addAlert(alert, taken, taken.part, now, factsSalt);
  await tx.appendAudit({
    at: now,
    tenantId: ports.settings.tenantId,
    kind: 'alert.received',
    requestId: taken.requestId,
    revision: taken.revision,
    actor: sourceActor(alert.source),
    data: {
      alertId: alert.alertId,
      severity: alert.severity,
      recommendedAction: alert.recommendedAction,
      remediateSendersCopy: alert.remediateSendersCopy,
      campaignId: alert.campaignId ?? null,
      ...(alert.record === undefined ? {} : { record: alert.record }),
      emails: alert.emails,
      ...factHashes(alert.facts, ports.digest, factsSalt),
    },
  });
  return taken;
}
