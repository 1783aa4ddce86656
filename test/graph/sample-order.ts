import assert from 'node:assert/strict';
import type { RemediationBody, RemediationOrder } from '../../src/approval/remediation.ts';
import type { Mailboxes } from '../../src/workflow/ports.ts';

const messageId = '73ca4154-58d8-43d0-a890-08dc18c52e6d';
export const hannah = { networkMessageId: messageId, recipientEmailAddress: 'hannah.jarvis@contoso.com' };
export const preston = { networkMessageId: messageId, recipientEmailAddress: 'preston.morales@contoso.com' };

export function sampleOrder(changes: Partial<RemediationOrder> = {}): RemediationOrder {
  return {
    displayName: 'Countersign CS-7F3K2Q',
    description: 'Request CS-7F3K2Q approved by ana@contoso.com.',
    severity: 'medium',
    action: 'softDelete',
    approverUpn: 'ana@contoso.com',
    remediateSendersCopy: false,
    emails: [hannah, preston],
    ...changes,
  };
}

export function bodyFor(mailboxes: Mailboxes, changes: Partial<RemediationOrder> = {}): RemediationBody {
  const body = mailboxes.bodyFor(sampleOrder(changes));
  assert.ok(body);
  return body;
}

/** A call may begin within a minute from now. */
export function soon(): number {
  return Date.now() + 60_000;
}
