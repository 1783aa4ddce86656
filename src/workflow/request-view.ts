/** What people are shown of a request: plain data, drawn by teams/cards and by the status route. */

import type { TimeLeft } from '../approval/countdown.ts';
import type { BatchState, Look, RefusalCode } from '../approval/remediation.ts';
import type {
  MailFacts,
  RemediationAction,
  RequestId,
  RequestState,
  RevisionCause,
  Severity,
} from '../approval/request.ts';
import type { NotProvenReason } from '../approval/verification.ts';
import type { MailCriteria } from './found-mail.ts';

/** One line on a redrawn card saying why it is not what the person expected. */
export type Notice =
  | 'staleRevision'
  | 'alreadyDecided'
  | 'alreadyApprovedByYou'
  | 'checkingAgain'
  | 'nothingUnclear'
  | 'ownCard'
  | 'foundBelow'
  | 'undoAsked'
  | 'askedAgain';

export interface DecisionView {
  readonly verdict: 'approve' | 'reject';
  readonly upn: string;
  readonly name: string;
  readonly at: number;
  readonly reason?: string;
  readonly revision: number;
  /** An approval that fills no seat: other people are needed. */
  readonly fillsNoSeat?: boolean;
}

export interface BatchView {
  readonly number: number;
  readonly state: BatchState;
  readonly emailCount: number;
  readonly trackingLink?: string;
  readonly bulkId?: string;
  /** Graph's words about a refusal, cut; hostile text. */
  readonly problem?: { readonly code: RefusalCode; readonly message: string };
  /** Tried again at this time, because Graph was busy or already does something to these emails. */
  readonly waitsUntil?: number;
  readonly waitsBecause?: 'busy' | 'duplicate' | 'slot' | 'mail' | 'liveMode';
  /** `accepted` only: Graph's answer never came; the mailboxes showed that it had taken the batch. */
  readonly reconciled?: boolean;
  /** `unknown` only: how often Graph was called, each time without a clear answer. */
  readonly calls?: number;
  /** `unknown` only: what the last look at the mailboxes showed, in emails, and when the next one is. */
  readonly lastLook?: Look;
  readonly nextLookAt?: number;
  /** `unknown` only: nothing more happens by itself; Check again and Send again are offered. */
  readonly needsPerson?: boolean;
}

/** People as the policy names them: UPNs or object ids, verbatim, and groups by display name (else by id). */
export interface PeopleView {
  /** The policy's own list of approvers. */
  readonly isApprovers: boolean;
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** Who may approve, how many must, and who is still missing. */
export interface QuorumView {
  /** Distinct people in all, at least. */
  readonly needed: number;
  readonly given: number;
  /** "One of …, and two of …": empty once the quorum is met. */
  readonly missing: readonly { readonly count: number; readonly from: PeopleView }[];
  readonly approvers: PeopleView;
  readonly reasonRequired: boolean;
  /** A rule counts only because a recipient could not be looked up. */
  readonly isAssumed: boolean;
}

/** People by UPN or object id, and groups, with their display names where these can be read. */
export interface AwaitedView {
  readonly users: readonly string[];
  readonly groups: readonly { readonly id: string; readonly name?: string }[];
}

export interface WaitingView {
  /** When it was drawn. */
  readonly timeLeft: TimeLeft;
  /** Whose approval is missing. */
  readonly awaited: AwaitedView;
  /** Once it was escalated: to whom, less those who approved. */
  readonly escalated?: { readonly at: number; readonly to: AwaitedView };
}

/** What the mailboxes showed at the last look, in emails that Graph had taken. */
export interface VerificationView {
  readonly expected: number;
  readonly proven: number;
  /** The first that are not proven, by why; an email that is known by its id alone is named by it. */
  readonly notProven: readonly {
    readonly reason: NotProvenReason;
    readonly count: number;
    readonly addresses: readonly string[];
  }[];
}

/** `offered`: so many emails could be put back; `asked`: by this request, if it is approved; `done`: by this request. */
export type UndoView =
  | { readonly kind: 'offered'; readonly emailCount: number }
  | { readonly kind: 'asked' | 'done'; readonly requestId: RequestId };

export interface RequestView {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly state: RequestState;
  readonly severity: Severity;
  readonly action: RemediationAction;
  readonly remediateSendersCopy: boolean;
  readonly emailCount: number;
  readonly messageCount: number;
  readonly recipientCount: number;
  /** While it is open, and its alert named no message in a mailbox: nothing can be removed, so nobody can approve. */
  readonly noMail?: {
    /** What *Find the mail* looks for; absent where too little is known. */
    readonly search?: MailCriteria;
    /** Requests that were made from what it found. */
    readonly asked: readonly RequestId[];
  };
  /** The first recipients, verbatim; an unresolved email is shown by its id. */
  readonly recipients: readonly string[];
  /** The first messages (networkMessageId), verbatim. */
  readonly messageIds: readonly string[];
  /** Of the first alert, or as `find` or an earlier request about the same message knew them; absent where nobody did. */
  readonly facts?: MailFacts;
  /** That earlier request, where the facts are not of this one. */
  readonly factsFrom?: RequestId;
  /** Of all its alerts, where there are several: addresses of the first, hostile text, and how many there are. */
  readonly senders?: { readonly first: readonly string[]; readonly count: number };
  /** They were removed then (RETAIN_MAIL_FACTS). */
  readonly factsBlankedAt?: number;
  readonly sources: readonly string[];
  readonly alertCount: number;
  /** `found`: with one click below what `find` found. */
  readonly requestedBy?: { readonly upn: string; readonly because?: string; readonly found?: boolean };
  readonly earlierRequestId?: RequestId;
  /** Absent where there is nothing to put back (yet). */
  readonly undo?: UndoView;
  /** This request is an undo, of that one. `mayBeGone`: some mailboxes have perhaps dropped what it removed. */
  readonly undoes?: { readonly requestId: RequestId; readonly mayBeGone: boolean };
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly quorum: QuorumView;
  /** Decisions on the current revision; after the end, the ones that ended it. */
  readonly decisions: readonly DecisionView[];
  /** Open requests only: approvals of an earlier revision, which a change took away. */
  readonly voided?: {
    readonly at: number;
    readonly cause: RevisionCause;
    /** UPN of who changed it on the card. */
    readonly by?: string;
    /** UPNs, each once. */
    readonly approvers: readonly string[];
  };
  /** While it is open. */
  readonly waiting?: WaitingView;
  readonly withdrawnBy?: string;
  /** Expired, and asked for again: by whom (UPN), and as which request. */
  readonly askedAgain?: { readonly requestId: RequestId; readonly by: string };
  readonly batches: readonly BatchView[];
  /** Absent until the mailboxes were looked at. */
  readonly verification?: VerificationView;
  /** Nothing is told to Graph: REMEDIATION_MODE is `dry-run`. */
  readonly dryRun: boolean;
  readonly notice?: Notice;
}
