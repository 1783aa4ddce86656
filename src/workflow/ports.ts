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
