/**
 * Views drawn as Adaptive Cards 1.5 (the newest that Teams takes from bots): plain sentences saying what
 * happened, what will be done, to how many, whether it can be undone, and who decides. Whatever comes in,
 * a card stays under 25 KB, and nothing that others wrote acts on it.
 */
import type { ReplyKind } from '../workflow/reply-kind.ts';
import type { RequestView } from '../workflow/request-view.ts';
import type { SummaryView } from '../workflow/summary-view.ts';
import { decidedRequestData, isDecided } from './cards/decided-request.ts';
import { helpData } from './cards/help.ts';
import { drawWithin } from './cards/limits.ts';
import { openRequestData } from './cards/open-request.ts';
import { penFor } from './cards/pen.ts';
import { type PendingList, pendingRequestsData } from './cards/pending-requests.ts';
import { resultReplyData } from './cards/result-reply.ts';
import type { CardStyle } from './cards/style.ts';
import { summaryData } from './cards/summary.ts';
import { fillTemplate } from './cards/template.ts';
import { whoCanApproveData } from './cards/who-can-approve.ts';
import { wordsFor } from './words.ts';

export type { CardStyle } from './cards/style.ts';

/** The request as it stands: with inputs and buttons while it is open, else what became of it. */
export function drawRequestCard(view: RequestView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => {
    const pen = penFor(style, limits);
    return isDecided(view)
      ? fillTemplate('decided-request', decidedRequestData(view, pen))
      : fillTemplate('approval-request', openRequestData(view, pen));
  });
}

/** One piece of news for the thread under the request's card. */
export function drawReplyCard(kind: ReplyKind, view: RequestView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('result-reply', resultReplyData(kind, view, penFor(style, limits))));
}

/** The open requests, oldest first, as many as one card holds. */
export function drawPendingCard(list: PendingList, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('pending-requests', pendingRequestsData(list, penFor(style, limits))));
}

/** Many requests that came at once, in one message instead of many. */
export function drawSummaryCard(view: SummaryView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('summary', summaryData(view, penFor(style, limits))));
}

/** What a request still needs, and of whom. */
export function drawWhoCanApproveCard(view: RequestView, style: CardStyle): Record<string, unknown> {
  return drawWithin((limits) => fillTemplate('result-reply', whoCanApproveData(view, penFor(style, limits))));
}

/** What can be typed. */
export function drawHelpCard(style: CardStyle): Record<string, unknown> {
  return fillTemplate('help', helpData(wordsFor(style.locale)));
}
