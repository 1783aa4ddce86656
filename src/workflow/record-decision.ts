/**
 * One click on a card's Approve or Reject, for one revision, by a person that Teams authenticated.
 * Everything is decided inside one transaction, so that of two clicks at once one is first. An approval that
 * completes the quorum writes the batches and their work in that same transaction: it survives whatever
 * happens next. The click is answered after the commit and before any mailbox is touched.
 */
import { approvalsOf, type RefusalReason } from '../approval/lifecycle.ts';
import { reasonRequired } from '../approval/policy.ts';
import { contentOf } from '../approval/policy-subject.ts';
import {
  type ApprovalRequest,
  type Decision,
  isOpen,
  type OpenRequest,
  type Person,
  samePerson,
} from '../approval/request.ts';
import { sameContent } from '../approval/revision.ts';
import { ServiceError } from '../errors.ts';
import { userActor } from './audit-actors.ts';
import { consultPolicy, isOvertaken } from './consult-policy.ts';
import { mustMove } from './must-move.ts';
import type { RepeatedRefusals } from './repeated-refusals.ts';
import type { Notice } from './request-view.ts';
import { severitiesSoFar } from './severities-so-far.ts';
import type { StepPorts } from './step-ports.ts';
import type { CardClick, ClickAnswer } from './steps.ts';
import type { StoreTransaction } from './store-port.ts';
import { viewRequest } from './view-request.ts';
import {
  type Asked,
  type Attempt,
  attemptOf,
  completes,
  isOtherThanUndo,
  lacksMail,
  whatIsUnclear,
  whyNotDecide,
} from './weigh-decision.ts';
import { writeDecision } from './write-decision.ts';
import { writeRevision } from './write-revision.ts';

/** What the click came to, before the card is drawn. */
type Result =
  | { readonly kind: 'stands'; readonly request: ApprovalRequest; readonly notice?: Notice }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** The policy changed meanwhile, or it was escalated; or somebody approved, and whether that counts hangs on their groups. */
  | { readonly kind: 'consultAgain' };

/** Each time somebody else's approval came between: more people than any quorum asks for. */
const consultedAtMost = 5;

export interface DecidingPorts extends StepPorts {
  readonly refusals: RepeatedRefusals;
}

export async function recordDecision(
  ports: DecidingPorts,
  verdict: Decision['verdict'],
  click: CardClick,
  by: Person,
): Promise<ClickAnswer> {
  for (let times = 1; times <= consultedAtMost; times += 1) {
    const ruling = await consultPolicy(ports, { person: by, requestId: click.requestId });
    const answer = await decideUnder(ports, { verdict, click, by, ruling });
    if (answer) return answer;
  }
  throw new ServiceError('storeConflict', undefined, { retryable: true });
}

/** Undefined: the directory is to be asked again. */
function decideUnder(ports: DecidingPorts, asked: Asked): Promise<ClickAnswer | undefined> {
  const { verdict, click, by, ruling } = asked;
  const { requestId } = click;
  // A transaction may run again from its beginning: what is noted of this click, is noted once.
  let noted: { readonly repeated: number | undefined } | undefined;
  return ports.store.transaction<ClickAnswer | undefined>(async (tx) => {
    const request = await tx.lockRequest(requestId);
    if (!request) return { kind: 'refused', reason: 'unknownRequest', requestId };
    const result = await decide(tx, ports, request, asked);
    if (result.kind === 'consultAgain') return undefined;
    if (result.kind === 'stands') {
      return { kind: 'card', view: await viewRequest(tx, result.request, ports.settings, ruling, result.notice) };
    }
    const refusal = [by.objectId, requestId, click.revision, verdict, result.reason].join(' ');
    noted ??= { repeated: ports.refusals.note(refusal) };
    const { repeated } = noted;
    if (repeated !== undefined) {
      await tx.appendAudit({
        at: ports.clock.now(),
        tenantId: request.tenantId,
        kind: 'decision.refused',
        requestId,
        revision: click.revision,
        actor: userActor(by),
        data: { verdict, reason: result.reason, policyHash: ruling.hash, ...(repeated > 0 ? { repeated } : {}) },
      });
    }
    return { kind: 'refused', reason: result.reason, requestId };
  });
}

