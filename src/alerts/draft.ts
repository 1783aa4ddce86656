import type { MailFacts, Severity } from '../approval/request.ts';
import type { BodyError } from './alert-reader.ts';

/** SHA-256 (lower-case hex) over the canonical JSON (RFC 8785) of a value. */
export type Digest = (value: unknown) => string;

/** One message as a record tells of it: whatever is not told is absent. */
export interface DraftMessage {
  /** A GUID. */
  readonly networkMessageId?: string;
  /** Mailboxes that hold it, by what the record says of this very message. */
  readonly recipients: readonly string[];
  readonly campaignId?: string;
  readonly facts: MailFacts;
}

/**
 * What was read of one record of a vendor, before it is an alert: nothing is cut, nothing is left out because it is too
 * much, and no mailbox is settled for messages that name none.
 */
export interface AlertDraft {
  /** The vendor's own id of the record. */
  readonly record: string;
  readonly severity: Severity;
  readonly title?: string;
  readonly description?: string;
  readonly link?: string;
  /** The vendor says that it is dealt with. */
  readonly isResolved?: boolean;
  readonly campaignId?: string;
  readonly messages: readonly DraftMessage[];
  /** Every mailbox that the record calls one. */
  readonly mailboxes: readonly string[];
  /** Of mails in general, not of one message. */
  readonly urls?: readonly string[];
  readonly attachments?: NonNullable<MailFacts['attachments']>;
  /** Messages that only a cluster names: without mailbox, so that nothing can be asked for. */
  readonly clustered?: readonly string[];
  /** It is about mail, even where it names no message. */
  readonly isMail: boolean;
}

export type Drafts =
  | { readonly kind: 'drafts'; readonly drafts: readonly AlertDraft[] }
  | { readonly kind: 'wrong'; readonly errors: readonly BodyError[] };
