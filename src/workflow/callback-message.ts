/** What the source of an alert is told when its request has ended. No mail facts, no recipients. */
import type { EndedState } from '../approval/ended.ts';
import { approvalsOf } from '../approval/lifecycle.ts';
import {
  type ApprovalRequest,
  decidingApproval,
  isRemediating,
  type RemediationAction,
  type RequestId,
} from '../approval/request.ts';
import type { Store } from './store-port.ts';
import { viewVerification } from './view-verification.ts';
import type { Work } from './work.ts';

/** Body of the webhook. Times are RFC 3339, UTC. */
export interface CallbackMessage {
  readonly type: 'request.ended';
  /** When it ended: what ends twice (failed, then verified) is told twice, perhaps in another order. */
  readonly timestamp: string;
  readonly data: {
    readonly requestId: RequestId;
    readonly revision: number;
    /** `submitted` is the end of a dry run alone: nothing comes after it there. */
    readonly state: EndedState;
    readonly action: RemediationAction;
    readonly dryRun: boolean;
    /** Of this source only, the first thousand. */
    readonly alertIds: readonly string[];
    /** Of the person whose approval met the quorum; null where nobody's did. */
    readonly approverUpn: string | null;
    /** Null where nobody decided. */
    readonly decidedAt: string | null;
    /** Counts of emails. */
    readonly verification: { readonly expected: number; readonly verified: number };
    readonly trackingLinks: readonly string[];
    /** A path of this service. */
    readonly statusUrl: string;
  };
}

const mostAlerts = 1_000;

/** Undefined where there is no such request. */
export async function callbackMessage(
  store: Pick<Store, 'request' | 'batches' | 'alertIdsOf' | 'proofCounts' | 'proofs'>,
  { requestId, source, state, endedAt }: Extract<Work, { readonly kind: 'sendCallback' }>,
): Promise<CallbackMessage | undefined> {
  const request = await store.request(requestId);
  if (!request) return undefined;
  const { number, action, dryRun, emailCount } = request.revision;
  const batches = await store.batches(requestId);
  const verification = await viewVerification(store, request, batches);
  const links = batches.flatMap(({ trackingLink }) => trackingLink ?? []);
  return {
    type: 'request.ended',
    timestamp: new Date(endedAt).toISOString(),
    data: {
      requestId,
      revision: number,
      state,
      action,
      dryRun,
      alertIds: await store.alertIdsOf(source, requestId, mostAlerts),
      approverUpn: isRemediating(request) ? decidingApproval(request).by.upn : null,
      decidedAt: decidedAt(request),
      verification: { expected: dryRun ? 0 : emailCount, verified: verification?.proven ?? 0 },
      trackingLinks: [...new Set(links)],
      statusUrl: `/api/requests/${requestId}`,
    },
  };
}

function decidedAt(request: ApprovalRequest): string | null {
  const decision =
    request.state === 'rejected' ? request.rejection : isRemediating(request) && approvalsOf(request).at(-1);
  return decision ? new Date(decision.at).toISOString() : null;
}
