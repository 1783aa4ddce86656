/**
 * The tables as Kysely sees them. Ids and JSON are text, times are epoch milliseconds, booleans are 0 and 1:
 * what SQLite and PostgreSQL both keep in the same way.
 *
 * `ordinal` is the order of arrival. It breaks ties of equal times, so it need not be unique: two transactions
 * that run at once on PostgreSQL may draw the same one.
 */
import type { Generated, Kysely } from 'kysely';
import type { AuditKind } from '../approval/audit-chain.ts';
import type { Batch, BatchState } from '../approval/remediation.ts';
import type { Decision, RemediationAction, RequestId, RequestState, Severity } from '../approval/request.ts';
import type { Proof } from '../approval/verification.ts';
import type { AlertPart, OutboxRow } from '../workflow/store-port.ts';
import type { Work } from '../workflow/work.ts';
import type { MailSearchRequestTable, MailSearchTable } from './mail-search-tables.ts';

export interface RequestTable {
  id: RequestId;
  tenant_id: string;
  state: RequestState;
  /** What belongs to this state alone (approvals, rejection, …). */
  state_data: string;
  origin: string;
  /** Number of the current revision. */
  revision: number;
  campaign_id: string | null;
  earlier_request_id: RequestId | null;
  /** The channel its card belongs in; null where none was bound when it was opened. */
  channel_id: Generated<string | null>;
  created_at: number;
  expires_at: number;
  ordinal: number;
  /** When it came to its end, or last changed since; null while it is open or under way, and where nobody noted it. */
  ended_at: Generated<number | null>;
  /** When the facts of its alerts, and its own, were blanked. */
  facts_blanked_at: Generated<number | null>;
  reminded_at: Generated<number | null>;
  escalated_at: Generated<number | null>;
  /** The request whose mail it puts back; null for all but an undo. */
  undoes: Generated<RequestId | null>;
  /** When it stopped being open (approval/decided); null while it is. */
  decided_at: Generated<number | null>;
  /** W3C trace context of what opened it. */
  traceparent: Generated<string | null>;
  /** JSON, hostile text: what `find` knew of the mail, for requests from its results; `{}` (and no salt) once blanked. */
  own_facts: Generated<string | null>;
  own_facts_salt: Generated<string | null>;
}

export interface RevisionTable {
  request_id: RequestId;
  number: number;
  created_at: number;
  action: RemediationAction;
  severity: Severity;
  remediate_senders_copy: number;
  dry_run: number;
  peak_severity: Severity;
  /** JSON: every severity that the request ever had. */
  severities: Generated<string | null>;
  email_count: number;
  message_count: number;
  recipient_count: number;
  content_hash: string;
}

export interface AnalyzedEmailTable {
  request_id: RequestId;
  email_key: string;
  /** The order in which the emails were named. */
  position: number;
  /** The revision that added it. */
  revision: number;
  network_message_id: string | null;
  /** `network_message_id` in lower case, which is how messages are compared. */
  message_key: string | null;
  recipient: string | null;
  graph_id: string | null;
  batch: number | null;
  /** The batch that it belonged to, until another request had told Graph about it. */
  left_out_of: Generated<number | null>;
  /** What the mailboxes showed at the last look after the remediation; null before the first. */
  proof: Generated<Proof | null>;
  /** Delivery location at that look, in Graph's own word. */
  location: Generated<string | null>;
}

export interface AlertTable {
  source: string;
  alert_id: string;
  request_id: RequestId;
  revision: number;
  received_at: number;
  severity: Severity;
  recommended_action: RemediationAction;
  remediate_senders_copy: number;
  campaign_id: string | null;
  /** The source's own id of the record that this alert is a version of. */
  record: Generated<string | null>;
  /** Hostile text in a column of its own: blanked after RETAIN_MAIL_FACTS, while the audit chain stays. */
  facts: string | null;
  /** What the chain's hashes of the facts were made with; blanked with them. Null for alerts of older versions. */
  facts_salt: Generated<string | null>;
  part: AlertPart;
  /** Kept here only while the alert is gathered. */
  emails: string | null;
  email_count: Generated<number | null>;
  /** Address of the mail's sender, its letters made small; blanked with the facts. */
  sender: Generated<string | null>;
  ordinal: number;
}

/** Messages of gathered alerts, so that the next alert about one of them joins the same request. */
export interface GatheredMessageTable {
  source: string;
  alert_id: string;
  message_key: string;
}

export interface DecisionTable {
  request_id: RequestId;
  number: number;
  verdict: Decision['verdict'];
  person: string;
  at: number;
  reason: string | null;
  revision: number;
  content_hash: string;
  policy_hash: string;
}

