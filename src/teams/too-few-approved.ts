import type { RequestView } from '../workflow/request-view.ts';

/** Of a request that waits, or waited until it expired: somebody approved, and that was not enough. */
export function tooFewApproved({ decisions }: Pick<RequestView, 'decisions'>): boolean {
  return decisions.length > 0;
}
