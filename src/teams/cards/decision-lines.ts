import type { DecisionView, RequestView } from '../../workflow/request-view.ts';
import type { Line, Pen } from './pen.ts';

/** Who decided, when and why. The newest are shown where there are many: the last one made the quorum. */
export function decisionLines(view: RequestView, pen: Pen): Line[] {
  const shown = view.decisions.slice(-pen.limits.decisions);
  const more = view.decisions.length - shown.length;
  return [
    ...shown.flatMap((decision) => linesFor(decision, pen)),
    ...(more > 0 ? [{ text: pen.words.moreDecisions({ more }) }] : []),
  ];
}

function linesFor({ verdict, upn, at, reason }: DecisionView, pen: Pen): Line[] {
  const { words, limits } = pen;
  const args = { upn: pen.exact(upn), time: pen.time(at) };
  const who = { text: verdict === 'approve' ? words.approvedBy(args) : words.rejectedBy(args) };
  return reason ? [who, { text: words.reason({ reason: pen.plain(reason, limits.reason) }) }] : [who];
}
