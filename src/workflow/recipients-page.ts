/** One page of a request's recipients, by message: plain data, drawn by teams/cards. */
import type { Proof } from '../approval/verification.ts';

/**
 * What is known of one email: what the mailboxes showed, else how far it got. `waiting`: not told to Graph yet;
 * `unseen`: Graph has taken it, and nobody has looked since; `refused`, `unknown`: what Graph said, or did not say;
 * `leftOut`: another request told Graph the same; `dryRun`: nothing was told.
 */
export type EmailStanding = Proof | 'waiting' | 'unseen' | 'refused' | 'unknown' | 'leftOut' | 'dryRun';

export interface ListedRecipient {
  /** The address, or Graph's id where only that is known. */
  readonly name: string;
  /** Absent while nothing was decided, and where nothing will be done. */
  readonly standing?: EmailStanding;
}

export interface RecipientsPage {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** How many emails stand before the first one listed. */
  readonly offset: number;
  /** In emails, of the whole request. */
  readonly total: number;
  readonly messages: readonly {
    /** networkMessageId; absent for emails that are known by Graph's id alone. */
    readonly messageId?: string;
    readonly recipients: readonly ListedRecipient[];
  }[];
}
