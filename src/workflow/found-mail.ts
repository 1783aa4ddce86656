/** What a search for mail asks (`find …`), and what it found. */
import type { RequestId } from '../approval/request.ts';

/** All of them have to be met. */
export interface MailCriteria {
  /** Lower case: an address, or a domain with all that is below it. */
  readonly from?: string;
  /** Lower case: the address of a recipient; only that copy of a message counts then. */
  readonly to?: string;
  /** Part of the subject, in any case. */
  readonly subject?: string;
  /** Lower case: domain of a link in the mail, with all that is below it. */
  readonly url?: string;
  /** Received so many minutes ago at most. */
  readonly lastMinutes: number;
}

/** Hunting keeps thirty days. */
export const longestSearchMinutes = 30 * 24 * 60;
export const mostMessages = 100;
/** Addresses of one message that are listed; more are counted. As many as one remediation takes by default. */
export const mostRecipients = 1_000;

/** Sender, subject and places are as the mail and Defender have them: hostile text. */
export interface FoundMessage {
  readonly networkMessageId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly sender: string;
  readonly subject: string;
  /** At most `mostRecipients`, each once. */
  readonly recipients: readonly [string, ...string[]];
  /** All of them. */
  readonly recipientCount: number;
  /** Delivery locations in Defender's words, each once. */
  readonly places: readonly string[];
}

export interface FoundMail {
  /** Newest first, at most `mostMessages`. */
  readonly messages: readonly FoundMessage[];
  /** There were more messages than that. */
  readonly more: boolean;
}

/** `permission`: ThreatHunting.Read.All is not granted; `credential`: Entra does not take ours. */
export type SearchProblem =
  | 'permission'
  | 'licence'
  | 'credential'
  | 'throttled'
  | 'refused'
  | 'tooLong'
  | 'unavailable';

export type MailSearchAnswer =
  | ({ readonly kind: 'found' } & FoundMail)
  | {
      readonly kind: 'notSearched';
      readonly problem: SearchProblem;
      /** Milliseconds that Graph asked us to wait. */
      readonly retryAfterMs?: number;
    };

/** A search as it is kept for a while, so that a click on its card says no more than which message. */
export interface KeptSearch extends FoundMail {
  readonly id: string;
  readonly tenantId: string;
  /** Object id of who searched. */
  readonly by: string;
  readonly at: number;
  readonly criteria: MailCriteria;
  /** What the audit chain's hashes of the criteria were made with. */
  readonly salt: string;
  /** The request whose mail was looked for; absent where somebody typed the search. */
  readonly about?: RequestId;
}

/** Kept so long: whoever comes back to a card later searches again. */
export const searchLifetimeMs = 24 * 60 * 60_000;
/** Of one person; the oldest goes first. */
export const searchesKept = 10;

/** Which message of which search was clicked. */
export interface FoundClick {
  readonly searchId: string;
  /** Its place in the list, from 1. */
  readonly message: number;
}

/** What the card shows. */
export interface MailSearchView extends FoundMail {
  readonly searchId: string;
  readonly criteria: MailCriteria;
  /** Requests that were made from this search, by the message's place in the list. */
  readonly requested: ReadonlyMap<number, RequestId>;
}
