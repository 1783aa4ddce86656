import type { Generated } from 'kysely';
import type { RequestId } from '../approval/request.ts';

/** What `find` found, kept for a day. */
export interface MailSearchTable {
  id: string;
  tenant_id: string;
  /** Object id of who searched, in lower case. */
  person_id: string;
  at: number;
  /** JSON, as are the messages in `found`: hostile text. */
  criteria: string;
  salt: string;
  found: string;
  /** For which request it was looked for; null where somebody typed it. */
  request_id: Generated<RequestId | null>;
}

/** Requests that were made from a search, by the message's place in its list. */
export interface MailSearchRequestTable {
  search_id: string;
  message: number;
  request_id: RequestId;
}
