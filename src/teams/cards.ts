/**
 * Views drawn as Adaptive Cards 1.5 (the newest that Teams takes from bots): plain sentences saying what
 * happened, what will be done, to how many, whether it can be undone, and who decides. Whatever comes in,
 * a card stays under 25 KB, and nothing that others wrote acts on it.
 */
import type { MailSearchView } from '../workflow/found-mail.ts';
import type { RecipientsPage } from '../workflow/recipients-page.ts';
import type { ReplyKind } from '../workflow/reply-kind.ts';
import type { RequestView } from '../workflow/request-view.ts';
import type { StatsView } from '../workflow/stats-view.ts';
import type { RequestedFromSearch } from '../workflow/steps.ts';
import type { SummaryView } from '../workflow/summary-view.ts';
import { decidedRequestData, isDecided } from './cards/decided-request.ts';
import { type DialogNotice, dialogNoticeData } from './cards/dialog-notice.ts';
import { foundMailData } from './cards/found-mail.ts';
import { helpData } from './cards/help.ts';
import { type HistoryList, historyData } from './cards/history.ts';
import { drawWithin } from './cards/limits.ts';
import { isWithoutMail, noMailRequestData } from './cards/no-mail-request.ts';
import { openRequestData } from './cards/open-request.ts';
import { penFor } from './cards/pen.ts';
import { type PendingList, pendingRequestsData } from './cards/pending-requests.ts';
import { recipientsData } from './cards/recipients.ts';
import { reminderData } from './cards/reminder.ts';
import { type RemovalDialog, removalDialogData } from './cards/removal-dialog.ts';
import { resultReplyData } from './cards/result-reply.ts';
import { statsData } from './cards/stats.ts';
import type { CardStyle } from './cards/style.ts';
import { summaryData } from './cards/summary.ts';
import { fillTemplate } from './cards/template.ts';
import { whoCanApproveData } from './cards/who-can-approve.ts';
import { wordsFor } from './words.ts';

export { statsSummary } from './cards/stats.ts';
export type { CardStyle } from './cards/style.ts';

/** The request as it stands: with inputs and buttons while it is open, else what became of it. */
export function drawRequestCard(view: RequestView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => {
    const pen = penFor(style, limits);
    if (isDecided(view)) return fillTemplate('decided-request', decidedRequestData(view, pen));
    return isWithoutMail(view)
      ? fillTemplate('no-mail-request', noMailRequestData(view, pen))
      : fillTemplate('approval-request', openRequestData(view, pen));
  });
}

/** One piece of news for the thread under the request's card. */
export function drawReplyCard(kind: ReplyKind, view: RequestView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => {
    const pen = penFor(style, limits);
    return kind === 'reminded' || kind === 'escalated'
      ? fillTemplate('reminder', reminderData(kind, view, pen))
      : fillTemplate('result-reply', resultReplyData(kind, view, pen));
  });
}

/** The open requests, oldest first, as many as one card holds. */
export function drawPendingCard(list: PendingList, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('pending-requests', pendingRequestsData(list, penFor(style, limits))));
}

/** What was decided, the newest first. */
export function drawHistoryCard(list: HistoryList, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('pending-requests', historyData(list, penFor(style, limits))));
}

/** One page of whom a request is about. */
export function drawRecipientsCard(view: RequestView, page: RecipientsPage, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('recipients', recipientsData(view, page, penFor(style, limits))));
}

/** Many requests that came at once, in one message instead of many. */
export function drawSummaryCard(view: SummaryView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('summary', summaryData(view, penFor(style, limits))));
}

/** What a request still needs, and of whom. */
export function drawWhoCanApproveCard(view: RequestView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('result-reply', whoCanApproveData(view, penFor(style, limits))));
}

/** What was counted, as charts; as tables where the client has none. */
export function drawStatsCard(view: StatsView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('stats', statsData(view, penFor(style, limits))));
}

/** Mail that was found; `requested`: what a click there came to. */
export function drawFoundMailCard(
  search: MailSearchView,
  style: CardStyle,
  requested?: RequestedFromSearch,
): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('found-mail', foundMailData(search, penFor(style, limits), requested)));
}

/** The form that makes a request of somebody's message. */
export function drawRemovalDialog(dialog: RemovalDialog, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('removal-dialog', removalDialogData(dialog, penFor(style, limits))));
}

/** A dialog that only tells something. */
export function drawDialogNotice(notice: DialogNotice, style: CardStyle): Record<string, unknown> {
  return fillTemplate('dialog-notice', dialogNoticeData(notice, wordsFor(style.locale)));
}

/** What can be typed. */
export function drawHelpCard(style: CardStyle): Record<string, unknown> {
  return fillTemplate('help', helpData(wordsFor(style.locale)));
}
