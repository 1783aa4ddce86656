/**
 * *Ask again* on an expired request: opens a new one with the same content, asked for by whoever clicked. What was
 * remediated since, or is asked for by another open request, is left out. The expired card points to it from then on.
 */
import { messageKeys } from '../approval/grouping.ts';
import { contentOf } from '../approval/policy-subject.ts';
import {
  type ApprovalRequest,
  type ExpiredRequest,
  type Person,
  type RequestId,
  requestersOf,
  samePerson,
} from '../approval/request.ts';
import { channelFor } from './alert-channel.ts';
import { userActor } from './audit-actors.ts';
import { consultPolicy } from './consult-policy.ts';
import { mustMove } from './must-move.ts';
import { openRequest } from './open-request.ts';
import { whyBarred } from './read-requests.ts';
import { onlyNew } from './request-by-command.ts';
import type { StepPorts } from './step-ports.ts';
import type { Asker, CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { viewRequest } from './view-request.ts';

type Refused = Extract<ClickAnswer, { readonly kind: 'refused' }>;

export async function askAgain(ports: StepPorts, { requestId }: CardClick, asker: Asker): Promise<ClickAnswer> {
  const { store, settings } = ports;
  const barred = await whyBarred(ports, asker);
  if (barred) return { kind: 'refused', reason: barred, requestId };
  const outcome = await store.transaction(async (tx): Promise<ApprovalRequest | Refused> => {
    // Like whoever joins or opens: messages first, then the request.
    const campaignId = (await tx.request(requestId))?.campaignId;
    await tx.lockMessages(messageKeys(await tx.emails(requestId)), campaignId);
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    // An undo that nobody approved is asked for where it was before: on the card of what it puts back.
    if (request.state !== 'expired' || request.undoes)
      return { kind: 'refused', reason: 'invalidTransition', requestId };
    // Of two clicks the second one finds what the first one opened.
    return request.askedAgain === undefined ? openAgain(tx, ports, request, asker.person) : request;
  });
  if ('kind' in outcome) return outcome;
  const drawn = await consultPolicy(ports, { requestId });
  return { kind: 'card', view: await viewRequest(store, outcome, settings, drawn, 'askedAgain') };
}

async function openAgain(
  tx: StoreTransaction,
  ports: StepPorts,
  expired: ExpiredRequest,
  by: Person,
): Promise<ApprovalRequest | Refused> {
  const now = ports.clock.now();
  const { id: requestId, revision } = expired;
  // At its highest, so that nobody talks a rule down by letting a request expire.
  const content = { ...contentOf(expired), severity: revision.peakSeverity };
  const { emails, openElsewhere, remediated } = await onlyNew(tx, await tx.emails(requestId), content, now);
  const [done] = remediated;
  if (emails.length === 0 && openElsewhere.length === 0 && done !== undefined) {
    return { kind: 'refused', reason: 'nothingNew', requestId: done.requestId };
  }
  const as = emails.length === 0 ? openElsewhere[0]?.requestId : undefined;
  const openedAs = as ?? (await open(tx, ports, expired, { content, emails, by, now }));
  const pointing = mustMove(expired, { kind: 'askedAgain', as: openedAs, by, at: now });
  await tx.saveRequest(pointing);
  await tx.appendAudit({
    at: now,
    tenantId: expired.tenantId,
    kind: 'request.askedAgain',
    requestId,
    revision: revision.number,
    actor: userActor(by),
    data: { as: openedAs },
  });
  await tx.schedule({ kind: 'redrawCard', requestId }, now);
  return pointing;
}

async function open(
  tx: StoreTransaction,
  ports: StepPorts,
  { id, origin, revision, campaignId, channelId }: ExpiredRequest,
  asked: {
    readonly content: ReturnType<typeof contentOf>;
    readonly emails: Awaited<ReturnType<typeof onlyNew>>['emails'];
    readonly by: Person;
    readonly now: number;
  },
): Promise<RequestId> {
  const { content, emails, by, now } = asked;
  // Their reason is not carried on: they gave it for themselves, and it stands on the earlier card.
  const askedBefore = requestersOf(origin).filter((requester) => !samePerson(requester, by));
  const factsOf = (origin.kind === 'command' ? origin.factsOf : undefined) ?? id;
  const opened = await openRequest(
    tx,
    {
      origin: { kind: 'command', by, factsOf, ...(askedBefore.length > 0 && { askedBefore }) },
      content,
      severities: revision.severities,
      emails,
      campaignId,
      earlierRequestId: id,
      channelId: channelId ?? (await channelFor(tx, ports.settings, { severity: content.severity }))?.channelId,
    },
    now,
    ports,
  );
  return opened.id;
}
