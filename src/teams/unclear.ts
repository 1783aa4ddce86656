import type { RequestView } from '../workflow/request-view.ts';

/** Graph's answer about some batch never came, and no other batch is under way. */
export function isUnclear({ state, batches }: RequestView): boolean {
  if (state !== 'submitting' || !batches.some((batch) => batch.state === 'unknown')) return false;
  return !batches.some((batch) => batch.state === 'pending' || batch.state === 'calling');
}

/** Every look at the mailboxes was made, and nothing more happens by itself. */
export function waitsForPerson({ batches }: Pick<RequestView, 'batches'>): boolean {
  return batches.some((batch) => batch.needsPerson === true);
}
