import type { RequestView } from '../../workflow/request-view.ts';
import { isDecided } from './decided-request.ts';
import { decisionLines } from './decision-lines.ts';
import { isWithoutMail } from './no-mail-request.ts';
import { type Line, linesOf, type Pen } from './pen.ts';
import { quorumLines, quorumSentence } from './quorum-lines.ts';

/** What a request still needs, and of whom; once it is decided, by whom it was. Nothing of the mail. */
export function whoCanApproveData(view: RequestView, pen: Pen): object {
  const { words } = pen;
  const title = words.whoCanApproveTitle({ requestId: view.requestId });
  const lines = linesFor(view, pen);
  return {
    lang: words.formats.language,
    speak: words.spoken({ title, text: lines[0]?.text ?? '' }),
    fallbackText: title,
    title,
    lines,
    linkButtons: [],
  };
}

function linesFor(view: RequestView, pen: Pen): Line[] {
  const { words } = pen;
  if (!isDecided(view)) {
    const requester = view.requestedBy && words.requestedBy({ upn: pen.exact(view.requestedBy.upn) });
    return [
      ...linesOf([isWithoutMail(view) && words.noMail.nobodyYet, quorumSentence(view, pen)]),
      ...quorumLines(view, pen),
      ...linesOf([requester]),
    ];
  }
  const state = words.state[view.state];
  return [...linesOf([words.nobodyHasTo({ state })]), ...decisionLines(view, pen)];
}
