/**
 * What the steps ask of the world. Named for what they mean to us; no SDK's type appears here.
 * Every port that has more than one implementation is held to one contract suite (test/contract).
 */

import type { DeliveryPlace } from '../approval/delivery.ts';
import type { Policy } from '../approval/policy.ts';
import type { RemediationAnswer, RemediationBody, RemediationOrder } from '../approval/remediation.ts';
import type { AnalyzedEmail, RequestId } from '../approval/request.ts';
import type { MailCriteria, MailSearchAnswer } from './found-mail.ts';
import type { ReplyKind } from './reply-kind.ts';
import type { RequestView } from './request-view.ts';
import type { CardAddress, ChannelAddress } from './store-port.ts';
import type { SummaryView } from './summary-view.ts';
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

// ---- traces ------------------------------------------------------------------------------------

/** One trace from alert to proof (docs/tracing.md). What is traced never fails for it, nor waits for anybody who collects it. */
export interface Tracer {
  /** False: nothing is traced, and asking the store for the trace of a request would be for nothing. */
  readonly isOn: boolean;
  /** Runs `run` as a span. What it throws is noted by its code, and thrown on. */
  span<T>(name: SpanName, options: SpanOptions, run: (span: Span) => Promise<T>): Promise<T>;
  /** W3C `traceparent` of the span around; undefined outside of one, and where nothing is traced. */
  traceparent(): string | undefined;
  /** The same function as part of the span around this call, whoever calls it later: for what is done in batches. */
  bound<Arguments extends unknown[], Result>(run: (...given: Arguments) => Result): (...given: Arguments) => Result;
}

/** Static, so that spans of one kind can be found by it: what differs is in the attributes. */
export type SpanName =
  | `${'GET' | 'POST'} /${string}`
  | 'alert'
  | 'click'
  | 'command'
  | `work ${Work['kind']}`
  | `graph ${string}`
  | `teams ${string}`;

export interface SpanOptions {
  /** Somebody else's call that we answer, or our call to somebody else. */
  readonly kind?: 'server' | 'client';
  /** W3C `traceparent`, where it is not the span around. The two are linked, if they are of different traces. */
  readonly parent?: string | undefined;
  readonly attributes?: SpanAttributes;
}

/** Codes, ids and counts only, as in the log. docs/tracing.md has the table. */
export interface SpanAttributes {
  /** Given at the beginning, it stands in every line of the log from inside of the span. */
  readonly requestId?: RequestId | undefined;
  readonly revision?: number | undefined;
  readonly workKind?: Work['kind'] | undefined;
  /** What it came to: a code out of a closed list. */
  readonly outcome?: string | undefined;
  readonly verb?: string | undefined;
  readonly command?: string | undefined;
  readonly method?: string | undefined;
  readonly route?: string | undefined;
  /** Of HTTP. */
  readonly status?: number | undefined;
  /** Graph's `client-request-id`, which its support asks for. */
  readonly clientRequestId?: string | undefined;
}

export interface Span {
  /** 32 hexadecimal digits; undefined where there is no trace. */
  readonly traceId: string | undefined;
  set(attributes: SpanAttributes): void;
  /** To a span of another trace that it belongs together with. */
  link(traceparent: string | undefined): void;
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
  /** A new root post that lists requests instead of a card for each. */
  postSummary(channel: ChannelAddress, view: SummaryView): Promise<CardAddress>;
  updateSummary(summary: CardAddress, view: SummaryView): Promise<void>;
  /** Milliseconds until the channel takes another post; 0: at once. */
  pauseBefore(channel: ChannelAddress): Promise<number>;
}

