import { approvalsOf } from './lifecycle.ts';
import { type ApprovalRequest, isOpen, isRemediating, type Person } from './request.ts';

/** Who decided last, or withdrew it; undefined where nobody did (yet, or in time). */
export function decidedBy(request: ApprovalRequest): Person | undefined {
  if (request.state === 'rejected') return request.rejection.by;
  if (request.state === 'withdrawn') return request.withdrawnBy;
  return approvalsOf(request).at(-1)?.by;
}

/** Who ended it; all of the approvers, where a quorum did. Who had approved did not, where too few of them had in time. */
export function deciders(request: ApprovalRequest): readonly Person[] {
  if (isRemediating(request)) return approvalsOf(request).map(({ by }) => by);
  const by = request.state === 'rejected' || request.state === 'withdrawn' ? decidedBy(request) : undefined;
  return by === undefined ? [] : [by];
}

/** When it stopped being open: at the last decision, or at its end without one. Undefined while it is open. */
export function decidedAt(request: ApprovalRequest): number | undefined {
  if (isOpen(request)) return undefined;
  if (request.state === 'rejected') return request.rejection.at;
  if (request.state === 'expired') return request.expiredAt;
  if (request.state === 'withdrawn') return request.withdrawnAt;
  return approvalsOf(request).at(-1)?.at;
}
