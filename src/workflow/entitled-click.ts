import { whyNotEntitled } from '../approval/policy.ts';
import { policySubject } from '../approval/policy-subject.ts';
import type { ApprovalRequest, Person } from '../approval/request.ts';
import { certain, consultPolicy, type Ruling } from './consult-policy.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';

type Step = (tx: StoreTransaction, request: ApprovalRequest, ruling: Ruling) => Promise<ClickAnswer>;

/** Runs the step on the clicked request, held against other writers, for somebody whom the policy gives a say on it. */
export async function entitledClick(
  ports: StepPorts,
  { requestId }: CardClick,
  by: Person,
  step: Step,
): Promise<ClickAnswer> {
  const ruling = await consultPolicy(ports, { person: by, requestId });
  return ports.store.transaction(async (tx) => {
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    const subject = policySubject(request.revision, await tx.emails(requestId), ruling.recipients);
    const barred = certain(ruling, by, whyNotEntitled(ruling.policy, subject, by, ruling.groupsOf));
    return barred ? { kind: 'refused', reason: barred, requestId } : step(tx, request, ruling);
  });
}
