/** What people are shown of many requests that came at once: plain data, drawn by teams/cards. */
import type { RemediationAction, RequestId, RequestState, Severity } from '../approval/request.ts';

export interface ListedRequest {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly state: RequestState;
  readonly severity: Severity;
  readonly action: RemediationAction;
  readonly recipientCount: number;
  /** Of the first alert; hostile text. */
  readonly subject?: string;
  /** UPN of whoever decided last, or withdrew it. */
  readonly decidedBy?: string;
  /** Somebody opened it. */
  readonly hasOwnCard: boolean;
}

export interface SummaryView {
  /** The highest severity first; of the same, the oldest. */
  readonly requests: readonly ListedRequest[];
}
