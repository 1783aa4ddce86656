import { openStates } from '../../approval/request.ts';
import type { ListedRequest, SummaryView } from '../../workflow/summary-view.ts';
import { plainText, verbatim } from '../text.ts';
import type { Words } from '../words.ts';
import type { Pen } from './pen.ts';
import { linesOf } from './pen.ts';

/** Requests that came at once, each with a button that opens its card: for the clicker, and in the channel. */
export function summaryData({ requests }: SummaryView, pen: Pen): object {
  const { words } = pen;
  const total = requests.length;
  const open = requests.filter(isOpen).length;
  const title = words.summaryTitle({ total });
  const left = leftToDecide({ open, total, ended: requests.filter(endedUndecided).length }, words);
  return {
    lang: words.formats.language,
    speak: words.spoken({ title, text: left }),
    fallbackText: title,
    title,
    lines: linesOf([left]),
    requests: requests.map((request) => ({
      requestId: request.requestId,
      revision: request.revision,
      text: lineOf(request, pen),
      open: words.button.open({ requestId: request.requestId }),
    })),
  };
}

function isOpen({ state }: ListedRequest): boolean {
  return (openStates as readonly string[]).includes(state);
}

function endedUndecided({ state }: ListedRequest): boolean {
  return state === 'expired' || state === 'withdrawn';
}

function leftToDecide({ open, total, ended }: { open: number; total: number; ended: number }, words: Words): string {
  if (open === 0) return ended === 0 ? words.summaryAllDecided : words.summaryNoneWaits;
  return open === total ? words.summaryAllWait({ total }) : words.summarySomeWait({ open, total });
}

/** One line: it is read among many others, so what is cut only ends in three dots. */
function lineOf(request: ListedRequest, pen: Pen): string {
  const { words, limits } = pen;
  const { requestId, state, severity, recipientCount, subject = '', decidedBy, hasOwnCard } = request;
  const upn = decidedBy === undefined ? undefined : verbatim(decidedBy, { max: limits.lineName, note: () => '…' });
  return [
    requestId,
    words.severity[severity],
    recipientCount === 0 ? words.noMail.mailboxes : words.mailboxes({ mailboxCount: recipientCount }),
    plainText(subject, { max: limits.lineSubject, note: () => '…' }),
    state === 'pending' ? '' : words.summaryState({ state, ...(upn === undefined ? {} : { upn }) }),
    hasOwnCard ? words.summaryOwnCard : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
