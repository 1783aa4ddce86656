import type { ReplyKind } from '../../workflow/reply-kind.ts';
import type { RequestView } from '../../workflow/request-view.ts';
import { isProofState } from '../proof-state.ts';
import { tooFewApproved } from '../too-few-approved.ts';
import { isStillThere, isWhollyReconciled } from '../unclear.ts';
import type { Words } from '../words.ts';
import { failedWholly, problemLines, progressLines } from './batch-progress.ts';
import { trackingLinks } from './links.ts';
import { type Line, linesOf, type Pen } from './pen.ts';
import { proofLines } from './proof-lines.ts';
import type { Reminder } from './reminder.ts';

/** All but those that call people (reminder.ts). */
type Result = Exclude<ReplyKind, Reminder>;

/** A reply under the request's card: one piece of news. */
export function resultReplyData(kind: Result, view: RequestView, pen: Pen): object {
  const { words } = pen;
  const { requestId } = view;
  const headline = headlineOf(kind, view, words);
  const tracking = linksFor(kind, view, pen);
  return {
    lang: words.formats.language,
    speak: words.endedSpoken({ requestId, state: headline, outcome: newsOf(kind, view, pen) }),
    fallbackText: words.replySummary(kind, view),
    title: words.replySubject({ requestId, title: headline }),
    lines: [...linesFor(kind, view, pen), ...linesOf([tracking.remark])],
    linkButtons: tracking.buttons,
  };
}

function headlineOf(kind: Result, view: RequestView, words: Words): string {
  if (view.dryRun && kind === 'submitted') return words.dryRunTitle;
  return kind === 'verified' ? proofTitle(view, words) : words.replyTitle[kind];
}

/** Without numbers where no mailbox could be looked at. */
function proofTitle({ state, verification }: RequestView, words: Words): string {
  return verification && isProofState(state) ? words.proofTitle[state](verification) : words.state[state];
}

function linesFor(kind: Result, view: RequestView, pen: Pen): Line[] {
  const { words } = pen;
  const text = newsOf(kind, view, pen);
  // It can only expire: nobody can approve it.
  if (view.emailCount === 0) return linesOf([text, words.noMail.undone]);
  const plan = words.plan({ action: view.action, mailboxCount: view.recipientCount });
  if (kind === 'expired') return linesOf([text, approvers(view, pen), words.undonePlan({ plan })]);
  const done = [approvers(view, pen), plan, text];
  switch (kind) {
    case 'submitted':
      return [...linesOf(done), ...progressLines(view, pen)];
    case 'failed':
      return [
        ...linesOf(done),
        ...progressLines(view, pen),
        ...problemLines(view, pen),
        ...linesOf([!failedWholly(view) && words.retryHint]),
      ];
    case 'alreadySubmitted':
      return linesOf([...done, whatFollows(view, pen)]);
    case 'verified':
      return [
        ...linesOf([text]),
        ...proofLines(view, pen, pen.limits.unproven),
        ...linesOf([approvers(view, pen), plan]),
      ];
    case 'unclear':
    case 'stillUnclear':
      return [...linesOf(done), ...progressLines(view, pen)];
  }
}

function newsOf(kind: Result, view: RequestView, { words }: Pen): string {
  if (view.dryRun && kind === 'submitted') return words.dryRunReply;
  if (kind === 'submitted' && isWhollyReconciled(view)) return words.reconciledOutcome;
  if (kind === 'stillUnclear' && isStillThere(view)) return words.stillThereReply;
  if (kind === 'expired' && view.emailCount === 0) return words.noMail.reply.expired;
  if (kind === 'expired' && tooFewApproved(view)) return words.tooFewApprovedReply.expired;
  if (kind === 'verified') return words.outcome[isProofState(view.state) ? view.state : 'verifying'];
  return kind === 'failed' && failedWholly(view) ? words.failedWholly : words.replyText[kind];
}

/** The last one completed the quorum: it is whom Graph is told. */
function approvers({ decisions }: RequestView, pen: Pen): string | undefined {
  const upns = decisions.filter(({ verdict }) => verdict === 'approve').map(({ upn }) => upn);
  return upns.length > 0 ? pen.words.approvedByAll(pen.first(upns)) : undefined;
}

/** Graph's 409 counts as done only where the same action had been sent before; otherwise it is tried again. */
function whatFollows({ batches }: RequestView, pen: Pen): string {
  const times = batches.flatMap(({ state, waitsUntil, waitsBecause }) =>
    state === 'pending' && waitsUntil !== undefined && waitsBecause !== 'busy' ? [waitsUntil] : [],
  );
  if (times.length === 0) return pen.words.alreadyCounted;
  return pen.words.alreadyRetried({ time: pen.time(times.reduce((earliest, at) => Math.min(earliest, at))) });
}

function linksFor(kind: ReplyKind, view: RequestView, pen: Pen): ReturnType<typeof trackingLinks> {
  if (kind === 'expired') return { buttons: [] };
  if (kind === 'unclear' || kind === 'stillUnclear')
    return { buttons: [{ title: pen.words.history, url: pen.actionCenterUrl }] };
  return trackingLinks(view, pen);
}
