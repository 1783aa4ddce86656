import { escalationOf } from '../approval/escalation.ts';
import type { Policy } from '../approval/policy.ts';
import type { ApprovalRequest } from '../approval/request.ts';

type Created = Pick<ApprovalRequest, 'createdAt' | 'expiresAt'>;

/**
 * When this policy wants it, counted from the request's creation as its expiry is; undefined where it does not, or only
 * once nobody can decide any more.
 */
export function reminderDueAt({ remindAfterMs }: Policy, { createdAt, expiresAt }: Created): number | undefined {
  return inTime(remindAfterMs, createdAt, expiresAt);
}

export function escalationDueAt(policy: Policy, { createdAt, expiresAt }: Created): number | undefined {
  return inTime(escalationOf(policy)?.afterMs, createdAt, expiresAt);
}

function inTime(afterMs: number | undefined, createdAt: number, expiresAt: number): number | undefined {
  if (afterMs === undefined) return undefined;
  const dueAt = createdAt + afterMs;
  return dueAt < expiresAt ? dueAt : undefined;
}
