/** Short histories of requests, and what the audit log must hold of each, entry by entry. */
import type { Alert } from '../../src/approval/request.ts';
import { announcePolicy } from '../../src/workflow/announce-policy.ts';
import { blankMailFacts } from '../../src/workflow/blank-mail-facts.ts';
import { inForce, messageA, messageB, testChannel } from '../support/builders.ts';
import { acceptedAnswer, silentLog } from '../support/fakes.ts';
import { ana, ben, eve } from '../support/people.ts';
import type { StepWorld, startStepWorld } from '../support/step-world.ts';
import {
  anAlert,
  batch,
  body,
  bound,
  byUser,
  call,
  card,
  contentHash,
  created,
  day,
  decided,
  type Expected,
  first,
  forbidden,
  hannah,
  hashes,
  inSummary,
  looked,
  lost,
  mailA,
  mailB,
  minute,
  nothingTold,
  policy,
  policyHash,
  received,
  refused,
  revised,
  second,
  secondCall,
  secondSalt,
  sent,
  service,
  strict,
  strictHash,
  taken,
  unclear,
  user,
} from './audit-expected.ts';

export interface Story {
  readonly title: string;
  readonly settings?: Parameters<typeof startStepWorld>[0];
  readonly options?: Parameters<typeof startStepWorld>[1];
  happens(world: StepWorld): Promise<unknown>;
  readonly leaves: readonly Expected[];
}

async function receive(world: StepWorld, over: Partial<Alert> = {}): Promise<void> {
  await world.steps.receiveAlert(anAlert(over));
  await world.work();
}

async function approve(world: StepWorld, ...answers: Parameters<StepWorld['mailboxes']['answerNext']>): Promise<void> {
  world.mailboxes.answerNext(...answers);
  await receive(world);
  await world.click('approve', ana, first);
  await world.work();
}

/** Lets so much time pass, doing what comes due. */
async function passing(world: StepWorld, ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.work();
}

const opened = [created(), received(), card('card.posted', 1)];
const approved = [...opened, decided(ana), sent()];
const binding = { requestId: null, revision: null };

