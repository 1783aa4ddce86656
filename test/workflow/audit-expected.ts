/** What the audit log must hold of a request's steps, as values that are written here and not made by what is tested. */
import { createHash } from 'node:crypto';
import type { AuditActor, AuditKind } from '../../src/approval/audit-chain.ts';
import type { Alert, Person } from '../../src/approval/request.ts';
import { aPolicy, inForce, messageA, testChannel } from '../support/builders.ts';
import { acceptedAnswer } from '../support/fakes.ts';
import { testTenantId } from '../support/people.ts';

export interface Expected {
  readonly kind: AuditKind;
  readonly requestId: string | null;
  readonly revision: number | null;
  readonly actor: AuditActor;
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds since the story began. */
  readonly after?: number;
}

export const minute = 60_000;
export const day = 24 * 60 * minute;

export const first = 'CS-000001';
export const second = 'CS-000002';
export const hannah = { networkMessageId: messageA, recipientEmailAddress: 'hannah@contoso.com' };
const preston = { networkMessageId: messageA, recipientEmailAddress: 'Preston@Contoso.com' };
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** In the order in which they are made: the salt of an alert's facts, or the id of a call. */
export const [salt, secondSalt, call, secondCall] = [uuid(1), uuid(2), uuid(2), uuid(3)];
export const { policy, hash: policyHash } = inForce(aPolicy());
export const strict = aPolicy({
  rules: [{ when: {}, require: [{ from: 'approvers', count: 2 }], reasonRequired: false }],
});
export const strictHash = inForce(strict).hash;

export const service: AuditActor = { kind: 'service', upn: null, objectId: null, name: 'countersign' };
const mailgate: AuditActor = { kind: 'source', upn: null, objectId: null, name: 'mailgate' };
export const user = ({ upn, objectId, name }: Person): AuditActor => ({ kind: 'user', upn, objectId, name });

/** Of values whose keys are written in the order of RFC 8785, so that a reader without our code gets the same. */
export const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

export const mailA = `${messageA}|hannah@contoso.com`;
export const mailB = `${messageA}|preston@contoso.com`;

export function contentHash(over: Record<string, unknown> = {}): string {
  const asUsual = {
    action: 'softDelete',
    dryRun: false,
    emails: [mailA, mailB],
    remediateSendersCopy: false,
    requestId: first,
    revision: 1,
    severity: 'medium',
  };
  return sha256({ ...asUsual, ...over });
}

export function anAlert(over: Partial<Alert> = {}): Alert {
  return {
    source: 'mailgate',
    alertId: 'a-1',
    severity: 'medium',
    emails: [hannah, preston],
    recommendedAction: 'softDelete',
    remediateSendersCopy: false,
    facts: { subject: 'Your mailbox is full', sender: { address: 'it@evil.example' } },
    ...over,
  };
}

const content = { action: 'softDelete', severity: 'medium', remediateSendersCopy: false };

export function created(over: Record<string, unknown> = {}, actor = mailgate): Expected {
  const data = {
    ...content,
    dryRun: false,
    emails: [hannah, preston],
    contentHash: contentHash(),
    campaignId: null,
    earlierRequestId: null,
    because: null,
    ...over,
  };
  return { kind: 'request.created', requestId: first, revision: 1, actor, data };
}

export function received(over: Record<string, unknown> = {}, revision = 1): Expected {
  const data = {
    alertId: 'a-1',
    severity: 'medium',
    recommendedAction: 'softDelete',
    remediateSendersCopy: false,
    campaignId: null,
    emails: [hannah, preston],
    ...hashes(salt),
    ...over,
  };
  return { kind: 'alert.received', requestId: first, revision, actor: mailgate, data };
}

export function hashes(salted: string) {
  return {
    subjectHash: sha256({ salt: salted, value: 'Your mailbox is full' }),
    senderHash: sha256({ salt: salted, value: { address: 'it@evil.example' } }),
  };
}

export function revised(actor: AuditActor, cause: string, over: Record<string, unknown>): Expected {
  const data = { ...content, dryRun: false, emailCount: 2, ...over, cause };
  return { kind: 'request.revised', requestId: first, revision: 2, actor, data };
}

export function decided(by: Person, over: Record<string, unknown> = {}, revision = 1): Expected {
  const data = {
    verdict: 'approve',
    approverUpn: by.upn,
    objectId: by.objectId,
    tenantId: testTenantId,
    reason: null,
    policyHash,
    contentHash: contentHash(),
    quorumMet: true,
    ...over,
  };
  return { kind: 'decision.recorded', requestId: first, revision, actor: user(by), data };
}

export const body = {
  displayName: 'Countersign CS-000001',
  description: 'Request CS-000001 approved by ana@contoso.com.',
  severity: 'medium',
  action: 'softDelete',
  approverUpn: 'ana@contoso.com',
  remediateSendersCopy: false,
  analyzedEmails: [hannah, preston],
};

/** What the service itself enters about the first batch of the request. */
export function batch(kind: AuditKind, data: Record<string, unknown>, after = 0, revision = 1): Expected {
  return { kind, requestId: first, revision, actor: service, data: { batch: 1, ...data }, after };
}
export const sent = (clientRequestId = call, over: object = body, after = 0, revision = 1) =>
  batch('remediation.sent', { clientRequestId, body: over }, after, revision);

export const nothingTold = { status: null, requestId: null, location: null };
export const { location } = acceptedAnswer;
export const taken = {
  outcome: 'accepted',
  state: 'accepted',
  status: 202,
  requestId: null,
  clientRequestId: call,
  location,
};
export const forbidden = {
  kind: 'refused',
  code: 'permission',
  status: 403,
  graphRequestId: 'g-1',
  message: 'No.',
} as const;
export const lost = { kind: 'unclear', status: 504, graphRequestId: 'g-2', message: 'Timed out.' } as const;
export const refused = {
  outcome: 'refused',
  state: 'refused',
  status: 403,
  requestId: 'g-1',
  location: null,
  message: 'No.',
};
export const unclear = { outcome: 'unclear', state: 'unknown', status: 504, requestId: 'g-2', location: null };
export const looked = { ...nothingTold, reconciled: false, moved: 0, unmoved: 0, silent: 0, unread: 0 };

export function card(kind: 'card.posted' | 'card.reposted', message: number, over: Partial<Expected> = {}): Expected {
  const { teamId, channelId } = testChannel;
  const data = { teamId, channelId, activityId: String(1_700_000_000_000 + message) };
  return { kind, requestId: first, revision: 1, actor: service, data, ...over };
}

export function inSummary(requestId: string): Expected {
  const { data, ...posted } = card('card.posted', 1);
  return { ...posted, requestId, data: { ...data, summary: true } };
}

export function byUser(
  kind: AuditKind,
  by: Person,
  data: Record<string, unknown>,
  over: Partial<Expected> = {},
): Expected {
  return { kind, requestId: first, revision: 1, actor: user(by), data, ...over };
}

export function bound(takes: Record<string, unknown>): Record<string, unknown> {
  const { teamId, channelId } = testChannel;
  return { teamId, channelId, ...takes };
}
