import type { RequestView } from '../workflow/request-view.ts';

/** Nothing more happens by itself: Graph's answer about some batch never came, and no other batch is under way. */
export function isUnclear({ state, batches }: RequestView): boolean {
  if (state !== 'submitting' || !batches.some((batch) => batch.state === 'unknown')) return false;
  return !batches.some((batch) => batch.state === 'pending' || batch.state === 'calling');
}
