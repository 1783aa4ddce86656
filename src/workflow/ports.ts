/**
 * What the steps ask of the world. Named for what they mean to us; no SDK's type appears here.
 * Every port that has more than one implementation is held to one contract suite (test/contract).
 */

import type { AuditDraft, AuditEntry } from '../approval/audit-chain.ts';
import type { Batch, RemediationAnswer, RemediationBody, RemediationOrder } from '../approval/remediation.ts';
import type {
  Alert,
  AnalyzedEmail,
  ApprovalRequest,
  Decision,
  MailFacts,
  Person,
  RequestId,
  RequestState,
  Revision,
} from '../approval/request.ts';
import type { ReplyKind } from './reply-kind.ts';
import type { RequestView } from './request-view.ts';
import type { Work } from './work.ts';

/** Epoch milliseconds. */
export interface Clock {
  now(): number;
}

export type Sleep = (ms: number) => Promise<void>;

export interface Ids {
  /** A fresh, random request id; the store's unique key is what makes it unique. */
  requestId(): RequestId;
  uuid(): string;
}

/** SHA-256 (lower-case hex) over the canonical JSON (RFC 8785) of a value. */
export type Digest = (value: unknown) => string;

export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
/** Ids and codes only: never subjects, addresses, tokens or bodies. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Counters and timings; names and labels are documented in docs/metrics.md. */
export interface Meter {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  observe(name: string, seconds: number, labels?: Readonly<Record<string, string>>): void;
}

// ---- store -------------------------------------------------------------------------------------

/** `contributes`: its emails are asked for; `gathered`: from the next revision on; `pointer`: all was done already. */
export type AlertPart = 'contributes' | 'gathered' | 'pointer';

export interface AlertReceipt {
  readonly requestId: RequestId;
  readonly revision: number;
}

