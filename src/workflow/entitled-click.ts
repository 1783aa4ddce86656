import { whyNotEntitled } from '../approval/policy.ts';
import { noMemberships, policySubject } from '../approval/policy-subject.ts';
import type { ApprovalRequest, Person } from '../approval/request.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';

/** Runs the step on the clicked request, held against other writers, for somebody whom the policy gives a say on it. */
export function entitledClick(
  { store, settings }: StepPorts,
  { requestId }: CardClick,
  by: Person,
  step: (tx: StoreTransaction, request: ApprovalRequest) => Promise<ClickAnswer>,
): Promise<ClickAnswer> {
  return store.transaction(async (tx) => {
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    const subject = policySubject(request.revision, await tx.emails(requestId));
    const barred = whyNotEntitled(settings.policy, subject, by, noMemberships);
    return barred ? { kind: 'refused', reason: barred, requestId } : step(tx, request);
  });
}
