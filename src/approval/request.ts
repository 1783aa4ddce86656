/**
 * Glossary. The same words stand on cards, in logs, in the store and in the documentation.
 *
 * - alert: one incoming signal, from one source, about one suspected phish.
 * - analyzed email: one message in one recipient's mailbox (networkMessageId + recipient, or Graph's id).
 * - request: what one card stands for. Alerts about the same message or campaign join it.
 * - revision: which content of a request is meant. Any change of emails, action, severity or sender's
 *   copy makes a new one; an approval belongs to exactly one revision.
 * - decision: approve or reject, by one person, with a reason, for one revision.
 * - quorum: how many distinct people must approve, and from which groups.
 * - remediation: what Graph was told to do for an approved revision, in one or more batches.
 * - tracking link: the Action center link that Graph answers with.
 * - verified: Graph's own delivery location shows that the action took effect.
 *
 * Times are epoch milliseconds everywhere inside; only edges turn them into text.
 */

export const severities = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

export const remediationActions = [
  'softDelete',
  'hardDelete',
  'moveToJunk',
  'moveToDeletedItems',
  'moveToInbox',
] as const;
export type RemediationAction = (typeof remediationActions)[number];

/** `CS-` and six characters of Crockford base32: short enough to say on the phone. */
export type RequestId = `CS-${string}`;

export interface EmailByMessage {
  readonly networkMessageId: string;
  readonly recipientEmailAddress: string;
  /** Graph's own id, where the alert named the email by it. */
  readonly id?: string;
}
/** An email that the alert named by Graph's id and that has not been resolved (yet). */
export interface EmailById {
  readonly id: string;
}
export type AnalyzedEmail = EmailByMessage | EmailById;

export function isResolved(email: AnalyzedEmail): email is EmailByMessage {
  return 'networkMessageId' in email;
}

/**
 * For comparing addresses, UPNs and GUIDs without case. ASCII alone: other letters fold in surprising ways (the Kelvin
 * sign becomes a k), and two people must never fold into one.
 */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What makes two analyzed emails the same one. Addresses and GUIDs are compared without case. */
export function emailKey(email: AnalyzedEmail): string {
  if (!isResolved(email)) return `id:${email.id}`;
  return `${foldCase(email.networkMessageId)}|${foldCase(email.recipientEmailAddress)}`;
}

/** The emails in their first spelling, each once, in the order given. */
export function foldDuplicates(emails: readonly AnalyzedEmail[]): AnalyzedEmail[] {
  const seen = new Map<string, AnalyzedEmail>();
  for (const email of emails) {
    const key = emailKey(email);
    if (!seen.has(key)) seen.set(key, email);
  }
  return [...seen.values()];
}

/** A person as Teams authenticated them and as the roster names them; never from a card's data. */
export interface Person {
  /** Entra object id. */
  readonly objectId: string;
  readonly upn: string;
  readonly name: string;
  readonly tenantId: string;
  readonly isGuest: boolean;
}

/** One person counts once, however an edge or a store spells the id: it is a GUID, compared without case. */
export function samePerson(a: Person, b: Person): boolean {
  return foldCase(a.objectId) === foldCase(b.objectId);
}

/** Who asked for the request. */
export type Origin =
  | { readonly kind: 'alert'; readonly source: string }
  | {
      readonly kind: 'command';
      readonly by: Person;
      readonly because?: string;
      /** The earlier request that tells what is known of the mail. */
      readonly factsOf?: RequestId;
      /** From a result of `find`, which tells it. */
      readonly found?: true;
      /** Who asked for the expired requests that this one repeats: they approve it no more than those. */
      readonly askedBefore?: readonly Person[];
    };

/** Undefined where nobody asked but an alert came in. */
export function requesterOf(origin: Origin): Person | undefined {
  return 'by' in origin ? origin.by : undefined;
}

/** Everybody whose wish it is, whoever asked last first. */
export function requestersOf(origin: Origin): readonly Person[] {
  return origin.kind === 'command' ? [origin.by, ...(origin.askedBefore ?? [])] : [];
}

/** What a decision can change on a card, together with the emails: the content that is approved. */
export interface RevisionContent {
  readonly action: RemediationAction;
  readonly severity: Severity;
  readonly remediateSendersCopy: boolean;
}

export interface Revision extends RevisionContent {
  /** Counts from 1. */
  readonly number: number;
  readonly createdAt: number;
  /** The highest severity the request ever had: rules by severity look at it, so that nobody talks a rule down. */
  readonly peakSeverity: Severity;
  /** Every severity it ever had, each once: a choice on the card may call a rule, and never sends one away. */
  readonly severities: readonly Severity[];
  /** The card said that nothing will be told to Graph; that is what was approved. */
  readonly dryRun: boolean;
  readonly emailCount: number;
  readonly messageCount: number;
  readonly recipientCount: number;
  /** SHA-256 (hex) over the canonical JSON of everything that would be told to Graph. */
  readonly contentHash: string;
}

export interface Decision {
  readonly verdict: 'approve' | 'reject';
  readonly by: Person;
  readonly at: number;
  readonly reason?: string;
  /** Number and content hash of the revision decided on, and hash of the policy that allowed it. */
  readonly revision: number;
  readonly contentHash: string;
  readonly policyHash: string;
}

export type Approvals = readonly [Decision, ...Decision[]];

