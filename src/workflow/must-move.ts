import { type LifecycleEvent, transition } from '../approval/lifecycle.ts';
import type { ApprovalRequest } from '../approval/request.ts';
import { ServiceError } from '../errors.ts';

/**
 * For transitions that the step has already made sure of: a refusal here is a defect, and throwing rolls back
 * whatever the transaction wrote before.
 */
export function mustMove(request: ApprovalRequest, event: LifecycleEvent): ApprovalRequest {
  const next = transition(request, event);
  if (next.kind === 'moved') return next.request;
  throw new ServiceError('internal', `A request in state ${request.state} refused "${event.kind}": ${next.reason}.`);
}
