import type { RequestView } from '../../workflow/request-view.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

/** Above everything, for below it stands what the mailboxes showed before that. */
export function putBack({ undo }: RequestView, { words, exact }: Pen): Line[] {
  return undo?.kind === 'done' ? linesOf([words.undo.done({ requestId: exact(undo.requestId) })]) : [];
}

/** On the card of what was moved: what Undo does, or which request is the undo that waits. */
export function undoLines({ undo, notice }: RequestView, { words, exact }: Pen): Line[] {
  if (undo?.kind === 'offered') return linesOf([words.undo.offer({ emailCount: undo.emailCount })]);
  // Once: where somebody just asked for it, it stands on top already.
  if (undo === undefined || undo.kind === 'done' || notice === 'undoAsked') return [];
  return linesOf([words.undo.asked({ requestId: exact(undo.requestId) })]);
}

/** On the card of an undo: which emails these are, and whether they are still there. */
export function putBackLines({ undoes }: RequestView, { words }: Pen): Line[] {
  return undoes === undefined ? [] : linesOf([words.undo.onlyProven, undoes.mayBeGone && words.undo.mayBeGone]);
}
