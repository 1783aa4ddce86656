import type { RequestState } from '../approval/request.ts';

/** How a verification ends. */
const proofStates = ['verified', 'partlyVerified', 'unverified'] as const satisfies readonly RequestState[];
export type ProofState = (typeof proofStates)[number];

export function isProofState(state: RequestState): state is ProofState {
  return (proofStates as readonly RequestState[]).includes(state);
}