export interface BatchTable {
  request_id: RequestId;
  number: number;
  state: BatchState;
  email_count: number;
  attempts: number;
  due_at: number | null;
  client_request_id: string | null;
  called_at: number | null;
  ended_at: number | null;
  tracking_link: string | null;
  bulk_id: string | null;
  status: number | null;
  graph_request_id: string | null;
  problem: string | null;
  dry_run: number | null;
  /** JSON: what each look at the delivery locations showed, while it was unclear what a call did. */
  looks: Generated<string | null>;
  /** 1: an earlier call of this batch may have had its effect, so Graph's 409 means that it had. */
  told_before: Generated<number | null>;
  duplicates: Generated<number | null>;
  waits_for: Generated<NonNullable<Batch['waitsFor']> | null>;
  /** Accepted, and not counted among Graph's active remediations any more. */
  settled_at: Generated<number | null>;
}

export interface MessageOutTable {
  key: string;
  request_id: RequestId;
  state: OutboxRow['state'];
  address: string | null;
  /** When the row last changed. */
  at: Generated<number | null>;
  /** Key of the summary card in which this request is listed, instead of a card of its own. */
  summary: Generated<string | null>;
  /** How often its card was posted anew, because the former one was gone. */
  reposts: Generated<number>;
  /** The order in which the messages of one request were asked for, from 1. */
  place: Generated<number | null>;
}

/** What was sent of late to one conversation or in one tenant, so that all instances together keep Teams' limits. */
export interface AllowanceTable {
  key: string;
  /** JSON, see workflow/allowance. */
  state: string;
  /** By the database's clock: when it may be forgotten. */
  idle_at: number;
}

export interface AuditTable {
  seq: number;
  at: number;
  tenant_id: string;
  kind: AuditKind;
  request_id: RequestId | null;
  revision: number | null;
  actor: string;
  data: string;
  previous_hash: string | null;
  hash: string;
}

/** Signed statements of how far the audit chain went. */
export interface AuditCheckpointTable {
  /** Counts from 1 without gaps. */
  number: number;
  seq: number;
  hash: string;
  at: number;
  entries: number;
  key_id: string;
  signature: string;
}

export interface WorkTable {
  id: string;
  work_key: string;
  kind: Work['kind'];
  work: string;
  state: 'waiting' | 'leased' | 'givenUp';
  due_at: number;
  lease_until: number | null;
  /** How often it was taken. */
  attempts: number;
  error: string | null;
  ordinal: number;
}

export interface ChannelTable {
  channel_id: string;
  tenant_id: string;
  team_id: string;
  service_url: string;
  bound_by: string;
  bound_at: number;
  ordinal: number;
  /** Takes only alerts of this source, of at least this severity; null: of every one. */
  source: Generated<string | null>;
  min_severity: Generated<Severity | null>;
  /** The channel, or the app in its team, is not there any more. */
  gone_at: Generated<number | null>;
}

export interface InstallationTable {
  team_id: string;
  tenant_id: string;
  service_url: string;
}

/** One row, rewritten by every ping: only a write that was committed proves that the store can be written. */
export interface PulseTable {
  id: number;
  at: number;
}

/** What was counted on one day (in UTC, as a number since 1970); a row of its own says since when. */
export interface DailyCountTable {
  name: string;
  day: number;
  bucket: string;
  count: number;
}

/** One row: how far the clock was believed when somebody last looked (workflow/believed-time). */
export interface RetentionTable {
  id: number;
  believed_at: number;
}

/** What one instance at a time reads from elsewhere (workflow/poll-store). */
export interface PollTable {
  name: string;
  /** Of the other side's clock; null where nothing was read yet. */
  taken_until: number | null;
  holder: string;
  lease_until: number;
}

export interface Schema {
  request: RequestTable;
  revision: RevisionTable;
  analyzed_email: AnalyzedEmailTable;
  alert: AlertTable;
  gathered_message: GatheredMessageTable;
  decision: DecisionTable;
  batch: BatchTable;
  message_out: MessageOutTable;
  allowance: AllowanceTable;
  audit: AuditTable;
  audit_checkpoint: AuditCheckpointTable;
  work: WorkTable;
  channel: ChannelTable;
  installation: InstallationTable;
  pulse: PulseTable;
  retention: RetentionTable;
  mail_search: MailSearchTable;
  mail_search_request: MailSearchRequestTable;
  daily_count: DailyCountTable;
  poll: PollTable;
}

/** The database, or one transaction on it. */
export type Db = Kysely<Schema>;
