import type { RequestSummary } from '../../workflow/store-port.ts';
import type { Pen } from './pen.ts';
import { linesOf } from './pen.ts';

export interface PendingList {
  readonly total: number;
  /** How many stand before the first one listed. */
  readonly offset: number;
  readonly requests: readonly RequestSummary[];
}

/** The open requests, each with a button that opens its card. */
export function pendingRequestsData({ total, offset, requests }: PendingList, pen: Pen): object {
  const { words, limits } = pen;
  const shown = requests.slice(0, limits.requests);
  const count = words.pendingCount({ total });
  const range = words.pendingRange({ first: offset + 1, last: offset + shown.length, total });
  return {
    lang: words.formats.language,
    speak: count,
    fallbackText: count,
    title: words.pendingTitle,
    lines: linesOf([count, shown.length > 0 && shown.length < total && range]),
    requests: shown.map(({ id, state, severity, action, recipientCount, createdAt, subject, requestedBy }) => ({
      requestId: id,
      // A list knows no revisions, and `open` decides nothing: it answers with the request as it stands.
      revision: 1,
      text: words.pendingLine({
        severity: words.severity[severity],
        plan: words.plan({ action, mailboxCount: recipientCount }),
      }),
      about: linesOf([
        subject && words.pendingSubject({ subject: pen.plain(subject, limits.word) }),
        requestedBy && words.requestedBy({ upn: pen.exact(requestedBy) }),
      ]),
      since: words.pendingSince({
        state: state === 'pending' ? undefined : words.state[state],
        time: pen.time(createdAt),
      }),
      open: words.button.open({ requestId: id }),
    })),
  };
}
