/** Requests in every state, and what is needed to make them. Times are small numbers: the core has no clock. */
import type { LifecycleEvent } from '../../src/approval/lifecycle.ts';
import type {
  AnalyzedEmail,
  ApprovalRequest,
  Approvals,
  Decision,
  EmailByMessage,
  OpenRequest,
  Person,
  RequestBase,
  RequestState,
  Revision,
} from '../../src/approval/request.ts';
import { makeRevision, type RevisionParts } from '../../src/approval/revision.ts';
import { digest } from '../../src/digest.ts';
import { messageA } from '../support/builders.ts';
import { ana, ben, testTenantId } from '../support/people.ts';

const createdAt = 1_000;
export const now = 2_000;
export const expiresAt = 10_000;

export function email(recipient: string, networkMessageId = messageA): EmailByMessage {
  return { networkMessageId, recipientEmailAddress: `${recipient}@contoso.com` };
}

export const twoEmails: readonly AnalyzedEmail[] = [email('hannah'), email('preston')];

export function revisionParts(over: Partial<RevisionParts> = {}): RevisionParts {
  return {
    requestId: 'CS-7F3K2Q',
    number: 1,
    createdAt,
    content: { action: 'softDelete', severity: 'medium', remediateSendersCopy: false },
    dryRun: false,
    emails: twoEmails,
    ...over,
  };
}

export function aRevision(over: Partial<RevisionParts> = {}): Revision {
  return makeRevision(revisionParts(over), digest);
}

export function aDecision(over: Partial<Decision> = {}): Decision {
  const { number, contentHash } = aRevision();
  return { verdict: 'approve', by: ana, at: now, revision: number, contentHash, policyHash: 'policy', ...over };
}

export function aRejection(over: Partial<Decision> = {}): Decision {
  return aDecision({ verdict: 'reject', reason: 'A newsletter', ...over });
}

const base: RequestBase = {
  id: 'CS-7F3K2Q',
  tenantId: testTenantId,
  origin: { kind: 'command', by: ben, because: 'reported by phone' },
  createdAt,
  expiresAt,
  revision: aRevision(),
  campaignId: 'campaign-1',
  earlierRequestId: 'CS-000000',
};

export function pending(over: Partial<RequestBase> = {}): OpenRequest {
  return { ...base, ...over, state: 'pending' };
}

export function partiallyApproved(approvals: Approvals = [aDecision()], over: Partial<RequestBase> = {}): OpenRequest {
  return { ...base, ...over, state: 'partiallyApproved', approvals };
}

/** One request of each state, approved by Ana wherever somebody approved. */
export function inState(state: RequestState): ApprovalRequest {
  switch (state) {
    case 'pending':
      return pending();
    case 'rejected':
      return { ...base, state, rejection: aRejection() };
    case 'expired':
      return { ...base, state, expiredAt: expiresAt };
    case 'withdrawn':
      return { ...base, state, withdrawnBy: ben, withdrawnAt: now };
    default:
      return { ...base, state, approvals: [aDecision()] };
  }
}

export function approved(by: Person, over: Partial<Decision> = {}, quorumMet = false): LifecycleEvent {
  return { kind: 'approved', decision: aDecision({ by, ...over }), quorumMet };
}

/** Frozen all the way down: whoever writes to it throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFrozen(part);
  }
  return value;
}
