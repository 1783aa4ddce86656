/** Gathers what people are shown of a request. */
import { approvalsOf } from '../approval/lifecycle.ts';
import { approversNeeded, reasonRequired } from '../approval/policy.ts';
import type { Batch } from '../approval/remediation.ts';
import { type AnalyzedEmail, type ApprovalRequest, type Decision, isResolved } from '../approval/request.ts';
import { policySubject } from './policy-subject.ts';
import type { StoreReader } from './ports.ts';
import type { BatchView, DecisionView, Notice, RequestView } from './request-view.ts';
import type { StepSettings } from './settings.ts';

/** So many recipients are handed to the card; the rest is a count. */
const recipientsShown = 20;

export async function viewRequest(
  reader: Pick<StoreReader, 'emails' | 'mailFacts' | 'batches'>,
  request: ApprovalRequest,
  settings: Pick<StepSettings, 'policy' | 'dryRun'>,
  notice?: Notice,
): Promise<RequestView> {
  const emails = await reader.emails(request.id);
  const alerts = await reader.mailFacts(request.id);
  const batches = await reader.batches(request.id);
  const { revision } = request;
  const subject = policySubject(revision, emails);
  const [firstAlert] = alerts;
  return {
    requestId: request.id,
    revision: revision.number,
    state: request.state,
    severity: revision.severity,
    action: revision.action,
    remediateSendersCopy: revision.remediateSendersCopy,
    emailCount: revision.emailCount,
    messageCount: revision.messageCount,
    recipientCount: revision.recipientCount,
    recipients: firstRecipients(emails),
    ...(firstAlert === undefined ? {} : { facts: firstAlert.facts }),
    sources: [...new Set(alerts.map((alert) => alert.source))],
    alertCount: alerts.length,
    ...requester(request),
    ...(request.earlierRequestId === undefined ? {} : { earlierRequestId: request.earlierRequestId }),
    createdAt: request.createdAt,
    expiresAt: request.expiresAt,
    quorum: {
      needed: approversNeeded(settings.policy, subject),
      approvers: settings.policy.approvers.users,
      reasonRequired: reasonRequired(settings.policy, subject),
    },
    decisions: decisionsOn(request).map(decisionView),
    ...(request.state === 'withdrawn' ? { withdrawnBy: request.withdrawnBy.upn } : {}),
    batches: batches.map(batchView),
    dryRun: batches.length > 0 ? batches.some((batch) => batch.dryRun === true) || settings.dryRun : settings.dryRun,
    ...(notice === undefined ? {} : { notice }),
  };
}

function firstRecipients(emails: readonly AnalyzedEmail[]): string[] {
  const shown = new Map<string, string>();
  for (const email of emails) {
    const name = isResolved(email) ? email.recipientEmailAddress : email.id;
    if (!shown.has(name.toLowerCase())) shown.set(name.toLowerCase(), name);
    if (shown.size === recipientsShown) break;
  }
  return [...shown.values()];
}

function requester({ origin }: ApprovalRequest): Pick<RequestView, 'requestedBy'> {
  if (origin.kind !== 'command') return {};
  const because = origin.because === undefined ? {} : { because: origin.because };
  return { requestedBy: { upn: origin.by.upn, ...because } };
}

function decisionsOn(request: ApprovalRequest): readonly Decision[] {
  return request.state === 'rejected' ? [request.rejection] : approvalsOf(request);
}

function decisionView(decision: Decision): DecisionView {
  const { verdict, by, at, reason, revision } = decision;
  return { verdict, upn: by.upn, name: by.name, at, revision, ...(reason === undefined ? {} : { reason }) };
}

function batchView(batch: Batch): BatchView {
  const { number, state, emailCount, trackingLink, bulkId, problem, dueAt } = batch;
  return {
    number,
    state,
    emailCount,
    ...(trackingLink === undefined ? {} : { trackingLink }),
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(problem === undefined ? {} : { problem }),
    ...(state === 'pending' && dueAt !== undefined ? { waitsUntil: dueAt } : {}),
  };
}
