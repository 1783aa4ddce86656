import fc from 'fast-check';
import { batchStates, refusalCodes } from '../../src/approval/remediation.ts';
import {
  type MailFacts,
  remediationActions,
  requestStates,
  revisionCauses,
  severities,
} from '../../src/approval/request.ts';
import type { BatchView, DecisionView, RequestView } from '../../src/workflow/request-view.ts';
import { hostileText } from './hostile.ts';

const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const count = fc.integer({ min: 0, max: 10_000 });
const link = fc.oneof(
  hostileText(300),
  fc.webUrl(),
  fc.constantFrom('https://x.example/{{DATE(2026-01-02T03:04:05Z)}}'),
);

/** No key at all where a fact is absent, as JSON from the door has it. */
function facts(): fc.Arbitrary<MailFacts> {
  return fc
    .record(
      {
        title: hostileText(256),
        description: hostileText(4_000),
        subject: hostileText(998),
        sender: fc.record({ address: hostileText(320), displayName: hostileText(256) }),
        receivedAt: fc.oneof(
          time.map((at) => new Date(at).toISOString()),
          hostileText(60),
        ),
        threatTypes: fc.array(hostileText(100), { maxLength: 20 }),
        urls: fc.array(hostileText(2_048), { maxLength: 20 }),
        attachments: fc.array(fc.record({ fileName: hostileText(256) }), { maxLength: 20 }),
        deliveryLocation: hostileText(100),
        internetMessageId: hostileText(998),
        link,
      },
      { requiredKeys: [] },
    )
    .map((drawn) => drawn as MailFacts);
}

function decision(): fc.Arbitrary<DecisionView> {
  return fc.record(
    {
      verdict: fc.constantFrom('approve', 'reject'),
      upn: hostileText(320),
      name: hostileText(256),
      at: time,
      reason: hostileText(1_000),
      revision: count,
      fillsNoSeat: fc.constant(true),
    },
    { requiredKeys: ['verdict', 'upn', 'name', 'at', 'revision'] },
  );
}

function batch(): fc.Arbitrary<BatchView> {
  return fc.record({
    number: count,
    state: fc.constantFrom(...batchStates),
    emailCount: count,
    trackingLink: link,
    problem: fc.record({ code: fc.constantFrom(...refusalCodes), message: hostileText(2_000) }),
    waitsUntil: time,
    waitsBecause: fc.constantFrom('busy', 'duplicate', 'slot', 'mail', 'liveMode'),
  });
}

/** Any view, with hostile text wherever text comes from outside. */
export function arbitraryView(): fc.Arbitrary<RequestView> {
  return fc
    .record(
      {
        requestId: fc.constant('CS-7F3K2Q' as const),
        revision: fc.integer({ min: 1, max: 100_000 }),
        state: fc.constantFrom(...requestStates),
        severity: fc.constantFrom(...severities),
        action: fc.constantFrom(...remediationActions),
        remediateSendersCopy: fc.boolean(),
        emailCount: count,
        messageCount: count,
        recipientCount: count,
        noMail: fc.option(noMail(), { nil: undefined }),
        recipients: fc.array(hostileText(320), { maxLength: 12 }),
        messageIds: fc.array(hostileText(40), { maxLength: 20 }),
        facts: facts(),
        sources: fc.array(hostileText(64), { maxLength: 12 }),
        alertCount: count,
        factsFrom: fc.constant('CS-000003' as const),
        requestedBy: fc.record(
          { upn: hostileText(320), because: hostileText(1_000), found: fc.boolean() },
          { requiredKeys: ['upn'] },
        ),
        senders: fc.record({ first: fc.array(hostileText(320), { maxLength: 10 }), count }),
        earlierRequestId: fc.constant('CS-000001' as const),
        undo: fc.oneof(
          fc.record({ kind: fc.constant('offered'), emailCount: count }),
          fc.record({ kind: fc.constantFrom('asked', 'done'), requestId: fc.constant('CS-000002') }),
        ),
        createdAt: time,
        expiresAt: time,
        quorum: fc.record({
          needed: fc.integer({ min: 1, max: 20 }),
          given: fc.integer({ min: 0, max: 20 }),
          missing: fc.array(fc.record({ count: fc.integer({ min: 1, max: 9 }), from: people() }), { maxLength: 6 }),
          approvers: people(),
          reasonRequired: fc.boolean(),
          isAssumed: fc.boolean(),
        }),
        decisions: fc.array(decision(), { maxLength: 12 }),
        voided: fc.record(
          {
            at: time,
            cause: fc.constantFrom(...revisionCauses),
            by: hostileText(320),
            approvers: fc.array(hostileText(320), { maxLength: 12 }),
          },
          { requiredKeys: ['at', 'cause', 'approvers'] },
        ),
        waiting: fc.record(
          {
            timeLeft: fc.oneof(
              fc.record({ unit: fc.constantFrom('days', 'hours', 'minutes'), value: count }),
              fc.constant({ unit: 'moment' }),
            ),
            awaited: awaited(),
            escalated: fc.record({ at: time, to: awaited() }),
          },
          { requiredKeys: ['timeLeft', 'awaited'] },
        ),
        askedAgain: fc.record({ requestId: fc.constant('CS-000003'), by: hostileText(320) }),
        withdrawnBy: hostileText(320),
        batches: fc.array(batch(), { maxLength: 12 }),
        dryRun: fc.boolean(),
        notice: fc.constantFrom(
          'staleRevision',
          'alreadyDecided',
          'alreadyApprovedByYou',
          'ownCard',
          'foundBelow',
          'undoAsked',
          'askedAgain',
        ),
      },
      { noNullPrototype: true },
    )
    .map((drawn) => drawn as RequestView);
}

function noMail() {
  const search = fc.record(
    { from: hostileText(320), subject: hostileText(500), lastMinutes: count },
    { requiredKeys: ['lastMinutes'] },
  );
  return fc.record(
    { search, asked: fc.array(fc.constant('CS-000004'), { maxLength: 12 }) },
    { requiredKeys: ['asked'] },
  );
}

function awaited() {
  const id = fc.constant('55555555-0000-4000-8000-000000000000');
  const group = fc.record({ id, name: hostileText(256) }, { requiredKeys: ['id'] });
  const user = fc.oneof(hostileText(320), fc.constant(`${'u'.repeat(100)}@contoso.com`));
  return fc.record({ users: fc.array(user, { maxLength: 15 }), groups: fc.array(group, { maxLength: 12 }) });
}

function people() {
  return fc.record({
    isApprovers: fc.boolean(),
    users: fc.array(hostileText(320), { maxLength: 12 }),
    groups: fc.array(hostileText(256), { maxLength: 6 }),
  });
}
