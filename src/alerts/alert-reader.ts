import type { Alert } from '../approval/request.ts';

export interface BodyError {
  /** RFC 6901; empty for the body as a whole. */
  readonly pointer: string;
  /** Continues a sentence that begins with the pointer; never holds a value of the body. */
  readonly message: string;
}

/** Nothing of the body is taken. */
export interface InvalidBody {
  readonly kind: 'invalid';
  /** One sentence. */
  readonly detail: string;
  readonly errors: readonly BodyError[];
}

/**
 * The body of a call as alerts of this source. Pure: nothing is thrown, whatever the body is, and the time it takes
 * grows with the body's size alone.
 */
export type ReadAlerts = (
  body: unknown,
  source: string,
) => { readonly kind: 'alerts'; readonly alerts: readonly [Alert, ...Alert[]] } | InvalidBody;
