/**
 * Faults: what went wrong although everybody did what they should. A refusal ("you may not approve") is
 * a returned value, never one of these. Thrown at the edge that met the fault, caught at four boundaries:
 * the HTTP wrapper, the turn handler, the work runner, `main`.
 */
export const faultCodes = {
  configInvalid: 'Settings are missing or wrong; nothing was started.',
  storeLocked: 'Another process already works on this data directory.',
  storeUnavailable: 'The store could not be read or written.',
  storeConflict: 'Two writers met on one row; the loser tries again.',
  teamsUnavailable: 'Teams did not answer, or answered that it cannot at the moment.',
  teamsThrottled: 'Teams asked us to wait.',
  teamsRefused: 'Teams refused the call; repeating it will not help.',
  teamsGone: 'The conversation, card or installation is no longer there.',
  rosterUnavailable: 'Teams did not say who this person is.',
  keysUnavailable: 'The keys that incoming tokens are signed with could not be read.',
  tokenUnavailable: 'No access token could be obtained.',
  graphUnavailable: 'Graph could not be reached or read.',
  graphThrottled: 'Graph asked us to wait.',
  graphRefused: 'Graph refused the call; repeating it will not help.',
  directoryUnavailable: 'Graph did not say which groups somebody belongs to.',
  callbackFailed: 'Whoever asked to be told how a request ended did not take it.',
  internal: 'A defect in this program.',
} as const;

export type FaultCode = keyof typeof faultCodes;

export interface FaultOptions {
  /** Would the same call, made later, have a chance? */
  readonly retryable?: boolean;
  /** Milliseconds the other side asked us to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
  /** With `teamsGone`: it is the app itself that may not write there any more. */
  readonly appGone?: boolean;
  /** It is certain that the call did nothing: made again, nothing happens twice. Absent: its code says so, or nobody knows. */
  readonly noEffect?: boolean;
}

/** Whoever asks us to wait, or knows no token, has done nothing. */
const withoutEffect: ReadonlySet<FaultCode> = new Set(['teamsThrottled', 'graphThrottled', 'tokenUnavailable']);

export class ServiceError extends Error {
  readonly code: FaultCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly appGone: boolean;
  readonly noEffect: boolean;

  constructor(code: FaultCode, message: string = faultCodes[code], options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.appGone = options.appGone ?? false;
    this.noEffect = options.noEffect ?? withoutEffect.has(code);
  }
}

/** Whatever was thrown, as a ServiceError: boundaries handle one shape. */
export function asServiceError(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  return new ServiceError('internal', undefined, { cause: thrown });
}
