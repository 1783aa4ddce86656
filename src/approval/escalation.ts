/**
 * What an escalation changes of the policy, for one request: the people of `escalateTo` stand in for approvers. How many
 * must agree stays as it is: whoever is an approver by the escalation alone, and is named by a rule as well, is counted
 * as one or as the other, never as both (quorum.ts). Otherwise one lead could do what an approver and a lead had to.
 */
import type { People, Policy } from './policy.ts';
import { foldCase } from './request.ts';

/** Undefined where the policy does not say both after what time and to whom. */
export function escalationOf({ escalateAfterMs: afterMs, escalateTo: to }: Policy) {
  return afterMs === undefined || to === undefined ? undefined : { afterMs, to };
}

/** The policy as it decides on a request that was escalated. A policy that names nobody any more adds nobody. */
export function escalated(policy: Policy): Policy {
  const escalation = escalationOf(policy);
  if (!escalation) return policy;
  return { ...policy, approvers: both(policy.approvers, escalation.to), regularApprovers: policy.approvers };
}

function both(one: People, other: People): People {
  return { users: each([...one.users, ...other.users]), groups: each([...one.groups, ...other.groups]) };
}

/** In the first spelling. */
function each(names: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const name of names) if (!known.has(foldCase(name))) known.set(foldCase(name), name);
  return [...known.values()];
}
