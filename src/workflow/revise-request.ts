/** Gives an open request new content: the approvals of the old revision no longer count, and the card says so. */

import type { AuditActor } from '../approval/audit-chain.ts';
import { transition } from '../approval/lifecycle.ts';
import {
  type Alert,
  type ApprovalRequest,
  emailKey,
  isOpen,
  isResolved,
  type OpenRequest,
  type RevisionContent,
} from '../approval/request.ts';
import { highestSeverity, makeRevision, sameContent } from '../approval/revision.ts';
import { service } from './audit.ts';
import { openFromAlert } from './open-from-alert.ts';
import { contentOf } from './policy-subject.ts';
import type { Clock, Digest, Ids, Store, StoreTransaction } from './ports.ts';
import type { StepSettings } from './settings.ts';

export interface RevisingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly settings: StepSettings;
}

/** Work: the alerts that joined since the last revision become one revision (REVISE_EVERY). */
export async function reviseRequest(ports: RevisingPorts, requestId: ApprovalRequest['id']): Promise<void> {
  const now = ports.clock.now();
  await ports.store.transaction(async (tx) => {
    const request = await tx.lockRequest(requestId);
    const alerts = await tx.gathered(requestId);
    const [first] = alerts;
    if (!request || !first) return;
    if (isOpen(request) && now < request.expiresAt) {
      const revised = await mergeAlerts(tx, request, alerts, now, ports.digest);
      await tx.settleGathered(requestId, { requestId, revision: revised.revision.number });
      return;
    }
    // Decided while the alerts were gathering: what they add was never on the approved card.
    const next = await openFromAlert(tx, mergedAlert(first, alerts), now, ports);
    await tx.settleGathered(requestId, next);
  });
}

function mergedAlert(first: Alert, alerts: readonly Alert[]): Alert {
  const [email, ...others] = alerts.flatMap((alert) => alert.emails);
  return {
    ...first,
    emails: [email ?? first.emails[0], ...others],
    severity: highestSeverity(first.severity, ...alerts.map((alert) => alert.severity)),
  };
}

/** Adds what the alerts bring. Nothing new and nothing more severe: the request stays as it is. */
export async function mergeAlerts(
  tx: StoreTransaction,
  request: OpenRequest,
  alerts: readonly Alert[],
  now: number,
  digest: Digest,
): Promise<ApprovalRequest> {
  const before = await tx.emails(request.id);
  const known = new Set(before.map(emailKey));
  const added = alerts.flatMap((alert) => alert.emails).filter((email) => !known.has(emailKey(email)));
  const content: RevisionContent = {
    ...contentOf(request),
    severity: highestSeverity(request.revision.severity, ...alerts.map((alert) => alert.severity)),
  };
  await tx.schedule({ kind: 'redrawCard', requestId: request.id }, now);
  if (added.length === 0 && sameContent(content, request.revision)) return request;
  await tx.addEmails(request.id, added, request.revision.number + 1);
  if (added.some((email) => !isResolved(email))) {
    await tx.schedule({ kind: 'resolveEmails', requestId: request.id }, now);
  }
  return writeRevision(tx, request, content, { now, actor: service, cause: 'joined' }, digest);
}

export interface RevisionCause {
  readonly now: number;
  readonly actor: AuditActor;
  readonly cause: 'joined' | 'changedOnCard' | 'resolved';
}

/** A new revision over the emails that the store holds now. */
export async function writeRevision(
  tx: StoreTransaction,
  request: OpenRequest,
  content: RevisionContent,
  { now, actor, cause }: RevisionCause,
  digest: Digest,
): Promise<OpenRequest> {
  const number = request.revision.number + 1;
  const emails = await tx.emails(request.id);
  const revision = makeRevision({ requestId: request.id, number, createdAt: now, content, emails }, digest);
  const next = transition(request, { kind: 'revised', revision });
  if (next.kind === 'refused' || !isOpen(next.request)) return request;
  await tx.saveRequest(next.request);
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: 'request.revised',
    requestId: request.id,
    revision: number,
    actor,
    data: { ...content, emailCount: revision.emailCount, contentHash: revision.contentHash, cause },
  });
  return next.request;
}
