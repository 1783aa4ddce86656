import { whyNotEntitled } from '../approval/policy.ts';
import { policySubject } from '../approval/policy-subject.ts';
import type { ApprovalRequest, Person } from '../approval/request.ts';
import { certain, consultPolicy, isOvertaken, type Ruling } from './consult-policy.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';

type Step = (tx: StoreTransaction, request: ApprovalRequest, ruling: Ruling) => Promise<ClickAnswer>;

/** Runs the step on the clicked request, held against other writers, for somebody whom the policy gives a say on it. */
export async function entitledClick(ports: StepPorts, click: CardClick, by: Person, step: Step): Promise<ClickAnswer> {
  const { requestId } = click;
  const ruling = await consultPolicy(ports, { person: by, requestId });
  const answer = await ports.store.transaction(async (tx): Promise<ClickAnswer | 'overtaken'> => {
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    if (isOvertaken(ruling, request)) return 'overtaken';
    const subject = policySubject(request.revision, await tx.emails(requestId), ruling.recipients);
    const barred = certain(ruling, by, whyNotEntitled(ruling.policy, subject, by, ruling.groupsOf));
    return barred ? { kind: 'refused', reason: barred, requestId } : step(tx, request, ruling);
  });
  // Once at most: it is escalated once.
  return answer === 'overtaken' ? entitledClick(ports, click, by, step) : answer;
}
