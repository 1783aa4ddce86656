/** What the steps ask of the store about requests that share something: a message, a campaign, a record, an undo. */
import type { AlertRecord } from '../approval/grouping.ts';
import type { Batch } from '../approval/remediation.ts';
import type { RequestId, Revision } from '../approval/request.ts';

export interface EarlierRequestReader {
  /** Requests that put back what this one moved, whatever became of them; oldest first. */
  undosOf(id: RequestId): Promise<RequestId[]>;
  /** Requests that name this one as the earlier one, oldest first. */
  requestsAfter(id: RequestId): Promise<RequestId[]>;
  /**
   * Requests of this tenant, whatever became of them, about one of these messages and no other, of which facts are kept
   * (their own, or those of their alerts). Those about the first message first, and of each message the newest first.
   */
  thatTellOf(messageKeys: readonly string[], tenantId: string): Promise<RequestId[]>;
  /**
   * Open requests that share a message (by approval/grouping's message keys) or the campaign, oldest first. With
   * `channelId` only those that belong in this channel, or in none yet. Never an undo: what joined it would be put back.
   * Before all of them, in whatever channel, those of earlier versions of the record.
   */
  joinable(
    messageKeys: readonly string[],
    campaignId: string | undefined,
    channelId?: string,
    record?: AlertRecord,
  ): Promise<RequestId[]>;
  /**
   * By email key: the newest request of which a batch in one of these states holds this email, where its action covers
   * this one (approval/grouping.ts).
   * Dry runs do not count: nothing was told to Graph.
   */
  remediatedBefore(
    emailKeys: readonly string[],
    asked: {
      readonly action: Revision['action'];
      /** True: only where the sender's copy was included. */
      readonly remediateSendersCopy?: boolean;
      readonly batchStates: readonly Batch['state'][];
      readonly except?: RequestId;
      /** Only batches that were called at or after this time. */
      readonly calledSince?: number;
      /** Also where nobody looks any more and the last look showed that it did not help. */
      readonly alsoInVain?: boolean;
    },
  ): Promise<Map<string, RequestId>>;
  /** By email key: the newest request of which a batch in one of these states holds this email, whatever its action. */
  newestRemediation(
    emailKeys: readonly string[],
    batchStates: readonly Batch['state'][],
  ): Promise<Map<string, RequestId>>;
  /** Newest decided request (any end) about one of these messages, or of an earlier version of the record. */
  decidedBefore(messageKeys: readonly string[], record?: AlertRecord): Promise<RequestId | undefined>;
}