export const stories: readonly Story[] = [
  {
    title: 'the main path',
    happens: (world) => approve(world, { ...acceptedAnswer, graphRequestId: 'g-0' }),
    leaves: [...approved, batch('remediation.accepted', { ...taken, requestId: 'g-0' })],
  },
  {
    title: 'an alert of a campaign, with everything that an alert may ask for',
    happens: (world) =>
      receive(world, {
        campaignId: 'c-1',
        recommendedAction: 'hardDelete',
        remediateSendersCopy: true,
        severity: 'high',
      }),
    leaves: [
      created({
        action: 'hardDelete',
        severity: 'high',
        remediateSendersCopy: true,
        campaignId: 'c-1',
        contentHash: contentHash({ action: 'hardDelete', remediateSendersCopy: true, severity: 'high' }),
      }),
      received({ severity: 'high', recommendedAction: 'hardDelete', remediateSendersCopy: true, campaignId: 'c-1' }),
      card('card.posted', 1),
    ],
  },
  {
    title: 'a request typed in chat',
    happens: (world) =>
      world.steps.requestRemoval(
        {
          emails: [{ networkMessageId: messageA, recipientEmailAddress: 'hannah@contoso.com' }],
          action: 'softDelete',
          because: 'The CFO asked.',
        },
        { person: ben },
      ),
    leaves: [
      created(
        { emails: [hannah], contentHash: contentHash({ emails: [mailA] }), because: 'The CFO asked.' },
        user(ben),
      ),
    ],
  },
  {
    title: 'an alert that joins, with one more mailbox',
    async happens(world) {
      await receive(world);
      const mia = { networkMessageId: messageA, recipientEmailAddress: 'mia@contoso.com' };
      await receive(world, { alertId: 'a-2', emails: [mia] });
    },
    leaves: [
      ...opened,
      revised(service, 'joined', {
        emailCount: 3,
        contentHash: contentHash({ revision: 2, emails: [mailA, `${messageA}|mia@contoso.com`, mailB] }),
      }),
      received(
        {
          alertId: 'a-2',
          emails: [{ networkMessageId: messageA, recipientEmailAddress: 'mia@contoso.com' }],
          ...hashes(secondSalt),
        },
        2,
      ),
    ],
  },
  {
    title: 'an email named by its id, which Graph tells',
    async happens(world) {
      world.mailboxes.known.set('id-1', { networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' });
      await receive(world, { emails: [{ id: 'id-1' }] });
    },
    leaves: [
      created({ emails: [{ id: 'id-1' }], contentHash: contentHash({ emails: ['id:id-1'] }) }),
      received({ emails: [{ id: 'id-1' }] }),
      revised(service, 'resolved', {
        emailCount: 1,
        contentHash: contentHash({ revision: 2, emails: [`${messageB}|mia@contoso.com`] }),
        emails: [{ id: 'id-1', networkMessageId: messageB, recipientEmailAddress: 'mia@contoso.com' }],
      }),
      card('card.posted', 1, { revision: 2 }),
    ],
  },
  {
    title: 'another action chosen on the card',
    async happens(world) {
      await receive(world);
      await world.click('approve', ana, first, { action: 'hardDelete' });
      await world.work();
    },
    leaves: [
      ...opened,
      revised(user(ana), 'changedOnCard', {
        action: 'hardDelete',
        contentHash: contentHash({ action: 'hardDelete', revision: 2 }),
      }),
      decided(ana, { contentHash: contentHash({ action: 'hardDelete', revision: 2 }) }, 2),
      sent(call, { ...body, action: 'hardDelete' }, 0, 2),
      batch('remediation.accepted', taken, 0, 2),
    ],
  },
  {
    title: 'a click after the service was started in the other mode',
    settings: { dryRun: true },
    async happens(world) {
      await receive(world);
      world.settings.dryRun = false;
      await world.click('approve', ana, first);
    },
    leaves: [
      created({ dryRun: true, contentHash: contentHash({ dryRun: true }) }),
      received(),
      card('card.posted', 1),
      revised(service, 'modeChanged', { contentHash: contentHash({ revision: 2 }) }),
    ],
  },
  {
    title: 'a dry run',
    settings: { dryRun: true },
    happens: (world) => approve(world),
    leaves: [
      created({ dryRun: true, contentHash: contentHash({ dryRun: true }) }),
      received(),
      card('card.posted', 1),
      decided(ana, { contentHash: contentHash({ dryRun: true }) }),
      batch('remediation.accepted', { ...taken, ...nothingTold, clientRequestId: null, dryRun: true }),
    ],
  },
  {
    title: 'a rejection',
    async happens(world) {
      await receive(world);
      await world.click('reject', ben, first, { reason: 'Our newsletter.' });
    },
    leaves: [...opened, decided(ben, { verdict: 'reject', reason: 'Our newsletter.', quorumMet: false })],
  },
  {
    title: 'two approvals, the first one given twice and taken back in between',
    settings: { policy: strict },
    async happens(world) {
      await receive(world);
      await world.click('approve', ana, first);
      await world.click('revoke', ana, first);
      await world.click('approve', ana, first, { reason: 'Seen before.' });
      await world.click('approve', ben, first);
    },
    leaves: [
      ...opened,
      decided(ana, { policyHash: strictHash, quorumMet: false }),
      byUser('decision.revoked', ana, { policyHash: strictHash }),
      decided(ana, { policyHash: strictHash, quorumMet: false, reason: 'Seen before.' }),
      decided(ben, { policyHash: strictHash }),
    ],
  },
  {
    title: 'clicks of an outsider, the same ones again within the minute counted',
    async happens(world) {
      await receive(world);
      for (let times = 0; times < 3; times += 1) await world.click('approve', eve, first);
      await world.click('reject', eve, first);
      world.clock.advance(minute);
      await world.click('approve', eve, first);
    },
    leaves: [
      ...opened,
      byUser('decision.refused', eve, { verdict: 'approve', reason: 'notAnApprover', policyHash }),
      byUser('decision.refused', eve, { verdict: 'reject', reason: 'notAnApprover', policyHash }),
      byUser(
        'decision.refused',
        eve,
        { verdict: 'approve', reason: 'notAnApprover', policyHash, repeated: 2 },
        { after: minute },
      ),
    ],
  },
  {
    title: 'a call that Graph refuses, and a retry by somebody else',
    async happens(world) {
      await approve(world, forbidden);
      await world.click('retry', ben, first);
      await world.work();
    },
    leaves: [
      ...approved,
      batch('remediation.refused', { ...refused, clientRequestId: call }),
      byUser('remediation.retried', ben, { batches: [1], policyHash }),
      sent(secondCall),
      batch('remediation.accepted', { ...taken, clientRequestId: secondCall }),
    ],
  },
  {
    title: 'a call without the name that Graph does not take',
    happens: (world) => approve(world, { kind: 'approverUpnRefused', status: 400, message: 'approverUpn' }),
    leaves: [
      ...approved,
      sent(secondCall, (({ approverUpn: _refused, ...rest }) => rest)(body)),
      batch('remediation.accepted', { ...taken, clientRequestId: secondCall }),
    ],
  },
  {
    title: 'a call whose effect a look into the mailboxes shows',
    async happens(world) {
      await approve(world, lost);
      world.mailboxes.otherwise = 'others';
      await passing(world, 2 * minute);
    },
    leaves: [
      ...approved,
      batch('remediation.unclear', { ...unclear, clientRequestId: call, message: 'Timed out.' }),
      batch(
        'remediation.accepted',
        {
          ...looked,
          reconciled: true,
          verdict: 'accepted',
          look: 1,
          moved: 2,
          state: 'accepted',
          clientRequestId: call,
        },
        2 * minute,
      ),
    ],
  },
  {
    title: 'a call that stays unclear, sent again by a person',
    async happens(world) {
      await approve(world, lost);
      world.mailboxes.otherwise = undefined;
      for (const pause of [2, 2, 4]) await passing(world, pause * minute);
      await world.click('sendAgain', ben, first, { reason: 'It still lies there.' });
      world.mailboxes.answerNext({ kind: 'duplicate', status: 409, graphRequestId: 'g-3', message: 'Under way.' });
      await world.work();
    },
    leaves: [
      ...approved,
      batch('remediation.unclear', { ...unclear, clientRequestId: call, message: 'Timed out.' }),
      ...[2, 4, 8].map((minutes, index) =>
        batch(
          'remediation.reconciled',
          {
            ...looked,
            verdict: index < 2 ? 'lookAgain' : 'person',
            look: index + 1,
            unread: 2,
            state: 'unknown',
            clientRequestId: call,
          },
          minutes * minute,
        ),
      ),
      byUser(
        'remediation.sentAgain',
        ben,
        { batches: [1], reason: 'It still lies there.', policyHash, contentHash: contentHash() },
        { after: 8 * minute },
      ),
      sent(secondCall, body, 8 * minute),
      batch(
        'remediation.accepted',
        {
          outcome: 'duplicate',
          state: 'duplicate',
          status: 409,
          requestId: 'g-3',
          clientRequestId: secondCall,
          location: null,
          message: 'Under way.',
        },
        8 * minute,
      ),
    ],
  },
  {
    title: 'a deadline that passes',
    async happens(world) {
      await receive(world);
      await passing(world, day);
    },
    leaves: [
      ...opened,
      {
        ...batch('request.expired', {}, day),
        data: { expiresAt: '2026-11-22T03:00:00.000Z' },
      },
    ],
  },
  {
    title: 'a channel that is bound, and given up again, by an approver',
    options: { fixedChannel: false },
    async happens(world) {
      await world.steps.bindChannel(testChannel, { source: 'mailgate', minSeverity: 'high' }, ana);
      await world.steps.bindChannel(testChannel, {}, ben);
      await world.steps.unbindChannel(testChannel, ana);
    },
    leaves: [
      byUser('channel.bound', ana, bound({ source: 'mailgate', severity: 'high' }), binding),
      byUser('channel.bound', ben, bound({ source: null, severity: null }), binding),
      byUser('channel.unbound', ana, bound({}), binding),
    ],
  },
  {
    title: 'a card that somebody deleted',
    async happens(world) {
      await receive(world);
      world.thread.gone.add('1700000000001');
      await receive(world, { alertId: 'a-2' });
    },
    leaves: [...opened, received({ alertId: 'a-2', ...hashes(secondSalt) }), card('card.reposted', 2)],
  },
  {
    title: 'a burst that is shown in one summary',
    settings: { foldAbove: 1 },
    async happens(world) {
      await world.steps.receiveAlert(anAlert());
      await world.steps.requestRemoval(
        {
          emails: [{ networkMessageId: messageB, recipientEmailAddress: 'hannah@contoso.com' }],
          action: 'softDelete',
        },
        { person: ben },
      );
      await world.work();
    },
    leaves: [
      created(),
      received(),
      {
        ...created(
          {
            emails: [{ ...hannah, networkMessageId: messageB }],
            contentHash: contentHash({ requestId: second, emails: [`${messageB}|hannah@contoso.com`] }),
          },
          user(ben),
        ),
        requestId: second,
      },
      inSummary(first),
      inSummary(second),
    ],
  },
  {
    title: 'what is proven, and an undo of it',
    async happens(world) {
      await approve(world);
      world.mailboxes.otherwise = 'others';
      await passing(world, minute);
      await world.click('undo', ben, first);
      await world.work();
    },
    leaves: [
      ...approved,
      batch('remediation.accepted', taken),
      {
        kind: 'remediation.verified',
        requestId: first,
        revision: 1,
        actor: service,
        data: { outcome: 'verified', expected: 2, proven: 2, seen: { moved: 2 }, notProven: [] },
        after: minute,
      },
      {
        ...created(
          {
            action: 'moveToInbox',
            contentHash: contentHash({ action: 'moveToInbox', requestId: second }),
            undoes: first,
          },
          user(ben),
        ),
        requestId: second,
        after: minute,
      },
      byUser('undo.requested', ben, { undoRequestId: second, emailCount: 2 }, { after: minute }),
      card('card.posted', 4, { requestId: second, after: minute }),
    ],
  },
  {
    title: 'a policy that comes into force',
    happens: (world) => announcePolicy({ ...world, policy: () => inForce(policy) }),
    leaves: [
      {
        kind: 'policy.loaded',
        ...binding,
        actor: service,
        data: { policyHash, policy, dryRun: false },
      },
    ],
  },
  {
    title: 'mail facts that are blanked',
    async happens(world) {
      await receive(world);
      await world.click('reject', ana, first, { reason: 'Ours.' });
      world.clock.advance(91 * day);
      const believedTime = async () => world.clock.now();
      await blankMailFacts({ ...world, log: silentLog, sleep: async () => undefined, believedTime }, () => false);
    },
    leaves: [
      ...opened,
      decided(ana, { verdict: 'reject', reason: 'Ours.', quorumMet: false }),
      {
        kind: 'facts.blanked',
        ...binding,
        actor: service,
        data: { requestIds: [first], endedBefore: '2026-11-22T03:00:00.000Z' },
        after: 91 * day,
      },
    ],
  },
];
