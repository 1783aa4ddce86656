import { approvalsOf } from '../approval/lifecycle.ts';
import { isReconciled } from '../approval/reconciliation.ts';
import type { BatchState } from '../approval/remediation.ts';
import type { AnalyzedEmail, RemediationAction, RequestId, RequestState, Severity } from '../approval/request.ts';
import { notProvenReasons, type Proof } from '../approval/verification.ts';
import type { Store } from './store-port.ts';
import { viewVerification } from './view-verification.ts';

/** What `GET /api/requests/{id}` answers. Times are RFC 3339, UTC. */
export interface RequestStatus {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly state: RequestState;
  readonly severity: Severity;
  readonly action: RemediationAction;
  readonly remediateSendersCopy: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly earlierRequestId?: RequestId;
  readonly dryRun: boolean;
  readonly emails: readonly AnalyzedEmail[];
  readonly decisions: readonly {
    readonly decision: 'approve' | 'reject';
    readonly approverUpn: string;
    readonly at: string;
    readonly reason: string | null;
    readonly revision: number;
  }[];
  readonly batches: readonly {
    readonly batch: number;
    readonly state: BatchState;
    readonly emails: number;
    readonly trackingLink: string | null;
    readonly bulkId: string | null;
    /** Graph's answer never came; the mailboxes showed that it had taken the batch. */
    readonly reconciled: boolean;
  }[];
  /** Counts of emails; `verified` stays 0 until delivery locations have been read. */
  readonly verification: {
    readonly expected: number;
    readonly verified: number;
    /** As the last look showed them; empty before it. */
    readonly notVerified: readonly (AnalyzedEmail & { readonly reason: Proof; readonly location: string | null })[];
  };
}

/** Undefined where there is no such request, or none of the source's alerts contributed to it: the two look alike. */
export async function requestStatus(
  { store }: { readonly store: Store },
  source: string,
  id: RequestId,
): Promise<RequestStatus | undefined> {
  const request = await store.request(id);
  if (!request || !(await store.contributed(source, id))) return undefined;
  const { number, action, severity, remediateSendersCopy, emailCount } = request.revision;
  // What stands: an approval that was revoked or belongs to an older revision is history, told by the audit log.
  const decisions = request.state === 'rejected' ? [request.rejection] : approvalsOf(request);
  const batches = await store.batches(id);
  const verification = await viewVerification(store, request, batches);
  const notVerified = verification ? await store.proofs(id, { among: notProvenReasons }) : [];
  return {
    requestId: id,
    revision: number,
    state: request.state,
    severity,
    action,
    remediateSendersCopy,
    createdAt: new Date(request.createdAt).toISOString(),
    expiresAt: new Date(request.expiresAt).toISOString(),
    ...(request.earlierRequestId === undefined ? {} : { earlierRequestId: request.earlierRequestId }),
    dryRun: request.revision.dryRun,
    emails: await store.emails(id),
    decisions: decisions.map(({ verdict, by, at, reason, revision }) => ({
      decision: verdict,
      approverUpn: by.upn,
      at: new Date(at).toISOString(),
      reason: reason ?? null,
      revision,
    })),
    batches: batches.map((batch) => ({
      batch: batch.number,
      state: batch.state,
      emails: batch.emailCount,
      trackingLink: batch.trackingLink ?? null,
      bulkId: batch.bulkId ?? null,
      reconciled: isReconciled(batch),
    })),
    verification: {
      expected: batches.some((batch) => batch.dryRun === true) ? 0 : emailCount,
      verified: verification?.proven ?? 0,
      notVerified: notVerified.map(({ email, proof, location = null }) => ({ ...email, reason: proof, location })),
    },
  };
}
