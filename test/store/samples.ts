/** Requests and their parts as the steps would hand them to the store; every value can be overridden. */
import type { AuditDraft } from '../../src/approval/audit-chain.ts';
import type {
  Alert,
  Decision,
  EmailByMessage,
  PendingRequest,
  Person,
  RemediatingRequest,
  RequestId,
  Revision,
} from '../../src/approval/request.ts';
import type { KeptSearch } from '../../src/workflow/found-mail.ts';
import type { CardAddress } from '../../src/workflow/store-port.ts';

export const ana: Person = {
  objectId: '11111111-1111-4111-8111-111111111111',
  upn: 'ana@contoso.example',
  name: 'Ana Analyst',
  tenantId: 'contoso',
  isGuest: false,
};
export const ben: Person = { ...ana, objectId: '22222222-2222-4222-8222-222222222222', upn: 'ben@contoso.example' };

export const card: CardAddress = {
  tenantId: 'contoso',
  teamId: 'team',
  channelId: '19:alerts@thread.tacv2',
  serviceUrl: 'https://smba.example/emea/',
  conversationId: '19:alerts@thread.tacv2;messageid=1700000000001',
  activityId: '1700000000001',
};

export function requestIdOf(number: number): RequestId {
  return `CS-${String(number).padStart(6, '0')}`;
}

export function revisionOf(changes: Partial<Revision> = {}): Revision {
  return {
    number: 1,
    createdAt: 1_000,
    action: 'softDelete',
    severity: 'medium',
    remediateSendersCopy: false,
    dryRun: false,
    peakSeverity: 'medium',
    severities: ['medium'],
    emailCount: 2,
    messageCount: 1,
    recipientCount: 2,
    contentHash: 'c0ffee',
    ...changes,
  };
}

export function pendingRequest(id: RequestId, changes: Partial<PendingRequest> = {}): PendingRequest {
  return {
    id,
    tenantId: 'contoso',
    state: 'pending',
    origin: { kind: 'alert', source: 'sublime' },
    createdAt: 1_000,
    expiresAt: 86_401_000,
    revision: revisionOf(),
    ...changes,
  };
}

export function decisionBy(by: Person, changes: Partial<Decision> = {}): Decision {
  return { verdict: 'approve', by, at: 2_000, revision: 1, contentHash: 'c0ffee', policyHash: 'f00d', ...changes };
}

export function approvedRequest(id: RequestId, changes: Partial<RemediatingRequest> = {}): RemediatingRequest {
  return { ...pendingRequest(id), state: 'approved', approvals: [decisionBy(ana)], ...changes };
}

export function emailTo(recipient: string, networkMessageId = 'AAAA0000-0000-4000-8000-00000000000A'): EmailByMessage {
  return { networkMessageId, recipientEmailAddress: `${recipient}@contoso.example` };
}

export function alertOf(changes: Partial<Alert> = {}): Alert {
  return {
    source: 'sublime',
    alertId: 'alert-1',
    severity: 'high',
    emails: [emailTo('Mia'), emailTo('Noa')],
    recommendedAction: 'hardDelete',
    remediateSendersCopy: true,
    facts: { subject: 'Payroll \u202e[update](https://evil.example)', urls: ['https://evil.example/a?b=c'] },
    ...changes,
  };
}

export function draftOf(changes: Partial<AuditDraft> = {}): AuditDraft {
  return {
    at: 1_700_000_000_123,
    tenantId: 'contoso',
    kind: 'request.created',
    requestId: 'CS-000001',
    revision: 1,
    actor: { kind: 'source', upn: null, objectId: null, name: 'sublime' },
    data: { emails: ['mia@contoso.example'], severity: 'high' },
    ...changes,
  };
}

export function searchOf(changes: Partial<KeptSearch> = {}): KeptSearch {
  return {
    id: 'search-1',
    tenantId: 'contoso',
    by: ana.objectId,
    at: 1_000,
    salt: 'salt',
    criteria: { subject: 'invoice', lastMinutes: 60 },
    messages: [
      {
        networkMessageId: 'aaaa0000-0000-4000-8000-000000000001',
        receivedAt: 500,
        sender: 'mallory@evil.example',
        subject: 'Overdue invoice',
        recipients: ['mia@contoso.example', 'noa@contoso.example'],
        recipientCount: 2,
        places: ['Inbox/Folder'],
      },
    ],
    more: false,
    ...changes,
  };
}
