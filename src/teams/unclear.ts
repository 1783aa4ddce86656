import type { RequestView } from '../workflow/request-view.ts';

/** Graph's answer about some batch never came, and no other batch is under way. */
export function isUnclear({ state, batches }: RequestView): boolean {
  if (state !== 'submitting' || !batches.some((batch) => batch.state === 'unknown')) return false;
  return !batches.some((batch) => batch.state === 'pending' || batch.state === 'calling');
}

/** The mailboxes show plainly that nothing moved, however often it was sent. */
export function isStillThere({ batches }: Pick<RequestView, 'batches'>): boolean {
  const unclear = batches.filter(({ state }) => state === 'unknown');
  return unclear.every(({ lastLook }) => lastLook?.moved === 0 && lastLook.unread === 0 && lastLook.unmoved > 0);
}

/** No answer of Graph came for any of it; the mailboxes told. */
export function isWhollyReconciled({ batches }: Pick<RequestView, 'batches'>): boolean {
  return batches.length > 0 && batches.every(({ reconciled }) => reconciled === true);
}

/** Every look at the mailboxes was made, and nothing more happens by itself. */
export function waitsForPerson({ batches }: Pick<RequestView, 'batches'>): boolean {
  return batches.some((batch) => batch.needsPerson === true);
}
