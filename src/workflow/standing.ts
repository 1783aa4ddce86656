/** What is open or under way: for /metrics, and cheap however much is past. */
import type { Batch } from '../approval/remediation.ts';
import type { RequestState } from '../approval/request.ts';
import type { Work } from './work.ts';

/** `submitted` is not among them: it lasts a minute, and for dry runs it is an end. Past ones may be a million. */
export const standingStates = [
  'pending',
  'partiallyApproved',
  'approved',
  'submitting',
  'verifying',
] as const satisfies readonly RequestState[];

/** Accepted ones only until they are settled. */
export const standingBatches = [
  'pending',
  'calling',
  'unknown',
  'accepted',
] as const satisfies readonly Batch['state'][];

export interface Standing {
  /** Open, or between approval and proof; states that no request is in are missing. */
  readonly requests: readonly { readonly state: RequestState; readonly count: number; readonly oldestAt: number }[];
  /** To be called, being called, unclear; and accepted, until they are settled. */
  readonly batches: readonly { readonly state: Batch['state']; readonly count: number }[];
}

/** Work of one kind. */
export interface WorkStanding {
  readonly kind: Work['kind'];
  readonly due: number;
  readonly later: number;
  readonly underWay: number;
  readonly givenUp: number;
  /** Epoch milliseconds; absent where nothing is due. */
  readonly oldestDueAt?: number;
}
