/** Writes a new request with everything that belongs to it. The one place where requests begin, whoever asks. */

import type { AuditActor } from '../approval/audit-chain.ts';
import { nextCountdown } from '../approval/countdown.ts';
import type { Policy } from '../approval/policy.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  isResolved,
  type MailFacts,
  type Origin,
  type RequestId,
  type RevisionContent,
  type Severity,
} from '../approval/request.ts';
import { makeRevision } from '../approval/revision.ts';
import { factHashes, sourceActor, userActor } from './audit-actors.ts';
import { escalationDueAt, reminderDueAt } from './deadlines.ts';
import { countOpened } from './keep-count.ts';
import { cardKey } from './outbox/outbox-row.ts';
import type { Digest, Ids, PolicyInForce, Tracer } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

export interface NewRequest {
  readonly origin: Origin;
  readonly content: RevisionContent;
  readonly emails: readonly AnalyzedEmail[];
  readonly campaignId?: string | undefined;
  readonly earlierRequestId?: RequestId | undefined;
  readonly undoes?: RequestId | undefined;
  readonly channelId?: string | undefined;
  /** What is known of the mail without any alert. */
  readonly facts?: MailFacts | undefined;
  /** Of the request that is asked for again: rules by severity go on looking at all of them. */
  readonly severities?: readonly Severity[] | undefined;
}

interface OpeningPorts {
  readonly ids: Ids;
  readonly digest: Digest;
  readonly settings: Pick<StepSettings, 'tenantId' | 'dryRun'>;
  readonly policy: () => PolicyInForce;
  readonly tracer: Tracer;
}

export async function openRequest(
  tx: StoreTransaction,
  asked: NewRequest,
  now: number,
  { ids, digest, settings, policy, tracer }: OpeningPorts,
): Promise<ApprovalRequest> {
  const id = await freeId(tx, ids);
  const { origin, content, emails, campaignId, earlierRequestId, channelId, undoes, facts, severities = [] } = asked;
  const traceparent = tracer.traceparent();
  const request: ApprovalRequest = {
    id,
    tenantId: settings.tenantId,
    origin,
    createdAt: now,
    expiresAt: now + policy().policy.expiresAfterMs,
    revision: makeRevision(
      { requestId: id, number: 1, createdAt: now, content, dryRun: settings.dryRun, emails, severities },
      digest,
    ),
    state: 'pending',
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(earlierRequestId === undefined ? {} : { earlierRequestId }),
    ...(channelId === undefined ? {} : { channelId }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  await tx.addRequest(request);
  await countOpened(tx, request);
  await tx.addEmails(id, emails, 1);
  const factsSalt = facts && ids.uuid();
  if (facts && factsSalt) await tx.keepOwnFacts(id, facts, factsSalt);
  await tx.appendAudit({
    at: now,
    tenantId: settings.tenantId,
    kind: 'request.created',
    requestId: id,
    revision: 1,
    actor: actorOf(origin),
    data: {
      ...content,
      dryRun: settings.dryRun,
      emails,
      contentHash: request.revision.contentHash,
      campaignId: campaignId ?? null,
      earlierRequestId: earlierRequestId ?? null,
      because: origin.kind === 'command' ? (origin.because ?? null) : null,
      ...(undoes === undefined ? {} : { undoes }),
      ...(facts === undefined ? {} : { facts: factHashes(facts, digest, factsSalt) }),
    },
  });
  await tx.moveMessage(undefined, { key: cardKey(id), requestId: id, state: 'waiting', at: now });
  const toResolve = emails.some((email) => !isResolved(email));
  await tx.schedule(
    toResolve ? { kind: 'resolveEmails', requestId: id, round: 1 } : { kind: 'postCard', requestId: id },
    now,
  );
  await scheduleDeadlines(tx, request, policy().policy);
  return request;
}

async function scheduleDeadlines(tx: StoreTransaction, request: ApprovalRequest, inForce: Policy): Promise<void> {
  const { id: requestId, createdAt, expiresAt } = request;
  const reminder = reminderDueAt(inForce, request);
  const escalation = escalationDueAt(inForce, request);
  if (reminder !== undefined) await tx.schedule({ kind: 'remindRequest', requestId }, reminder);
  if (escalation !== undefined) await tx.schedule({ kind: 'escalateRequest', requestId }, escalation);
  await tx.schedule({ kind: 'expireRequest', requestId }, nextCountdown(request, createdAt) ?? expiresAt);
}

function actorOf(origin: Origin): AuditActor {
  return origin.kind === 'alert' ? sourceActor(origin.source) : userActor(origin.by);
}

/** 32^6 ids: a taken one is rare enough to simply draw again, and seen before the unique key would refuse it. */
async function freeId(tx: StoreTransaction, ids: Ids): Promise<RequestId> {
  let id = ids.requestId();
  while ((await tx.request(id)) !== undefined) id = ids.requestId();
  return id;
}
