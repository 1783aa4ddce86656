import { timeLeft } from '../approval/countdown.ts';
import { escalationOf } from '../approval/escalation.ts';
import { approvalsOf } from '../approval/lifecycle.ts';
import { type People, peopleOf } from '../approval/policy.ts';
import type { Quorum } from '../approval/quorum.ts';
import { type ApprovalRequest, foldCase, isOpen, requestersOf } from '../approval/request.ts';
import type { Ruling } from './consult-policy.ts';
import type { AwaitedView, WaitingView } from './request-view.ts';

/** Of an open request: how long it can be decided, whose approval is waited for, and to whom it was escalated. */
export function viewWaiting(
  request: ApprovalRequest,
  quorum: Quorum,
  ruling: Ruling,
): { readonly waiting?: WaitingView } {
  if (!isOpen(request)) return {};
  const { policy } = ruling;
  const lines = quorum.missing.length > 0 ? quorum.missing : [{ from: 'approvers', count: 1 } as const];
  const escalation = escalationOf(policy);
  return {
    waiting: {
      timeLeft: timeLeft(request.expiresAt, ruling.at),
      awaited: awaitedOf(
        request,
        lines.map((line) => peopleOf(policy, line)),
        ruling,
      ),
      ...(request.escalatedAt === undefined || !ruling.isEscalated || escalation === undefined
        ? {}
        : { escalated: { at: request.escalatedAt, to: awaitedOf(request, [escalation.to], ruling) } }),
    },
  };
}

/** Less those who approved, and the requesters where the policy bars them. */
function awaitedOf(request: ApprovalRequest, people: readonly People[], ruling: Ruling): AwaitedView {
  const barred = ruling.policy.requesterMayApprove ? [] : requestersOf(request.origin);
  const others = [...approvalsOf(request).map(({ by }) => by), ...barred];
  const gone = new Set(others.flatMap(({ upn, objectId }) => [foldCase(upn), foldCase(objectId)]));
  const users = each(people.flatMap((one) => one.users)).filter((user) => !gone.has(foldCase(user)));
  const groups = each(people.flatMap((one) => one.groups)).map((id) => {
    const name = ruling.groupNames.get(foldCase(id));
    return { id, ...(name === undefined ? {} : { name }) };
  });
  return { users, groups };
}

/** In the first spelling. */
function each(names: readonly string[]): string[] {
  return [...new Map(names.toReversed().map((name) => [foldCase(name), name])).values()].toReversed();
}
