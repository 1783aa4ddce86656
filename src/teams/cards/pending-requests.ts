import type { RequestId } from '../../approval/request.ts';
import type { RequestSummary } from '../../workflow/store-port.ts';
import { plainText, verbatim } from '../text.ts';
import { linesOf, type Pen } from './pen.ts';

/** As many as fit with a button each, whatever their mails say: a page that shows fewer would hide some. */
export const pendingOnPage = 10;

export interface PendingList {
  readonly total: number;
  /** How many stand before the first one listed. */
  readonly offset: number;
  readonly requests: readonly RequestSummary[];
}

/** The open requests, each with a button that opens its card. */
export function pendingRequestsData({ total, offset, requests }: PendingList, pen: Pen): object {
  const { words } = pen;
  const shown = requests.slice(0, pendingOnPage);
  const count = words.pendingCount({ total });
  const last = offset + shown.length;
  const range = words.pendingRange({ first: offset + 1, last, total });
  return {
    lang: words.formats.language,
    speak: count,
    fallbackText: count,
    title: words.pendingTitle,
    lines: linesOf([
      count,
      shown.length > 0 && shown.length < total && range,
      shown.length === 0 && total > 0 && words.pendingNoMore,
    ]),
    requests: shown.map((request) => ({
      requestId: request.id,
      text: words.pendingLine({ severity: words.severity[request.severity], plan: planLine(request, pen) }),
      about: aboutLines(request, pen),
      since: words.pendingSince({
        state: request.state === 'pending' ? undefined : words.state[request.state],
        time: pen.time(request.createdAt),
      }),
      // A list knows no revisions, and `open` decides nothing: it answers with the request as it stands.
      buttons: [openButton(request.id, 1, pen)],
    })),
    more: linesOf([
      shown.length > 0 &&
        last < total &&
        words.listMore({ command: `pending page ${Math.floor(offset / pendingOnPage) + 2}` }),
    ]),
  };
}

/** What is or was asked for, in a line. */
export function planLine(
  { action, recipientCount, undoes }: Pick<RequestSummary, 'action' | 'recipientCount' | 'undoes'>,
  { words }: Pen,
): string {
  const mailboxCount = recipientCount;
  if (mailboxCount === 0) return words.noMail.plan;
  if (undoes !== undefined) return words.undo.planLine({ requestId: undoes, mailboxCount });
  return words.plan({ action, mailboxCount });
}

interface About {
  readonly subject?: string | undefined;
  readonly requestedBy?: string | undefined;
}

/** By what people tell requests apart. */
export function aboutLines({ subject, requestedBy }: About, pen: Pen): { text: string }[] {
  const { words, limits } = pen;
  return linesOf([
    subject && words.pendingSubject({ subject: plainText(subject, { max: limits.lineSubject, note }) }),
    requestedBy && words.requestedBy({ upn: verbatim(requestedBy, { max: limits.lineName, note }) }),
  ]);
}

/** In a list, that something was cut is enough to know. */
const note = () => '…';

export function openButton(requestId: RequestId, revision: number, { words }: Pen): object {
  return { title: words.button.open({ requestId }), requestId, revision };
}
