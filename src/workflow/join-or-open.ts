/** What an alert comes to: the open request of its record, the oldest that shares a message or the campaign, else a new one. */
import { mergedContent, messageKeys, planOpening, recordOf } from '../approval/grouping.ts';
import { contentOf } from '../approval/policy-subject.ts';
import {
  type Alert,
  type ApprovalRequest,
  emailKey,
  isOpenAt,
  isResolved,
  type OpenRequest,
  type RequestState,
} from '../approval/request.ts';
import { sameContent } from '../approval/revision.ts';
import { channelFor } from './alert-channel.ts';
import { openRequest } from './open-request.ts';
import type { StepPorts } from './step-ports.ts';
import type { AlertPart, AlertReceipt, StoreTransaction } from './store-port.ts';
import { writeRevision } from './write-revision.ts';

export interface Taken extends AlertReceipt {
  readonly part: AlertPart;
  /** Of the request. */
  readonly state: RequestState;
}

/**
 * What is not asked for again. Under way counts as well: a second card for the same mail would only be clicked in vain.
 * What is unclear does not count: the mail may still lie there.
 */
export const doneOrUnderWay = ['pending', 'calling', 'accepted', 'duplicate'] as const;

/** One click loads and hashes all of a request's emails: beyond this, a campaign goes on in another request. */
const emailsPerRequest = 20_000;

export async function joinOrOpen(
  tx: StoreTransaction,
  alert: Alert,
  now: number,
  ports: StepPorts,
  { mayGather }: { readonly mayGather: boolean },
): Promise<Taken> {
  const keys = messageKeys(alert.emails);
  await tx.lockMessages(keys, alert.campaignId, recordOf(alert));
  const { reviseEveryMs } = ports.settings;
  const channelId = (await channelFor(tx, ports.settings, alert))?.channelId;
  for (const requestId of await tx.joinable(keys, alert.campaignId, channelId, recordOf(alert))) {
    const request = await tx.lockRequest(requestId);
    // What joined it past its deadline would be buried with it.
    if (!request || !isOpenAt(request, now)) continue;
    if (!pullsTheSameWay(request, alert)) continue;
    const asked = request.revision.emailCount + (await tx.gatheredEmailCount(requestId)) + alert.emails.length;
    if (asked > emailsPerRequest) continue;
    // What gathers spares people who approved; of what named no mail nobody could, and its card waits for the mail.
    const isAwaited = request.revision.emailCount === 0 && alert.emails.length > 0;
    if (mayGather && reviseEveryMs > 0 && !isAwaited) {
      await tx.schedule({ kind: 'reviseRequest', requestId }, now + reviseEveryMs);
      return { requestId, revision: request.revision.number, part: 'gathered', state: request.state };
    }
    const merged = await mergeAlerts(tx, request, [alert], now, ports);
    return { requestId, revision: merged.revision.number, part: 'contributes', state: merged.state };
  }
  return open(tx, alert, channelId, now, ports);
}

/** The action stays when alerts join: mail that is to be removed must never be put back with what is, nor the other way. */
export function pullsTheSameWay({ revision }: OpenRequest, { recommendedAction }: Alert): boolean {
  return (revision.action === 'moveToInbox') === (recommendedAction === 'moveToInbox');
}

/** Adds what the alerts bring. Nothing new and nothing more severe: the request stays as it is. */
export async function mergeAlerts(
  tx: StoreTransaction,
  request: OpenRequest,
  alerts: readonly Alert[],
  now: number,
  ports: StepPorts,
): Promise<ApprovalRequest> {
  const known = new Set((await tx.emails(request.id)).map(emailKey));
  const added = alerts.flatMap((alert) => alert.emails).filter((email) => !known.has(emailKey(email)));
  const content = mergedContent(contentOf(request), alerts);
  await tx.schedule({ kind: 'redrawCard', requestId: request.id }, now);
  if (added.length === 0 && sameContent(content, request.revision)) return request;
  await tx.addEmails(request.id, added, request.revision.number + 1);
  if (added.some((email) => !isResolved(email))) {
    await tx.schedule({ kind: 'resolveEmails', requestId: request.id, round: 1 }, now);
  }
  return writeRevision(tx, request, content, { now, cause: 'joined' }, ports);
}

async function open(
  tx: StoreTransaction,
  alert: Alert,
  channelId: string | undefined,
  now: number,
  ports: StepPorts,
): Promise<Taken> {
  const plan = planOpening(alert.emails, {
    remediated: await tx.remediatedBefore(alert.emails.map(emailKey), {
      action: alert.recommendedAction,
      remediateSendersCopy: alert.remediateSendersCopy,
      batchStates: doneOrUnderWay,
    }),
    decidedBefore: await tx.decidedBefore(messageKeys(alert.emails), recordOf(alert)),
  });
  if (plan.kind !== 'open') {
    const earlier = await tx.request(plan.requestId);
    const revision = earlier?.revision.number ?? 1;
    return { requestId: plan.requestId, revision, part: 'pointer', state: earlier?.state ?? 'pending' };
  }
  const { recommendedAction: action, severity, remediateSendersCopy } = alert;
  const request = await openRequest(
    tx,
    {
      origin: { kind: 'alert', source: alert.source },
      content: { action, severity, remediateSendersCopy },
      emails: plan.emails,
      campaignId: alert.campaignId,
      earlierRequestId: plan.earlierRequestId,
      channelId,
    },
    now,
    ports,
  );
  return { requestId: request.id, revision: request.revision.number, part: 'contributes', state: request.state };
}
