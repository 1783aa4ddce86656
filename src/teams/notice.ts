import type { RequestView } from '../workflow/request-view.ts';
import { verbatim } from './text.ts';
import type { Words } from './words.ts';

/** Why the card is not what was clicked; undefined where there is nothing to say. */
export function noticeSentence({ notice, undo, askedAgain }: RequestView, words: Words): string | undefined {
  if (notice === 'askedAgain' && askedAgain) {
    const { by, requestId } = askedAgain;
    return words.deadlines.askedAgain({ upn: verbatim(by, { max: 320 }), requestId });
  }
  if (notice !== 'undoAsked' && notice !== 'askedAgain') return notice && words.notice[notice];
  // Decided against in the meantime: the card offers it again.
  return undo?.kind === 'asked' ? words.undo.asked({ requestId: undo.requestId }) : undefined;
}
