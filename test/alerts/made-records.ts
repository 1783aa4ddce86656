/** Records with nothing in them but what a spec is about. */
import assert from 'node:assert/strict';
import type { Alert } from '../../src/approval/request.ts';
import { readers } from './records.ts';

export const messageId = '6f1c2b7a-3d4e-4c5f-9a10-000000000001';
export const otherId = '6f1c2b7a-3d4e-4c5f-9a10-000000000002';
export const type = (name: string) => ({ '@odata.type': `#microsoft.graph.security.${name}Evidence` });

export function message(over: object = {}) {
  return { ...type('analyzedMessage'), networkMessageId: messageId, recipientEmailAddress: 'ana@contoso.com', ...over };
}

export function mailbox(primaryAddress: string | null, userPrincipalName?: string) {
  return { ...type('mailbox'), primaryAddress, userAccount: { userPrincipalName } };
}

export function graphAlert(evidence: unknown, over: object = {}) {
  return { id: 'fa1', title: 'Phish', severity: 'high', evidence, ...over };
}

export function alertsOf(body: unknown, route: keyof typeof readers = 'defender'): readonly Alert[] {
  const read = readers[route](body, 'src-1');
  assert.equal(read.kind, 'alerts', JSON.stringify(read));
  return read.alerts;
}

export function alertOf(body: unknown, route: keyof typeof readers = 'defender'): Alert {
  const [alert, ...others] = alertsOf(body, route);
  assert.equal(others.length, 0);
  assert.ok(alert);
  return alert;
}

export function errorsOf(body: unknown, route: keyof typeof readers = 'defender') {
  const read = readers[route](body, 'src-1');
  assert.equal(read.kind, 'invalid');
  return read.errors;
}
export const mailboxesOf = ({ emails }: Alert) =>
  emails.map((email) => ('recipientEmailAddress' in email ? email.recipientEmailAddress : ''));