export interface ChannelAddress {
  readonly tenantId: string;
  readonly teamId: string;
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** Where one card stands: conversationId carries `;messageid=`, activityId is the root message's id. */
export interface CardAddress extends ChannelAddress {
  readonly conversationId: string;
  readonly activityId: string;
}

/** The app's presence in one team, learnt from authenticated activities. */
export interface Installation {
  readonly tenantId: string;
  readonly teamId: string;
  readonly serviceUrl: string;
}

/** A row of the message outbox. Found in `sending` by another run, its process died while posting. */
export interface OutboxRow {
  readonly key: string;
  readonly requestId: RequestId;
  readonly state: 'sending' | 'sent';
  readonly address?: CardAddress;
}

export interface RequestSummary {
  readonly id: RequestId;
  readonly state: RequestState;
  readonly severity: Revision['severity'];
  readonly action: Revision['action'];
  readonly emailCount: number;
  readonly recipientCount: number;
  readonly createdAt: number;
  /** Of the first alert; hostile text. */
  readonly subject?: string;
  /** UPN, for a request typed in chat. */
  readonly requestedBy?: string;
}

export interface StoreReader {
  request(id: RequestId): Promise<ApprovalRequest | undefined>;
  /** In the order they were named. `batch` limits to one batch's emails. */
  emails(id: RequestId, part?: { batch?: number; limit?: number; offset?: number }): Promise<AnalyzedEmail[]>;
  alertReceipt(source: string, alertId: string): Promise<AlertReceipt | undefined>;
  /** What is shown of a request's alerts: the facts of the first, who sent some, how many there are. */
  alertSummary(id: RequestId): Promise<{ facts: MailFacts | undefined; sources: string[]; count: number }>;
  /** Did an alert of this source contribute to the request? (One that was merely pointed to it did not.) */
  contributed(source: string, id: RequestId): Promise<boolean>;
  /** Every decision ever recorded for the request, oldest first. */
  decisions(id: RequestId): Promise<Decision[]>;
  batches(id: RequestId): Promise<Batch[]>;
  message(key: string): Promise<OutboxRow | undefined>;
  /** Open requests, oldest first. */
  openRequests(page: { limit: number; offset: number }): Promise<{ total: number; requests: RequestSummary[] }>;
  /** Open requests that share a message (by approval/grouping's message keys) or the campaign, oldest first. */
  joinable(messageKeys: readonly string[], campaignId: string | undefined): Promise<RequestId[]>;
  /**
   * By email key: the newest request of which a batch in one of these states holds this email, where it was this action.
   * Dry runs do not count: nothing was told to Graph.
   */
  remediatedBefore(
    emailKeys: readonly string[],
    asked: {
      readonly action: Revision['action'];
      readonly batchStates: readonly Batch['state'][];
      readonly except?: RequestId;
      /** Only batches that were called at or after this time. */
      readonly calledSince?: number;
    },
  ): Promise<Map<string, RequestId>>;
  /** Newest decided request (any end) about one of these messages. */
  decidedBefore(messageKeys: readonly string[]): Promise<RequestId | undefined>;
  /** Alerts that joined and wait for their revision, oldest first; all but the first without their facts. */
  gathered(id: RequestId): Promise<Alert[]>;
  /** Requests that have no card yet although they are open, oldest first. */
  withoutCard(limit: number): Promise<RequestId[]>;
  /** Batches in this state, with their request. */
  batchesIn(state: Batch['state']): Promise<{ requestId: RequestId; number: number }[]>;
  boundChannel(): Promise<ChannelAddress | undefined>;
  installation(teamId: string): Promise<Installation | undefined>;
  auditEntries(page: { afterSeq: number; limit: number }): Promise<AuditEntry[]>;
}

/** What one step writes. All of it is kept, or nothing. */
export interface StoreTransaction extends StoreReader {
  /** The request, held against other writers until the transaction ends. */
  lockRequest(id: RequestId): Promise<ApprovalRequest | undefined>;
  /** Fails with `storeConflict` where the id is taken. */
  addRequest(request: ApprovalRequest): Promise<void>;
  /** Writes state and revision; a new revision number adds its row to the revisions. */
  saveRequest(request: ApprovalRequest): Promise<void>;
  /** Adds what is not there yet; answers how many were new. */
  addEmails(id: RequestId, emails: readonly AnalyzedEmail[], revision: number): Promise<number>;
  /** Puts the resolved pair in the place of an email named by id (or drops it, where the pair is there already). */
  resolveEmail(requestId: RequestId, id: string, email: AnalyzedEmail): Promise<void>;
  addAlert(alert: Alert, receipt: AlertReceipt, part: AlertPart, receivedAt: number): Promise<void>;
  /** The gathered alerts are part of this request's revision now (or of another request). */
  settleGathered(id: RequestId, receipt: AlertReceipt, part: AlertPart): Promise<void>;
  addDecision(id: RequestId, decision: Decision): Promise<void>;
  /** Batch rows, and which emails belong to which. */
  addBatches(id: RequestId, batches: readonly { batch: Batch; emails: readonly AnalyzedEmail[] }[]): Promise<void>;
  /** Compare-and-set: false where the batch is not in one of the `from` states any more. */
  moveBatch(id: RequestId, from: readonly Batch['state'][], batch: Batch): Promise<boolean>;
  /** Compare-and-set on the outbox; creates the row where `from` is undefined. False: somebody else was first. */
  moveMessage(from: OutboxRow['state'] | undefined, message: OutboxRow): Promise<boolean>;
  bindChannel(channel: ChannelAddress, by: Person, at: number): Promise<void>;
  /** True where there was something to unbind. */
  unbindChannel(channelId: string): Promise<boolean>;
  saveInstallation(installation: Installation): Promise<void>;
  removeInstallation(teamId: string): Promise<void>;
  /** Links the entry into the chain: seq, previousHash and hash are given here. */
  appendAudit(draft: AuditDraft): Promise<void>;
  /** Durable work, done after the commit. The same work already waiting is not queued twice (the earlier due time wins). */
  schedule(work: Work, dueAt: number): Promise<void>;
  /** For the sweep: changes nothing where the same work waits, is under way, or was given up. */
  ensureScheduled(work: Work, dueAt: number): Promise<void>;
}

export interface Store extends StoreReader {
  /** Runs the steps in one transaction; whatever they throw rolls everything back. */
  transaction<T>(steps: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Throws `storeUnavailable` where the store cannot be read and written. */
  ping(): Promise<void>;
}

// ---- the outside -------------------------------------------------------------------------------

/** The conversation that people see. Throws teams… faults; `teamsGone` where there is nothing to write to. */
export interface Thread {
  /** A new root post in the channel. */
  postCard(channel: ChannelAddress, view: RequestView): Promise<CardAddress>;
  /** Redraws a card for everyone. */
  updateCard(card: CardAddress, view: RequestView): Promise<void>;
  /** A new message under the card. */
  reply(card: CardAddress, kind: ReplyKind, view: RequestView): Promise<CardAddress>;
}

/** The tenant's mailboxes, as Graph shows and changes them. Answers are values; nothing here throws for Graph's sake. */
export interface Mailboxes {
  /**
   * The exact body that would be sent for this order now (approverUpn or not, pair or id); undefined where this
   * version of Graph cannot name one of the emails.
   */
  bodyFor(order: RemediationOrder): RemediationBody | undefined;
  /** One call, never repeated inside. `clientRequestId` is Graph's `client-request-id` header. */
  remediate(body: RemediationBody, clientRequestId: string): Promise<RemediationAnswer>;
  /** The message and recipient behind Graph's id; undefined where Graph does not know it. */
  resolve(id: string): Promise<{ networkMessageId: string; recipientEmailAddress: string } | undefined>;
}

// ---- durable work ------------------------------------------------------------------------------

/** The embedded engine's view of the work table. */
export interface WorkShelf {
  /** Takes up to `limit` due items of these kinds and leases them until the given time. */
  take(kinds: readonly Work['kind'][], limit: number, now: number, leaseUntil: number): Promise<LeasedWork[]>;
  done(item: LeasedWork): Promise<void>;
  /** Back on the shelf, due later; `error` is a fault code. */
  putBack(item: LeasedWork, dueAt: number, error: string): Promise<void>;
  /** Given up: kept for people to see, never taken again. */
  giveUp(item: LeasedWork, error: string): Promise<void>;
  /** When the next item of these kinds is due; undefined where nothing waits. */
  nextDueAt(kinds: readonly Work['kind'][]): Promise<number | undefined>;
  /** At start of a process that is alone on the store: whatever was leased belongs to the dead. */
  releaseAll(): Promise<number>;
  /** Called after every commit that scheduled something, with the kinds it scheduled. */
  onScheduled(listener: (kinds: ReadonlySet<Work['kind']>) => void): void;
}
export interface LeasedWork {
  readonly id: string;
  readonly work: Work;
  /** How often it was taken before this time. */
  readonly attempts: number;
}
