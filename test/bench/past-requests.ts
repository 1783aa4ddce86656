/**
 * Requests that ended long ago, with everything that belongs to each, as the rows that the store would hold of them.
 * The same number always makes the same rows, but for the day on which the last of them ended.
 */
import type { Insertable } from 'kysely';
import { type AuditActor, type AuditDraft, type AuditEntry, link } from '../../src/approval/audit-chain.ts';
import type { Decision, Revision } from '../../src/approval/request.ts';
import { emailKey } from '../../src/approval/request.ts';
import { makeRevision } from '../../src/approval/revision.ts';
import { digest } from '../../src/digest.ts';
import type { Schema } from '../../src/store/schema.ts';
import { type PastFacts, pastFacts } from './past-facts.ts';
import { analysts, type PastEnd, type PastStory, tellStory } from './past-stories.ts';

/** Every row has all columns of its table, so that one prepared statement takes them all. */
export type PastRows = { readonly [Table in PastTable]: readonly Insertable<Schema[Table]>[] };
export const pastTables = [
  'request',
  'revision',
  'analyzed_email',
  'alert',
  'decision',
  'batch',
  'message_out',
  'audit',
] as const;
export type PastTable = (typeof pastTables)[number];

const tenantId = '8a6b4c1e-0d9f-4e1a-9d53-2f1f6c1b7a10';
const channelId = '19:past@thread.tacv2';
const policyHash = digest('the policy of those days');
const serviceActor: AuditActor = { kind: 'service', upn: null, objectId: null, name: 'countersign' };

/** Oldest first. `endedBy`: epoch milliseconds by which all of them had ended. */
export function* makePastRequests(count: number, endedBy: number): Generator<PastRows> {
  const facts = pastFacts();
  let last: AuditEntry | undefined;
  for (let index = 0; index < count; index += 1) {
    const story = tellStory(index, count, endedBy);
    const audit: Insertable<Schema['audit']>[] = [];
    for (const draft of draftsOf(story, facts)) {
      last = link(draft, last, digest);
      audit.push(auditRow(last, draft.at));
    }
    yield { ...rowsOf(story, facts), audit };
  }
}

function rowsOf(story: PastStory, facts: PastFacts): Omit<PastRows, 'audit'> {
  const { id, index, end, emails, createdAt, endedAt } = story;
  const revision = revisionOf(story);
  const decision = decisionOf(story, revision);
  const batched = end.state === 'failed' || end.sent;
  return {
    request: [
      {
        id,
        tenant_id: tenantId,
        state: end.state,
        state_data: JSON.stringify(stateData(end, decision, endedAt)),
        origin: JSON.stringify({ kind: 'alert', source: story.source }),
        revision: 1,
        campaign_id: story.campaignId,
        earlier_request_id: story.earlierId,
        channel_id: channelId,
        created_at: createdAt,
        expires_at: createdAt + 86_400_000,
        ordinal: index + 1,
      },
    ],
    revision: [
      {
        request_id: id,
        number: 1,
        created_at: createdAt,
        action: revision.action,
        severity: revision.severity,
        remediate_senders_copy: 0,
        dry_run: 0,
        peak_severity: revision.peakSeverity,
        severities: JSON.stringify(revision.severities),
        email_count: revision.emailCount,
        message_count: revision.messageCount,
        recipient_count: revision.recipientCount,
        content_hash: revision.contentHash,
      },
    ],
    analyzed_email: emails.map((email, position) => ({
      request_id: id,
      email_key: emailKey(email),
      position,
      revision: 1,
      network_message_id: email.networkMessageId,
      message_key: email.networkMessageId,
      recipient: email.recipientEmailAddress,
      graph_id: null,
      batch: batched ? 1 : null,
    })),
    alert: story.alertIds.map((alertId, nth) => ({
      source: story.source,
      alert_id: alertId,
      request_id: id,
      revision: 1,
      received_at: createdAt + nth,
      severity: revision.severity,
      recommended_action: revision.action,
      remediate_senders_copy: 0,
      campaign_id: story.campaignId,
      facts: facts.json(index),
      part: 'contributes',
      emails: null,
      ordinal: story.firstAlert + nth + 1,
    })),
    decision: decision
      ? [
          {
            request_id: id,
            number: 1,
            verdict: decision.verdict,
            person: JSON.stringify(decision.by),
            at: decision.at,
            reason: decision.reason ?? null,
            revision: 1,
            content_hash: decision.contentHash,
            policy_hash: decision.policyHash,
          },
        ]
      : [],
    batch: batched ? [batchRow(story)] : [],
    message_out: messagesOf(story),
  };
}

function revisionOf({ id, createdAt, severity, emails }: PastStory): Revision {
  const content = { action: 'softDelete', severity, remediateSendersCopy: false } as const;
  return makeRevision({ requestId: id, number: 1, createdAt, content, dryRun: false, emails }, digest);
}

function decisionOf({ index, end, decidedAt }: PastStory, { contentHash }: Revision): Decision | undefined {
  if (end.verdict === undefined) return undefined;
  const by = analysts[index % analysts.length];
  if (!by) return undefined;
  const reason = end.verdict === 'reject' ? { reason: 'Newsletter that people signed up for.' } : {};
  return { verdict: end.verdict, by, at: decidedAt, ...reason, revision: 1, contentHash, policyHash };
}

