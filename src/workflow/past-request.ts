/** One line of `history`: what became of a request, plain data. */
import type { RemediationAction, RequestId, RequestState, Severity } from '../approval/request.ts';

export interface PastRequest {
  readonly id: RequestId;
  readonly revision: number;
  readonly state: RequestState;
  readonly severity: Severity;
  readonly action: RemediationAction;
  readonly messageCount: number;
  readonly recipientCount: number;
  /** When the last decision fell, or it ended without one. */
  readonly decidedAt: number;
  /** UPNs of all who approved, or of who rejected or withdrew it; absent where nobody decided in time. */
  readonly decidedBy?: readonly [string, ...string[]];
  /** Of the first alert; hostile text. */
  readonly subject?: string;
  /** UPN, for a request that somebody asked for. */
  readonly requestedBy?: string;
  /** It is an undo of that one. */
  readonly undoes?: RequestId;
  /** All of what it moved was put back, at last with that one. */
  readonly undoneBy?: RequestId;
}
