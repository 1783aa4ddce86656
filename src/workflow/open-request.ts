/** Writes a new request with everything that belongs to it. Used by alerts and by the command. */

import type { AuditActor } from '../approval/audit-chain.ts';
import {
  type AnalyzedEmail,
  type ApprovalRequest,
  isResolved,
  type Origin,
  type RequestId,
  type RevisionContent,
} from '../approval/request.ts';
import { makeRevision } from '../approval/revision.ts';
import { sourceActor, userActor } from './audit-actors.ts';
import { cardKey } from './outbox/outbox-row.ts';
import type { Digest, Ids, PolicyInForce } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreTransaction } from './store-port.ts';

export interface NewRequest {
  readonly origin: Origin;
  readonly content: RevisionContent;
  readonly emails: readonly AnalyzedEmail[];
  readonly campaignId?: string | undefined;
  readonly earlierRequestId?: RequestId | undefined;
  readonly channelId?: string | undefined;
}

interface OpeningPorts {
  readonly ids: Ids;
  readonly digest: Digest;
  readonly settings: Pick<StepSettings, 'tenantId' | 'dryRun'>;
  readonly policy: () => PolicyInForce;
}

export async function openRequest(
  tx: StoreTransaction,
  asked: NewRequest,
  now: number,
  { ids, digest, settings, policy }: OpeningPorts,
): Promise<ApprovalRequest> {
  const id = await freeId(tx, ids);
  const { origin, content, emails, campaignId, earlierRequestId, channelId } = asked;
  const request: ApprovalRequest = {
    id,
    tenantId: settings.tenantId,
    origin,
    createdAt: now,
    expiresAt: now + policy().policy.expiresAfterMs,
    revision: makeRevision(
      { requestId: id, number: 1, createdAt: now, content, dryRun: settings.dryRun, emails },
      digest,
    ),
    state: 'pending',
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(earlierRequestId === undefined ? {} : { earlierRequestId }),
    ...(channelId === undefined ? {} : { channelId }),
  };
  await tx.addRequest(request);
  await tx.addEmails(id, emails, 1);
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
    },
  });
  await tx.moveMessage(undefined, { key: cardKey(id), requestId: id, state: 'waiting', at: now });
  const toResolve = emails.some((email) => !isResolved(email));
  await tx.schedule(
    toResolve ? { kind: 'resolveEmails', requestId: id, round: 1 } : { kind: 'postCard', requestId: id },
    now,
  );
  await tx.schedule({ kind: 'expireRequest', requestId: id }, request.expiresAt);
  return request;
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
