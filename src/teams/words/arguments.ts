/** What sentences are handed, in every language. */
import { parseRequestId } from '../../approval/ids.ts';
import type { RemediationAction, RequestId } from '../../approval/request.ts';
import type { NotProvenReason } from '../../approval/verification.ts';

/** The first of many, and how many more there are. */
export interface Names {
  readonly shown: readonly string[];
  readonly more: number;
}

/** So many out of these people. */
export interface Seats {
  readonly count: number;
  /** `person`: there is no choice. `nobody`: only the requester is named, who may not approve. */
  readonly from: 'approvers' | 'nobody' | { readonly person: string } | Names;
}

/** Who approved, each with name and time, and how many did before them. */
export interface Approvals {
  readonly by: readonly string[];
  readonly more: number;
}

export interface Missing {
  readonly seats: readonly Seats[];
  /** Approvals asked for by what is not shown. */
  readonly more: number;
  /** Several rules at once: one person can count for more than one of them. */
  readonly overlaps: boolean;
}

/** What somebody wanted to do when they were refused; a click wants to decide, `whoami` asks whether one may approve. */
export type Wish = 'decide' | 'see' | 'request' | 'undo' | 'moveAlerts' | 'beApprover';

export interface RefusalFacts {
  readonly requestId?: string;
  /** Absent: to decide. */
  readonly wish?: Wish;
  /** When it may be worth trying again. */
  readonly tryAgainAt?: string;
  /** Another request, which the sentence names. */
  readonly otherId?: string;
}

export function wishOf({ wish = 'decide' }: RefusalFacts): Wish {
  return wish;
}

/** A refusal is sent as a chat message, where Markdown counts, and the id may be what somebody typed. */
export function trusted({ requestId, ...facts }: RefusalFacts): RefusalFacts {
  return requestId !== undefined && parseRequestId(requestId) === requestId ? { ...facts, requestId } : facts;
}

/** What is typed by example, with the id that somebody typed in the place of ours. */
export function exampleWith(example: string, requestId: RequestId | undefined): string {
  return requestId === undefined ? example : example.replace(exampleId, requestId);
}
const exampleId: RequestId = 'CS-7F3K2Q';

/** What was left out of a request that somebody typed: how many of the emails, and which requests have them. */
export interface LeftOutEmails {
  readonly emails: number;
  readonly requests: Names;
}

export interface RemovalAsked {
  readonly requestId: RequestId;
  readonly channelBound: boolean;
  /** What the new request asks for; 0 where nothing was new. */
  readonly asked: number;
  readonly named: number;
  readonly openElsewhere: LeftOutEmails | undefined;
  readonly remediated: LeftOutEmails | undefined;
}

/** Emails that are not where the action puts them, for one reason. */
export interface NotProven {
  readonly action: RemediationAction;
  readonly reason: NotProvenReason;
  /** A later look may show something else. */
  readonly mayChange: boolean;
  readonly count: number;
  /** The first addresses; `more` counts emails. */
  readonly names: Names;
}

/** What lies elsewhere was not removed; of what nobody saw, that cannot be said. */
export function isPlaceKnown(reason: NotProvenReason): boolean {
  return reason !== 'unclear' && reason !== 'notFound' && reason !== 'unread';
}
