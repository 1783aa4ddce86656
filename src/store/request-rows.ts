import type { Selectable } from 'kysely';
import { decidedAt } from '../approval/decided.ts';
import type { ApprovalRequest, RequestId, Revision } from '../approval/request.ts';
import { fromJson } from './json-column.ts';
import type { RequestTable, RevisionTable } from './schema.ts';

export type RequestRow = Selectable<RequestTable>;
export type RevisionRow = Selectable<RevisionTable>;

/** What only this state carries; the counterpart of `requestOf`. */
function stateData(request: ApprovalRequest): Record<string, unknown> {
  switch (request.state) {
    case 'pending':
      return { voided: request.voided };
    case 'partiallyApproved':
      return { approvals: request.approvals, voided: request.voided };
    case 'rejected':
      return { rejection: request.rejection, approvals: request.approvals };
    case 'expired':
      return { expiredAt: request.expiredAt, askedAgain: request.askedAgain, approvals: request.approvals };
    case 'withdrawn':
      return { withdrawnBy: request.withdrawnBy, withdrawnAt: request.withdrawnAt, approvals: request.approvals };
    default:
      return { approvals: request.approvals, failedAt: request.failedAt };
  }
}

/** What the request itself says; the rest is noted beside it. */
type OwnColumns = Omit<RequestRow, 'ordinal' | 'ended_at' | BesideIt>;
/** Written by what keeps and blanks mail facts, never with the request. */
export type BesideIt = 'facts_blanked_at' | 'own_facts' | 'own_facts_salt';

export function requestRow(request: ApprovalRequest): OwnColumns {
  return {
    id: request.id,
    tenant_id: request.tenantId,
    state: request.state,
    state_data: JSON.stringify(stateData(request)),
    origin: JSON.stringify(request.origin),
    revision: request.revision.number,
    campaign_id: request.campaignId ?? null,
    earlier_request_id: request.earlierRequestId ?? null,
    undoes: request.undoes ?? null,
    channel_id: request.channelId ?? null,
    created_at: request.createdAt,
    expires_at: request.expiresAt,
    reminded_at: request.remindedAt ?? null,
    escalated_at: request.escalatedAt ?? null,
    decided_at: decidedAt(request) ?? null,
    traceparent: request.traceparent ?? null,
  };
}

export function requestOf(row: RequestRow, revision: RevisionRow): ApprovalRequest {
  const base = {
    id: row.id,
    tenantId: row.tenant_id,
    state: row.state,
    origin: fromJson(row.origin),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revision: revisionOf(revision),
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
    ...(row.earlier_request_id === null ? {} : { earlierRequestId: row.earlier_request_id }),
    ...(row.channel_id === null ? {} : { channelId: row.channel_id }),
    ...(row.reminded_at === null ? {} : { remindedAt: row.reminded_at }),
    ...(row.escalated_at === null ? {} : { escalatedAt: row.escalated_at }),
    ...(row.undoes === null ? {} : { undoes: row.undoes }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
  };
  return { ...base, ...fromJson<object>(row.state_data) } as ApprovalRequest;
}

export function revisionRow(id: RequestId, revision: Revision): RevisionRow {
  return {
    request_id: id,
    number: revision.number,
    created_at: revision.createdAt,
    action: revision.action,
    severity: revision.severity,
    remediate_senders_copy: revision.remediateSendersCopy ? 1 : 0,
    dry_run: revision.dryRun ? 1 : 0,
    peak_severity: revision.peakSeverity,
    severities: JSON.stringify(revision.severities),
    email_count: revision.emailCount,
    message_count: revision.messageCount,
    recipient_count: revision.recipientCount,
    content_hash: revision.contentHash,
  };
}

function revisionOf(row: RevisionRow): Revision {
  return {
    number: row.number,
    createdAt: row.created_at,
    action: row.action,
    severity: row.severity,
    remediateSendersCopy: row.remediate_senders_copy === 1,
    dryRun: row.dry_run === 1,
    peakSeverity: row.peak_severity,
    severities: row.severities === null ? [row.severity, row.peak_severity] : fromJson(row.severities),
    emailCount: row.email_count,
    messageCount: row.message_count,
    recipientCount: row.recipient_count,
    contentHash: row.content_hash,
  };
}
