/** What the steps ask of the store, whatever keeps the rows: SQLite or PostgreSQL, held to one contract suite. */
import type { AuditDraft, AuditEntry } from '../approval/audit-chain.ts';
import type { AuditCheckpoint } from '../approval/audit-checkpoint.ts';
import type { AlertRecord } from '../approval/grouping.ts';
import type { Batch } from '../approval/remediation.ts';
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
import type { ChannelFilter } from '../approval/routing.ts';
import type { CountReader, CountWriter } from './count-store.ts';
import type { EarlierRequestReader } from './earlier-request-store.ts';
import type { MailSearchReader, MailSearchWriter } from './mail-search-store.ts';
import type { PollWriter } from './poll-store.ts';
import type { ProofReader, ProofWriter } from './proof-store.ts';
import type { Standing } from './standing.ts';
import type { Work } from './work.ts';

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

/** A channel in which somebody said `alerts here`, and what it takes. */
export interface BoundChannel extends ChannelAddress, ChannelFilter {
  readonly boundBy: Person;
  /** It, or the app in its team, is not there any more. */
  readonly goneAt?: number;
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

/**
 * A row of the message outbox. Found in `sending` by another run, its process died while posting. `waiting`: it is to
 * be sent. `owed`: there is no place for it until a channel (or a card) is there again; its address is where it stood
 * before. `gone`: it was lost, and is not posted anew by itself.
 */
export interface OutboxRow {
  readonly key: string;
  readonly requestId: RequestId;
  readonly state: 'owed' | 'waiting' | 'sending' | 'sent' | 'gone';
  /** When the row last changed. */
  readonly at?: number;
  /** Key of the summary card that lists the request; its address is the card's, until there is one of its own. */
  readonly summary?: string;
  /** How often a card was posted anew, because the former one was gone (default 0). */
  readonly reposts?: number;
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
  /** As its card has it; hostile text. */
  readonly subject?: string;
  /** UPN, for a request typed in chat. */
  readonly requestedBy?: string;
  /** It is an undo of that one. */
  readonly undoes?: RequestId;
}

export interface StoreReader extends EarlierRequestReader, MailSearchReader, ProofReader, CountReader {
  request(id: RequestId): Promise<ApprovalRequest | undefined>;
  /** In the order they were named. `batch` limits to one batch's emails. */
  emails(id: RequestId, part?: { batch?: number; limit?: number; offset?: number }): Promise<AnalyzedEmail[]>;
  alertReceipt(source: string, alertId: string): Promise<AlertReceipt | undefined>;
  /**
   * What is shown of a request's alerts: the facts of the first (or its own), who reported some, how many there are, and
   * the different senders of their mails (the first few in order of arrival).
   */
  alertSummary(id: RequestId): Promise<{
    facts: MailFacts | undefined;
    /** When they were blanked; absent while they are there. */
    factsBlankedAt?: number;
    sources: string[];
    count: number;
    senders: { first: string[]; count: number };
  }>;
  /** Did an alert of this source contribute to the request? (One that was merely pointed to it did not.) */
  contributed(source: string, id: RequestId): Promise<boolean>;
  /** What this source calls its alerts that contributed to the request, the first `limit` of them in order of arrival. */
  alertIdsOf(source: string, id: RequestId, limit: number): Promise<string[]>;
  /** Every decision ever recorded for the request, oldest first. */
  decisions(id: RequestId): Promise<Decision[]>;
  batches(id: RequestId): Promise<Batch[]>;
  message(key: string): Promise<OutboxRow | undefined>;
  /** Key of the first reply that is still to be said of the same request and was asked for before this one. */
  unsentReplyBefore(reply: Pick<OutboxRow, 'key' | 'requestId'>): Promise<string | undefined>;
  /**
   * Cards of open requests that belong in these channels (or in none yet) and are to be posted, oldest request first.
   * One that is `sending` since then or longer counts: whoever posted it is dead.
   */
  waitingCards(asked: { channelIds: readonly string[]; sendingSince: number; limit: number }): Promise<OutboxRow[]>;
  /** The cards of the requests that a summary lists, oldest request first. */
  cardsListedIn(summary: string): Promise<OutboxRow[]>;
  /** Open requests, oldest first. */
  openRequests(page: { limit: number; offset: number }): Promise<{ total: number; requests: RequestSummary[] }>;
  /** Requests that are not open any more, the newest decision (or end without one) first. */
  decidedRequests(page: { limit: number; offset: number }): Promise<RequestId[]>;
  /** How many emails the alerts that wait for their revision bring, at most. */
  gatheredEmailCount(id: RequestId): Promise<number>;
  /** Alerts that joined and wait for their revision, oldest first; all but the first without their facts. */
  gathered(id: RequestId): Promise<Alert[]>;
  /** Open requests that have no card yet, oldest first, and any whose card or replies are owed. */
  withoutCard(limit: number): Promise<RequestId[]>;
  /** Keys of what is owed to this request: its card, replies, in the order in which they were asked for. */
  owedMessages(id: RequestId): Promise<string[]>;
  /** Batches in this state, with their request. */
  batchesIn(state: Batch['state']): Promise<{ requestId: RequestId; number: number }[]>;
  /** Graph's side of us: calls being made, and remediations (calls included) called since `since` that have not settled. */
  underWay(since: number): Promise<{ calling: number; unsettled: number }>;
  /** Batches that wait for a free place, those of the oldest request first. */
  waitingForSlot(limit: number): Promise<{ requestId: RequestId; number: number }[]>;
  /** Accepted batches that have not settled, with their request. */
  unsettledBatches(): Promise<{ requestId: RequestId; number: number }[]>;
  /** Open requests that belong in this channel, oldest first. */
  openRequestsIn(channelId: string, limit: number): Promise<RequestId[]>;
  /** The newest binding first; also those that are gone. */
  boundChannels(): Promise<BoundChannel[]>;
  installation(teamId: string): Promise<Installation | undefined>;
  /** For /metrics: what is open or under way. */
  standing(): Promise<Standing>;
  /**
   * For the sweep, as it stood before this time: messages to be sent (by their keys), open requests whose deadline has
   * passed, requests with alerts that wait for their revision.
   */
  unfinished(before: number): Promise<{
    messages: { key: string; requestId: RequestId }[];
    overdue: RequestId[];
    gathered: RequestId[];
  }>;
  /**
   * Open requests that were created at this time or before, and of which nobody was reminded yet, or which were not
   * escalated yet; none where the time is undefined.
   */
  undecided(createdUntil: {
    toRemind: number | undefined;
    toEscalate: number | undefined;
  }): Promise<{ toRemind: RequestId[]; toEscalate: RequestId[] }>;
  /** Open requests with an email of which only Graph's id is known. */
  unresolved(): Promise<RequestId[]>;
  auditEntries(page: { afterSeq: number; limit: number }): Promise<AuditEntry[]>;
  /** How far the clock was believed when that was last kept; undefined where it never was. */
  believedTime(): Promise<number | undefined>;
  /** Of the audit chain: the one that was written last. */
  newestCheckpoint(): Promise<AuditCheckpoint | undefined>;
}

/** What one step writes. All of it is kept, or nothing. */
export interface StoreTransaction extends StoreReader, MailSearchWriter, ProofWriter, CountWriter, PollWriter {
  /** The request, held against other writers until the transaction ends. */
  lockRequest(id: RequestId): Promise<ApprovalRequest | undefined>;
  /**
   * Messages, campaign and record, held until the transaction ends against others that name one of them: before looking
   * for a request to join, so that two alerts at once never open two requests.
   */
  lockMessages(messageKeys: readonly string[], campaignId: string | undefined, record?: AlertRecord): Promise<void>;
  /** Held against other claims of Graph calls until the transaction ends. */
  lockSlots(): Promise<void>;
  /** Fails with `storeConflict` where the id is taken. */
  addRequest(request: ApprovalRequest): Promise<void>;
  /** Writes state and revision; a new revision number adds its row to the revisions. */
  saveRequest(request: ApprovalRequest): Promise<void>;
  /** Adds what is not there yet; answers how many were new. */
  addEmails(id: RequestId, emails: readonly AnalyzedEmail[], revision: number): Promise<number>;
  /** Puts the resolved pair in the place of an email named by id (or drops it, where the pair is there already). */
  resolveEmail(requestId: RequestId, id: string, email: AnalyzedEmail): Promise<void>;
  /**
   * `factsSalt`: what the audit chain's hashes of the facts were made with. Of a pointer neither facts nor salt are kept.
   */
  addAlert(alert: Alert, receipt: AlertReceipt, part: AlertPart, receivedAt: number, factsSalt?: string): Promise<void>;
  /** Facts that no alert told, and what the audit chain's hashes of them were made with. Blanked as those of alerts are. */
  keepOwnFacts(id: RequestId, facts: MailFacts, salt: string): Promise<void>;
  /** The gathered alerts are part of this request's revision now (or of another request). */
  settleGathered(id: RequestId, receipt: AlertReceipt, part: AlertPart): Promise<void>;
  addDecision(id: RequestId, decision: Decision): Promise<void>;
  /** Batch rows, and which emails belong to which. */
  addBatches(id: RequestId, batches: readonly { batch: Batch; emails: readonly AnalyzedEmail[] }[]): Promise<void>;
  /**
   * These are not in the batch any more: another request has told Graph about them, and this one never did. They count
   * for what is proven of it all the same.
   */
  leaveOut(id: RequestId, batch: number, emails: readonly AnalyzedEmail[]): Promise<void>;
  /** Compare-and-set: false where the batch is not in one of the `from` states any more. */
  moveBatch(id: RequestId, from: readonly Batch['state'][], batch: Batch): Promise<boolean>;
  /** Compare-and-set on the outbox; creates the row where `from` is undefined. False: somebody else was first. */
  moveMessage(from: OutboxRow['state'] | undefined, message: OutboxRow): Promise<boolean>;
  /** In the place of what was bound there before, and not gone any more. */
  bindChannel(channel: ChannelAddress, takes: ChannelFilter, by: Person, at: number): Promise<void>;
  /** True where there was something to unbind. */
  unbindChannel(channelId: string): Promise<boolean>;
  /** Which of these bound channels were thought to be there until now. */
  markChannelsGone(channelIds: readonly string[], at: number): Promise<string[]>;
  /** Chosen again, if they are bound. */
  markChannelsBack(channelIds: readonly string[]): Promise<void>;
  saveInstallation(installation: Installation): Promise<void>;
  removeInstallation(teamId: string): Promise<void>;
  saveBelievedTime(at: number): Promise<void>;
  /** For requests that ended without anybody noting when (under an older version), at most so many; answers how many. */
  noteEnds(limit: number): Promise<number>;
  /**
   * Forgets the mail facts, and the salt of their hashes, of requests that ended before this, those of the longest past
   * first: at most so many requests and alerts. `requestIds`: of which nothing is left now, but was before.
   */
  blankFacts(asked: {
    readonly endedBefore: number;
    readonly at: number;
    readonly requests: number;
    readonly alerts: number;
  }): Promise<{ requestIds: RequestId[]; alerts: number; mayBeMore: boolean }>;
  /** Links the entry into the chain: seq, previousHash and hash are given here. */
  appendAudit(draft: AuditDraft): Promise<void>;
  /**
   * The chain's last entry, held against everybody who appends or adds a checkpoint until the transaction ends. What is
   * appended in the same transaction is not in it yet.
   */
  lockAuditEnd(): Promise<Pick<AuditEntry, 'seq' | 'hash'> | undefined>;
  /** Of the end that is locked. */
  addCheckpoint(checkpoint: AuditCheckpoint): Promise<void>;
  /** Durable work, done after the commit. The same work already waiting is not queued twice (the earlier due time wins). */
  schedule(work: Work, dueAt: number): Promise<void>;
  /** For the sweep: changes nothing where the same work waits, is under way, or was given up. */
  ensureScheduled(work: Work, dueAt: number): Promise<void>;
}

export interface Store extends StoreReader {
  /**
   * Runs the steps in one transaction; whatever they throw rolls everything back. Where two transactions met, they run
   * again from their beginning (`storeConflict` where that did not help either): they must do nothing but read and
   * write this store. Each read sees what was committed before it: what is read to be changed must be locked first.
   */
  transaction<T>(steps: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Throws `storeUnavailable` where the store cannot be read and written. */
  ping(): Promise<void>;
}
