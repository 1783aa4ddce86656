import type { Policy } from '../../src/approval/policy.ts';
import type { Alert } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import type { PolicyInForce } from '../../src/workflow/ports.ts';
import type { QuorumView } from '../../src/workflow/request-view.ts';
import type { StepSettings } from '../../src/workflow/step-settings.ts';
import { ana, ben, gus, testTenantId } from './people.ts';

export const messageA = '73ca4154-58d8-43d0-a890-08dc18c52e6d';
export const messageB = '0a1b2c3d-58d8-43d0-a890-08dc18c52e6d';

let alerts = 0;

export function anAlert(over: Partial<Alert> = {}): Alert {
  alerts += 1;
  return {
    source: 'mailgate',
    alertId: `alert-${alerts}`,
    severity: 'medium',
    emails: [
      { networkMessageId: messageA, recipientEmailAddress: 'hannah@contoso.com' },
      { networkMessageId: messageA, recipientEmailAddress: 'preston@contoso.com' },
    ],
    recommendedAction: 'softDelete',
    remediateSendersCopy: false,
    facts: { subject: 'Your mailbox is full', sender: { address: 'it@evil.example' } },
    ...over,
  };
}

export function aPolicy(over: Partial<Policy> = {}): Policy {
  return {
    approvers: { users: [ana.upn, ben.objectId, gus.upn], groups: [] },
    guests: false,
    requesterMayApprove: false,
    expiresAfterMs: 24 * 60 * 60_000,
    rules: [],
    ...over,
  };
}

export function inForce(policy: Policy): PolicyInForce {
  return { policy, document: policy, hash: digest(policy) };
}

/** What a card says of who may approve: these people, of whom so many must, and nobody has. */
export function aQuorum(users: readonly string[], over: Partial<QuorumView> = {}): QuorumView {
  const approvers = { isApprovers: true, users, groups: [] };
  const needed = over.needed ?? 1;
  return {
    needed,
    given: 0,
    missing: [{ count: needed, from: approvers }],
    approvers,
    reasonRequired: false,
    isAssumed: false,
    ...over,
  };
}

export const testChannel = {
  tenantId: testTenantId,
  teamId: '19:team@thread.tacv2',
  channelId: '19:alerts@thread.tacv2',
  serviceUrl: 'http://127.0.0.1:1/',
};

export function stepSettings(over: Partial<StepSettings> = {}, { fixedChannel = true } = {}): StepSettings {
  return {
    dryRun: false,
    batchSize: 1000,
    reviseEveryMs: 0,
    foldAbove: 20,
    reconcileAfterMs: 120_000,
    verifyScheduleMs: [60_000, 300_000, 900_000, 3_600_000, 21_600_000],
    graphTimeoutMs: 30_000,
    retainMailFactsMs: 90 * 86_400_000,
    tenantId: testTenantId,
    ...(fixedChannel ? { alertChannel: { teamId: testChannel.teamId, channelId: testChannel.channelId } } : {}),
    serviceUrl: testChannel.serviceUrl,
    ...over,
  };
}
