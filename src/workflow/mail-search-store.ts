import type { RequestId } from '../approval/request.ts';
import type { KeptSearch } from './found-mail.ts';

export interface MailSearchReader {
  /** What was found by this search; undefined where it is not there any more. */
  mailSearch(id: string): Promise<KeptSearch | undefined>;
  /** By the message's place in its list. */
  requestsFromSearch(id: string): Promise<ReadonlyMap<number, RequestId>>;
}

export interface MailSearchWriter {
  /** Of each person only the newest few are kept. */
  addMailSearch(search: KeptSearch): Promise<void>;
  /** Changes nothing where the search is gone, or a request from this message was noted already. */
  noteRequestFromSearch(searchId: string, message: number, requestId: RequestId): Promise<void>;
  /** Those older than this, the oldest first, at most so many; answers how many. */
  forgetMailSearches(before: number, limit: number): Promise<number>;
}
