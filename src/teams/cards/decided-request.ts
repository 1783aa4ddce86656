import { mayBeRetried } from '../../approval/remediation.ts';
import type { RequestState } from '../../approval/request.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import { tooFewApproved } from '../too-few-approved.ts';
import { isStillThere, isUnclear, isWhollyReconciled, waitsForPerson } from '../unclear.ts';
import type { Words } from '../words.ts';
import { failedWholly, problemLines, progressLines } from './batch-progress.ts';
import { decisionLines } from './decision-lines.ts';
import { closerLook, trackingLinks } from './links.ts';
import { furtherFacts, mainFacts, originLines } from './mail-facts.ts';
import { type Line, linesOf, type Pen } from './pen.ts';
import { openButton } from './pending-requests.ts';
import { banners, planLines } from './plan.ts';
import { proofLines } from './proof-lines.ts';
import { recipientsButtons } from './recipients.ts';
import { putBack, undoLines } from './undo-lines.ts';

/** Every state after the request stopped being open. */
type DecidedState = Exclude<RequestState, 'pending' | 'partiallyApproved'>;
export type DecidedView = RequestView & { readonly state: DecidedState };

export function isDecided(view: RequestView): view is DecidedView {
  return view.state !== 'pending' && view.state !== 'partiallyApproved';
}

/** Submitted is not proof, so only `verified` is drawn as good. */
const tones: Record<DecidedState, string> = {
  approved: 'accent',
  submitting: 'accent',
  submitted: 'accent',
  verifying: 'accent',
  verified: 'good',
  partlyVerified: 'warning',
  unverified: 'warning',
  failed: 'attention',
  rejected: 'emphasis',
  expired: 'emphasis',
  withdrawn: 'emphasis',
};

/** While these last, a person who looks may want to ask how far it is. */
const underWay: readonly RequestState[] = ['approved', 'submitting', 'submitted', 'verifying'];

/** The request after the decision: who, when, why, how far it is, and what is not proven yet. */
export function decidedRequestData(view: DecidedView, pen: Pen): object {
  const { words } = pen;
  const { requestId, state } = view;
  const outcome = outcomeOf(view, words);
  const details = furtherFacts(view, pen);
  const tracking = trackingLinks(view, pen);
  return {
    lang: words.formats.language,
    speak: words.endedSpoken({ requestId, state: title(view, words), outcome }),
    fallbackText: words.endedFallback({ requestId, state: title(view, words) }),
    requestId,
    revision: view.revision,
    tone: toneOf(view),
    kicker: words.kicker({ severity: words.severity[view.severity], requestId }),
    title: title(view, words),
    // At its end, title and outcome say that it was a dry run.
    banners: [...banners({ ...view, dryRun: view.dryRun && state !== 'submitted' }, pen), ...putBack(view, pen)],
    outcome,
    decided: decided(view, pen),
    progress: [
      ...proofLines(view, pen),
      ...progressLines(view, pen),
      ...problemLines(view, pen),
      ...undoLines(view, pen),
      ...linesOf([tracking.remark, state === 'failed' && !failedWholly(view) && words.retryHint]),
    ],
    plan: planOf(view, words),
    planLines: planLines(view, pen),
    recipientsButtons: recipientsButtons(view, pen),
    facts: mainFacts(view, pen),
    origin: originLines(view, pen),
    detailsButtons: details.length > 0 ? [{ title: words.button.more }] : [],
    details,
    retryButtons: state === 'failed' && view.batches.some(mayBeRetried) ? [{ title: words.button.retry }] : [],
    unclearButtons: waitsForPerson(view)
      ? [
          { title: words.button.checkAgain, verb: 'checkAgain' },
          { title: words.button.sendAgain, verb: 'sendAgain' },
        ]
      : [],
    askAgainButtons: mayBeAskedAgain(view) ? [{ title: words.deadlines.askAgain }] : [],
    undoButtons: view.undo?.kind === 'offered' ? [{ title: words.undo.button }] : [],
    openButtons: undoRequests(view, pen),
    refreshButtons: underWay.includes(state) && !waitsForPerson(view) ? [{ title: words.button.refresh }] : [],
    linkButtons: [...tracking.buttons, ...closerLook(view, pen)].slice(0, waitsForPerson(view) ? 3 : 4),
  };
}

/** What was put back is no good news any more: the email is where it was. */
function toneOf(view: DecidedView): string {
  if (isUnclear(view)) return 'warning';
  return view.undo?.kind === 'done' ? 'emphasis' : tones[view.state];
}

/** A dry run submits nothing, so it must not read as if it had. */
function outcomeOf(view: DecidedView, words: Words): string {
  if (isUnclear(view)) return unclearOutcome(view, words);
  if (view.state === 'submitted' && isWhollyReconciled(view)) return words.reconciledOutcome;
  if (view.state === 'expired' && tooFewApproved(view)) return words.tooFewApprovedOutcome;
  if (view.dryRun) return words.dryRunOutcome[view.state] ?? words.outcome[view.state];
  return view.state === 'failed' && failedWholly(view) ? words.failedWholly : words.outcome[view.state];
}

function unclearOutcome(view: DecidedView, words: Words): string {
  if (!waitsForPerson(view)) return words.unclearOutcome;
  return isStillThere(view) ? words.stillThereOutcome : words.stillUnclearOutcome;
}

function title(view: DecidedView, words: Words): string {
  if (isUnclear(view)) return waitsForPerson(view) ? words.stillUnclearTitle : words.unclearTitle;
  return view.dryRun && view.state === 'submitted' ? words.dryRunTitle : words.state[view.state];
}

/** Once. An undo that nobody approved is offered again by the card of what it was to put back. */
function mayBeAskedAgain({ state, askedAgain, undoes }: DecidedView): boolean {
  return state === 'expired' && askedAgain === undefined && undoes === undefined;
}

/** To the other card: of the undo, of what an undo takes back, or of what was asked for again. */
function undoRequests({ undo, undoes, askedAgain }: DecidedView, pen: Pen): object[] {
  const other = undoes ?? askedAgain ?? (undo?.kind === 'offered' ? undefined : undo);
  return other ? [openButton(other.requestId, 1, pen)] : [];
}

const undone: readonly RequestState[] = ['rejected', 'expired', 'withdrawn'];

function planOf(view: DecidedView, words: Words): string {
  const { undoes, emailCount } = view;
  if (undoes) {
    const taken = { requestId: undoes.requestId, emailCount };
    return undone.includes(view.state) ? words.undo.undonePlan(taken) : words.undo.approvedPlan(taken);
  }
  if (emailCount === 0) return words.noMail.undone;
  const plan = words.plan({ action: view.action, mailboxCount: view.recipientCount });
  return undone.includes(view.state) ? words.undonePlan({ plan }) : words.approvedPlan({ plan });
}

function decided(view: DecidedView, pen: Pen): Line[] {
  const { words } = pen;
  return [
    ...decisionLines(view, pen),
    ...linesOf([
      view.withdrawnBy !== undefined && words.withdrawnBy({ upn: pen.exact(view.withdrawnBy) }),
      view.state === 'expired' && words.expiredAt({ time: pen.time(view.expiresAt) }),
      // Whoever clicked has it above everything.
      view.notice !== 'askedAgain' && view.askedAgain && askedAgainLine(view.askedAgain, pen),
    ]),
  ];
}

function askedAgainLine({ by, requestId }: NonNullable<RequestView['askedAgain']>, pen: Pen): string {
  return pen.words.deadlines.askedAgain({ upn: pen.exact(by), requestId });
}