export interface RequestBase {
  readonly id: RequestId;
  readonly tenantId: string;
  readonly origin: Origin;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revision: Revision;
  readonly campaignId?: string;
  /** An earlier request about the same message: one that is open still, else the newest that was decided. */
  readonly earlierRequestId?: RequestId;
  /** An undo: it puts back what that request moved, and nothing else. */
  readonly undoes?: RequestId;
  /** The channel that its card belongs in, and whose alerts join it; absent where none was bound when it was opened. */
  readonly channelId?: string;
  /** When the thread was reminded that nobody decided: once. */
  readonly remindedAt?: number;
  /** From here on the people of the policy's `escalateTo` count as approvers of it. */
  readonly escalatedAt?: number;
  /** W3C trace context of what opened it, where that was traced: everything about it belongs to that trace. */
  readonly traceparent?: string;
}

export const openStates = ['pending', 'partiallyApproved'] as const;
export const remediatingStates = [
  'approved',
  'submitting',
  'submitted',
  'verifying',
  'verified',
  'partlyVerified',
  'unverified',
  'failed',
] as const;
export const requestStates = [...openStates, ...remediatingStates, 'rejected', 'expired', 'withdrawn'] as const;
export type RequestState = (typeof requestStates)[number];

export const revisionCauses = ['joined', 'changedOnCard', 'resolved', 'modeChanged'] as const;
export type RevisionCause = (typeof revisionCauses)[number];

/** Approvals of an earlier revision, which do not count any more. Kept while the request is open, for its card. */
export interface VoidedApprovals {
  readonly at: number;
  readonly cause: RevisionCause;
  /** Who changed it on the card. */
  readonly by?: Person;
  readonly approvals: Approvals;
}

export interface PendingRequest extends RequestBase {
  readonly state: 'pending';
  readonly voided?: VoidedApprovals;
}
export interface PartiallyApprovedRequest extends RequestBase {
  readonly voided?: VoidedApprovals;
  readonly state: 'partiallyApproved';
  readonly approvals: Approvals;
}
export type OpenRequest = PendingRequest | PartiallyApprovedRequest;

/** Approved, and everything after: from here on the revision is fixed. */
export interface RemediatingRequest extends RequestBase {
  readonly state: (typeof remediatingStates)[number];
  readonly approvals: Approvals;
  /** `failed` only, and not where an older version noted it: when it failed. */
  readonly failedAt?: number;
}
/** Ends without remediation. Who had approved by then is kept, though it counts for nothing. */
interface EndedUndone extends RequestBase {
  readonly approvals?: Approvals;
}
export interface RejectedRequest extends EndedUndone {
  readonly state: 'rejected';
  readonly rejection: Decision;
}
export interface ExpiredRequest extends EndedUndone {
  readonly state: 'expired';
  readonly expiredAt: number;
  /** Once; by which request. */
  readonly askedAgain?: { readonly as: RequestId; readonly by: Person; readonly at: number };
}
export interface WithdrawnRequest extends EndedUndone {
  readonly state: 'withdrawn';
  readonly withdrawnBy: Person;
  readonly withdrawnAt: number;
}

export type ApprovalRequest = OpenRequest | RemediatingRequest | RejectedRequest | ExpiredRequest | WithdrawnRequest;

export function isOpen(request: ApprovalRequest): request is OpenRequest {
  return request.state === 'pending' || request.state === 'partiallyApproved';
}

/** Open and before its deadline: past it, a request only waits to be marked expired. */
export function isOpenAt(request: ApprovalRequest, now: number): request is OpenRequest {
  return isOpen(request) && now < request.expiresAt;
}

export function isRemediating(request: ApprovalRequest): request is RemediatingRequest {
  return (remediatingStates as readonly string[]).includes(request.state);
}

/** The approval that completed the quorum: its person is Graph's `approverUpn`. */
export function decidingApproval(request: RemediatingRequest): Decision {
  return request.approvals[request.approvals.length - 1] ?? request.approvals[0];
}

/** Everything about the message that came with an alert. Hostile text: shown, never interpreted. */
export interface MailFacts {
  readonly title?: string;
  readonly description?: string;
  readonly subject?: string;
  readonly sender?: { readonly address?: string; readonly displayName?: string };
  /** RFC 3339, as the source sent it. */
  readonly receivedAt?: string;
  readonly threatTypes?: readonly string[];
  readonly urls?: readonly string[];
  readonly attachments?: readonly { readonly fileName?: string; readonly sha256?: string }[];
  readonly deliveryLocation?: string;
  readonly internetMessageId?: string;
  readonly link?: string;
}

/** One alert as it came through the door, checked, its duplicates folded. */
export interface Alert {
  readonly source: string;
  readonly alertId: string;
  readonly severity: Severity;
  /** Empty: the source named no message in a mailbox, and none is ever guessed. */
  readonly emails: readonly AnalyzedEmail[];
  readonly recommendedAction: RemediationAction;
  readonly remediateSendersCopy: boolean;
  readonly campaignId?: string;
  /** The source's own id of the record that this alert is a version of (1–256): later versions join its open request. */
  readonly record?: string;
  readonly facts: MailFacts;
}

/** How many emails, messages and distinct mailboxes a list stands for. An unresolved email counts as its own. */
export function countEmails(emails: readonly AnalyzedEmail[]): {
  emailCount: number;
  messageCount: number;
  recipientCount: number;
} {
  const messages = new Set<string>();
  const recipients = new Set<string>();
  for (const email of emails) {
    messages.add(isResolved(email) ? foldCase(email.networkMessageId) : `id:${email.id}`);
    recipients.add(isResolved(email) ? foldCase(email.recipientEmailAddress) : `id:${email.id}`);
  }
  return { emailCount: emails.length, messageCount: messages.size, recipientCount: recipients.size };
}
