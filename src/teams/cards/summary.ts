import { openStates } from '../../approval/request.ts';
import type { ListedRequest, SummaryView } from '../../workflow/summary-view.ts';
import { plainText } from '../text.ts';
import type { Pen } from './pen.ts';
import { linesOf } from './pen.ts';

/** Requests that came at once, each with a button that opens its card: for the clicker, and in the channel. */
export function summaryData({ requests }: SummaryView, pen: Pen): object {
  const { words } = pen;
  const total = requests.length;
  const open = requests.filter(isOpen).length;
  const came = words.summaryCame({ total });
  const left = open === total ? words.summaryAllWait({ total }) : words.summarySomeWait({ open });
  return {
    lang: words.formats.language,
    speak: `${came} ${left}`,
    fallbackText: came,
    title: words.summaryTitle({ total }),
    lines: linesOf([came, left]),
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

/** One line: it is read among many others, so what is cut only ends in three dots. */
function lineOf(request: ListedRequest, pen: Pen): string {
  const { words, limits } = pen;
  const { requestId, state, severity, recipientCount, subject = '', decidedBy, hasOwnCard } = request;
  const asked = [words.severity[severity], words.mailboxes({ mailboxCount: recipientCount })];
  const became = [
    ...(state === 'pending' ? [] : [words.state[state]]),
    ...(decidedBy === undefined ? [] : [words.summaryDecidedBy({ upn: pen.verbatim(decidedBy, limits.lineName) })]),
  ];
  return [
    requestId,
    ...(isOpen(request) && !hasOwnCard ? asked : []),
    plainText(subject, { max: limits.lineSubject, note: () => '…' }),
    ...(hasOwnCard ? [words.summaryOwnCard] : became),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
