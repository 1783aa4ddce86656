import type { PastRequest } from '../../workflow/past-request.ts';
import { verbatim } from '../text.ts';
import { linesOf, type Pen } from './pen.ts';
import { aboutLines, openButton, planLine } from './pending-requests.ts';

export interface HistoryList {
  readonly requests: readonly PastRequest[];
  /** How many stand before the first one listed. */
  readonly offset: number;
  /** What to type for the next page; absent on the last one. */
  readonly nextCommand?: string;
}

/** With a button each, more of them are too large for a card. */
const mostButtons = 10;

/** What was decided, the newest first; on the same template as what is pending. */
export function historyData({ requests, offset, nextCommand }: HistoryList, pen: Pen): object {
  const { words } = pen;
  const spoken = requests.length > 0 ? words.historySpoken({ shown: requests.length }) : words.historyNone;
  const range = words.historyRange({ first: offset + 1, last: offset + requests.length });
  const hasButtons = requests.length <= mostButtons;
  return {
    lang: words.formats.language,
    speak: spoken,
    fallbackText: spoken,
    title: words.historyTitle,
    lines: linesOf([requests.length > 0 ? range : offset > 0 ? words.historyNoMore : words.historyNone]),
    requests: requests.map((past) => ({
      requestId: past.id,
      text: whatBecame(past, pen),
      // Who asked for it is left out where the list is long: the card of the request has it.
      about: aboutLines(hasButtons ? past : { subject: past.subject }, pen),
      since: decided(past, pen),
      buttons: hasButtons ? [openButton(past.id, past.revision, pen)] : [],
    })),
    more: linesOf([
      !hasButtons && words.listOpen,
      nextCommand !== undefined && words.listMore({ command: nextCommand }),
    ]),
  };
}

function whatBecame(past: PastRequest, pen: Pen): string {
  const { words } = pen;
  const [state, plan] = [words.state[past.state], planLine(past, pen)];
  return past.undoneBy === undefined
    ? words.historyLine({ state, plan })
    : words.historyUndone({ state, plan, requestId: past.undoneBy });
}

function decided({ decidedBy, decidedAt }: PastRequest, pen: Pen): string {
  const { words, limits } = pen;
  const time = pen.time(decidedAt);
  if (decidedBy === undefined) return words.historyUndecided({ time });
  const first = decidedBy.slice(0, limits.lineNames);
  const shown = first.map((upn) => verbatim(upn, { max: limits.lineName, note: () => '…' }));
  return words.historyDecided({ people: { shown, more: decidedBy.length - shown.length }, time });
}