/** The tenant's mailboxes, as Graph shows and changes them. Answers are values; nothing here throws for Graph's sake. */
export interface Mailboxes {
  /**
   * The exact body that would be sent for this order now (approverUpn or not, pair or id); undefined where this
   * version of Graph cannot name one of the emails.
   */
  bodyFor(order: RemediationOrder): RemediationBody | undefined;
  /**
   * One call, never repeated inside. `clientRequestId` is Graph's `client-request-id` header. Not begun after `notAfter`
   * (epoch milliseconds, looked at right before sending): whoever slept since the claim must not call any more.
   */
  remediate(body: RemediationBody, clientRequestId: string, notAfter: number): Promise<RemediationAnswer>;
  /** The message and recipient behind Graph's id; undefined where Graph does not know it. */
  resolve(id: string): Promise<{ networkMessageId: string; recipientEmailAddress: string } | undefined>;
  /** Where these emails lie now; `window`: when they may have been received. Never throws for Graph's sake. */
  locate(
    emails: readonly AnalyzedEmail[],
    window: { readonly from: number; readonly to: number },
  ): Promise<DeliveryLocations>;
}

export interface DeliveryLocations {
  /** By email key. What is missing was not found, or is `unread`. */
  readonly locations: ReadonlyMap<string, DeliveryPlace>;
  /** By email key: what could not be read, or not to the end. */
  readonly unread: ReadonlySet<string>;
  /** Something was not read that a later read may tell. */
  readonly mayBeTriedAgain: boolean;
  /** Milliseconds that Graph asked us to wait. */
  readonly retryAfterMs?: number;
}

/** The mail of the last thirty days, as Defender's hunting tables have it. Minutes behind the mailboxes. */
export interface MailSearch {
  /** One call, never repeated inside. What Graph says to it is a value; throws only for a defect. */
  find(criteria: MailCriteria): Promise<MailSearchAnswer>;
}

/** People and groups as Entra knows them. Answers may be some minutes old. */
export interface Directory {
  /**
   * `user` is the object id of a person who decides, or the address of a recipient (found by UPN); what is asked about
   * recipients is bounded, and never delays what is asked about people. Undefined where the directory knows nobody of
   * that name. Throws `directoryUnavailable`.
   */
  memberOf(user: string, groupIds: readonly string[]): Promise<Membership | undefined>;
  /** The addresses, in lower case, of the person with this object id. As above. */
  addressesOf(objectId: string): Promise<ReadonlySet<string> | undefined>;
  /** For cards: the group's display name; undefined where it cannot be read. Never throws. */
  groupName(groupId: string): Promise<string | undefined>;
}

/** Of the groups that were asked for (lower-case ids). */
export interface Membership {
  /** Those that hold this person, directly or through other groups. */
  readonly of: ReadonlySet<string>;
  /** Those that are not there: all of them where a recipient was asked about, who may have belonged to them. */
  readonly unknownGroups: ReadonlySet<string>;
}

/** The approver policy that decides now. Replaced as a whole when its file changes. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** The JSON of the policy file, as it stands there. */
  readonly document: unknown;
  /** SHA-256 (hex) over the canonical JSON of the document. */
  readonly hash: string;
}

/** Whoever raised an alert and asked to be told how its request ended. */
export interface Callbacks {
  /** One call at most. `id` is the same whenever the same end is told. Never throws for the receiver's sake. */
  tell(source: string, message: { readonly id: string; readonly body: string }): Promise<CallbackAnswer>;
}

export type CallbackAnswer =
  | { readonly kind: 'taken'; readonly status: number }
  /** Nobody is to be told there any more. */
  | { readonly kind: 'gone'; readonly status?: number }
  | { readonly kind: 'notTaken'; readonly status?: number; readonly retryAfterMs?: number }
  /** No call was made: it hangs, and others have to be told as well. */
  | { readonly kind: 'notAsked'; readonly retryAfterMs: number };

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
  /** The clock was set back by so many milliseconds: what waits a while keeps waiting that while, and not longer. */
  clockSetBack?(byMs: number): Promise<void>;
}
export interface LeasedWork {
  readonly id: string;
  readonly work: Work;
  /** How often it was taken before this time. */
  readonly attempts: number;
}
