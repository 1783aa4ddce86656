import type { OpenRequest, Person, RevisionCause, RevisionContent } from '../approval/request.ts';
import { isOpen } from '../approval/request.ts';
import { makeRevision } from '../approval/revision.ts';
import { ServiceError } from '../errors.ts';
import { serviceActor, userActor } from './audit-actors.ts';
import { mustMove } from './must-move.ts';
import type { StepPorts } from './step-ports.ts';
import type { StoreTransaction } from './store-port.ts';

export interface Change {
  readonly now: number;
  readonly cause: RevisionCause;
  /** Who changed it on the card; absent where the service did. */
  readonly by?: Person;
}

/** A new revision over the emails that the store holds now: the approvals of the old one no longer count. */
export async function writeRevision(
  tx: StoreTransaction,
  request: OpenRequest,
  content: RevisionContent,
  { now, cause, by }: Change,
  { digest, settings: { dryRun } }: Pick<StepPorts, 'digest' | 'settings'>,
): Promise<OpenRequest> {
  const number = request.revision.number + 1;
  const emails = await tx.emails(request.id);
  const { severities } = request.revision;
  const parts = { requestId: request.id, number, createdAt: now, content, dryRun, severities, emails };
  const revision = makeRevision(parts, digest);
  const revised = mustMove(request, { kind: 'revised', revision, cause, ...(by === undefined ? {} : { by }) });
  if (!isOpen(revised)) throw new ServiceError('internal', 'A revised request is open.');
  await tx.saveRequest(revised);
  // What was asked for by Graph's ids: from here on the chain tells whose mailboxes they are.
  const resolved = cause === 'resolved' ? { emails } : {};
  await tx.appendAudit({
    at: now,
    tenantId: request.tenantId,
    kind: 'request.revised',
    requestId: request.id,
    revision: number,
    actor: by === undefined ? serviceActor : userActor(by),
    data: {
      ...content,
      dryRun,
      emailCount: revision.emailCount,
      contentHash: revision.contentHash,
      cause,
      ...resolved,
    },
  });
  return revised;
}
