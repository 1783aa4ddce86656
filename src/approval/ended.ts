import type { RequestState } from './request.ts';

/**
 * Nothing more happens by itself: decided against, or told to Graph and proven as far as it can be. `failed` too, until
 * somebody retries. Not `submitting`, however long: a call that stayed unclear waits for a person, who must see the mail.
 */
export const endedStates = [
  'submitted',
  'verified',
  'partlyVerified',
  'unverified',
  'failed',
  'rejected',
  'expired',
  'withdrawn',
] as const satisfies readonly RequestState[];

export type EndedState = (typeof endedStates)[number];

export function hasEnded(state: RequestState): state is EndedState {
  return (endedStates as readonly RequestState[]).includes(state);
}