function stateData({ state }: PastEnd, decision: Decision | undefined, endedAt: number): object {
  switch (state) {
    case 'rejected':
      return { rejection: decision };
    case 'expired':
      return { expiredAt: endedAt };
    case 'withdrawn':
      return { withdrawnBy: analysts[0], withdrawnAt: endedAt };
    default:
      return { approvals: [decision] };
  }
}

function trackingLink({ index }: PastStory): string {
  const filters = encodeURIComponent(JSON.stringify({ bulkId: [`bulk-${index}`] }));
  return `https://security.microsoft.com/action-center/history?filters=${filters}&tid=${tenantId}`;
}

function batchRow(story: PastStory): Insertable<Schema['batch']> {
  const { id, end, emails, decidedAt, endedAt, clientRequestId } = story;
  const refused = { code: 'permission', message: 'Insufficient privileges to complete the operation.' };
  return {
    request_id: id,
    number: 1,
    state: end.sent ? 'accepted' : 'refused',
    email_count: emails.length,
    attempts: 1,
    due_at: null,
    client_request_id: clientRequestId,
    called_at: decidedAt + 20,
    ended_at: decidedAt + 400,
    tracking_link: end.sent ? trackingLink(story) : null,
    bulk_id: end.sent ? `bulk-${story.index}` : null,
    status: end.sent ? 202 : 403,
    graph_request_id: clientRequestId,
    problem: end.sent ? null : JSON.stringify(refused),
    dry_run: null,
    looks: null,
    told_before: null,
    waits_for: null,
    settled_at: end.sent ? endedAt : null,
  };
}

function addressOf(activityId: string, rootId: string): string {
  const serviceUrl = 'https://smba.trafficmanager.net/emea/';
  const conversationId = `${channelId};messageid=${rootId}`;
  return JSON.stringify({
    tenantId,
    teamId: '19:team@thread.tacv2',
    channelId,
    serviceUrl,
    conversationId,
    activityId,
  });
}

function messagesOf({ id, end, createdAt, endedAt }: PastStory): Insertable<Schema['message_out']>[] {
  const root = String(createdAt + 300);
  const keys = [`card:${id}`, ...(end.reply === undefined ? [] : [`reply:${id}:${end.reply}:1`])];
  return keys.map((key, nth) => ({
    key,
    request_id: id,
    state: 'sent',
    address: addressOf(nth === 0 ? root : String(endedAt + 100), root),
    at: nth === 0 ? createdAt + 300 : endedAt + 100,
    summary: null,
    reposts: 0,
    place: nth + 1,
  }));
}

/** What was audited, in its order. */
function draftsOf(story: PastStory, facts: PastFacts): AuditDraft[] {
  const { id, index, end, emails, createdAt, decidedAt, endedAt, clientRequestId } = story;
  const { action, severity, contentHash } = revisionOf(story);
  const by = analysts[index % analysts.length];
  const user: AuditActor = {
    kind: 'user',
    upn: by?.upn ?? null,
    objectId: by?.objectId ?? null,
    name: by?.name ?? null,
  };
  const source: AuditActor = { kind: 'source', upn: null, objectId: null, name: story.source };
  const entry = (kind: AuditDraft['kind'], at: number, actor: AuditActor, data: AuditDraft['data']): AuditDraft => {
    return { at, tenantId, kind, requestId: id, revision: 1, actor, data };
  };
  const content = { action, severity, remediateSendersCopy: false };
  const drafts = [
    entry('request.created', createdAt, source, { ...content, dryRun: false, emails, contentHash }),
    ...story.alertIds.map((alertId) =>
      entry('alert.received', createdAt, source, { alertId, ...content, emails, ...facts.hashes(index) }),
    ),
    entry('card.posted', createdAt + 300, serviceActor, { channelId, activityId: String(createdAt + 300) }),
  ];
  if (end.state === 'expired') drafts.push(entry('request.expired', endedAt, serviceActor, {}));
  if (end.state === 'withdrawn') drafts.push(entry('request.withdrawn', endedAt, user, {}));
  if (end.verdict === undefined) return drafts;
  const verdict = { verdict: end.verdict, approverUpn: user.upn, objectId: user.objectId, tenantId, policyHash };
  drafts.push(entry('decision.recorded', decidedAt, user, { ...verdict, contentHash }));
  if (end.verdict === 'reject') return drafts;
  const body = { displayName: `Countersign ${id}`, action, severity, approverUpn: user.upn, analyzedEmails: emails };
  drafts.push(entry('remediation.sent', decidedAt + 20, serviceActor, { batch: 1, clientRequestId, body }));
  const outcome = end.sent ? 'remediation.accepted' : 'remediation.refused';
  const location = end.sent ? trackingLink(story) : null;
  drafts.push(entry(outcome, decidedAt + 400, serviceActor, { batch: 1, clientRequestId, location }));
  if (end.verified) drafts.push(entry('remediation.verified', endedAt, serviceActor, { total: emails.length }));
  return drafts;
}

function auditRow(entry: AuditEntry, at: number): Insertable<Schema['audit']> {
  return {
    seq: entry.seq,
    at,
    tenant_id: entry.tenantId,
    kind: entry.kind,
    request_id: entry.requestId,
    revision: entry.revision,
    actor: JSON.stringify(entry.actor),
    data: JSON.stringify(entry.data),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}