async function decide(tx: StoreTransaction, ports: StepPorts, request: ApprovalRequest, asked: Asked): Promise<Result> {
  const { verdict, click, ruling } = asked;
  if (ports.policy().hash !== ruling.hash || isOvertaken(ruling, request)) return { kind: 'consultAgain' };
  const attempt = attemptOf(asked, request, {
    emails: await tx.emails(request.id),
    severities: await severitiesSoFar(tx, request, ruling.policy, ports.settings),
    now: ports.clock.now(),
  });
  const barred = whyNotDecide(request, attempt);
  if (barred) return { kind: 'refused', reason: barred };
  if (!isOpen(request)) return { kind: 'stands', request, notice: 'alreadyDecided' };
  if (isOtherThanUndo(request, attempt)) return { kind: 'refused', reason: 'undoCannotChange' };
  const current = await bringUpToDate(tx, ports, request, attempt);
  if (current !== request || click.revision !== request.revision.number) {
    return { kind: 'stands', request: current, notice: 'staleRevision' };
  }
  if (lacksMail(request, attempt)) return { kind: 'refused', reason: 'noMail' };
  const mustSayWhy = verdict === 'reject' || reasonRequired(ruling.policy, attempt.subject);
  if (mustSayWhy && click.reason === undefined) return { kind: 'refused', reason: 'reasonRequired' };
  if (verdict === 'approve') return approve(tx, ports, request, attempt);
  return { kind: 'stands', request: await writeDecision(tx, ports, request, attempt) };
}

/** The same request, or its next revision where what the card said is not what would happen now. */
async function bringUpToDate(
  tx: StoreTransaction,
  ports: StepPorts,
  request: OpenRequest,
  { now }: Attempt,
): Promise<ApprovalRequest> {
  if (request.revision.dryRun === ports.settings.dryRun) return request;
  // Restarted in the other mode: the card said of it that it is a dry run, or that it is none.
  await tx.schedule({ kind: 'redrawCard', requestId: request.id }, now);
  return writeRevision(tx, request, contentOf(request), { now, cause: 'modeChanged' }, ports);
}

async function approve(
  tx: StoreTransaction,
  ports: StepPorts,
  request: OpenRequest,
  attempt: Attempt,
): Promise<Result> {
  const isRepeated = approvalsOf(request).some((approval) => samePerson(approval.by, attempt.by));
  if (isRepeated && sameContent(attempt.content, request.revision)) return repeat(tx, ports, request, attempt);
  const unclear = whatIsUnclear(request, attempt);
  if (unclear === 'unasked') return { kind: 'consultAgain' };
  if (unclear === 'failed') return { kind: 'refused', reason: 'membershipUnknown' };
  return { kind: 'stands', request: await writeDecision(tx, ports, request, attempt) };
}

/**
 * Approved once already. Where the policy asks for less by now than it did then, the same people are enough; where it asks
 * for a reason, one may be added. Given anew, the approval is one under the policy of now.
 */
async function repeat(tx: StoreTransaction, ports: StepPorts, request: OpenRequest, attempt: Attempt): Promise<Result> {
  const isBetter = attempt.click.reason !== undefined && lacksReason(request, attempt);
  if (!isBetter && !completes(request, attempt)) return { kind: 'stands', request, notice: 'alreadyApprovedByYou' };
  const without = mustMove(request, { kind: 'revoked', by: attempt.by, at: attempt.now });
  if (!isOpen(without)) throw new ServiceError('internal', 'A request without one of its approvals is open.');
  return { kind: 'stands', request: await writeDecision(tx, ports, without, attempt) };
}

function lacksReason(request: OpenRequest, { by }: Attempt): boolean {
  return approvalsOf(request).some((approval) => samePerson(approval.by, by) && approval.reason === undefined);
}
