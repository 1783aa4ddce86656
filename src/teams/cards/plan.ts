import type { RequestView } from '../../workflow/request-view.ts';
import { noticeSentence } from '../notice.ts';
import { type Line, linesOf, type Pen } from './pen.ts';
import { putBackLines } from './undo-lines.ts';

/** To whose mailboxes, and what else belongs to what will be (or was) done. */
export function planLines(view: RequestView, pen: Pen): Line[] {
  const { words } = pen;
  const { recipients, recipientCount, emailCount, messageCount } = view;
  return linesOf([
    recipients.length > 0 && words.recipients(pen.first(recipients, recipientCount)),
    messageCount > 1 && words.copies({ emailCount, messageCount }),
    view.remediateSendersCopy && words.sendersCopy,
  ]).concat(putBackLines(view, pen));
}

/** Banners stand above everything: what makes this card different from what the person expects. */
export function banners(view: RequestView, pen: Pen): Line[] {
  return linesOf([view.dryRun && pen.words.dryRun, noticeSentence(view, pen.words), voided(view, pen)]);
}

/** Which approvals a change took away, while others are still to be given. */
function voided({ voided: lost, createdAt, dryRun }: RequestView, pen: Pen): string | undefined {
  if (lost === undefined || lost.approvers.length === 0) return undefined;
  return pen.words.voided({
    cause: lost.cause,
    by: lost.by === undefined ? undefined : pen.exact(lost.by),
    time: pen.timeNear(lost.at, createdAt),
    approvers: pen.first(lost.approvers),
    dryRun,
  });
}
