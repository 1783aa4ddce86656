/** What the audit log must hold of requests that nobody decided, or that were taken back. */
import { aPolicy, inForce, messageA } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import type { StepWorld } from '../support/step-world.ts';
import {
  anAlert,
  batch,
  byUser,
  card,
  contentHash,
  created,
  day,
  first,
  hannah,
  mailA,
  minute,
  received,
  second,
  sha256,
  user,
} from './audit-expected.ts';
import type { Story } from './audit-stories.ts';

const policy = aPolicy({
  remindAfterMs: 60 * minute,
  escalateAfterMs: 240 * minute,
  escalateTo: { users: [eve.upn], groups: [] },
});
const policyHash = inForce(policy).hash;
const opened = [created(), received(), card('card.posted', 1)];
const expiresAt = '2026-11-22T03:00:00.000Z';

async function receive(world: StepWorld): Promise<void> {
  await world.steps.receiveAlert(anAlert());
  await world.work();
}

async function passing(world: StepWorld, ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.work();
}

const ofRequest = { requestId: first, revision: 1 } as const;

export const deadlineStories: readonly Story[] = [
  {
    title: 'a reminder and an escalation',
    settings: { policy },
    async happens(world) {
      await receive(world);
      await passing(world, 60 * minute);
      await passing(world, 180 * minute);
    },
    leaves: [
      ...opened,
      { ...batch('request.reminded', {}, 60 * minute), data: { policyHash } },
      {
        ...batch('request.escalated', {}, 240 * minute),
        data: { escalateTo: { users: [eve.upn], groups: [] }, policyHash },
      },
    ],
  },
  {
    title: 'a request that expired, which the source of its alert was told',
    settings: { callbackSources: ['mailgate'] },
    async happens(world) {
      await receive(world);
      await passing(world, day);
    },
    leaves: [
      ...opened,
      { ...batch('request.expired', {}, day), data: { expiresAt } },
      {
        ...batch('callback.told', {}, day),
        data: {
          source: 'mailgate',
          state: 'expired',
          webhookId: `outcome_${sha256([first, 'mailgate', 'expired', 1]).slice(0, 32)}`,
          status: 204,
        },
      },
    ],
  },
  {
    title: 'a request that expired and was asked for again',
    async happens(world) {
      await receive(world);
      await passing(world, day);
      await world.click('askAgain', ana, first);
    },
    leaves: [
      ...opened,
      { ...batch('request.expired', {}, day), data: { expiresAt } },
      {
        ...created({ contentHash: contentHash({ requestId: second }), earlierRequestId: first }, user(ana)),
        requestId: second,
        after: day,
      },
      { ...byUser('request.askedAgain', ana, { as: second }), ...ofRequest, after: day },
    ],
  },
  {
    title: 'a request that whoever asked for it took back',
    async happens(world) {
      await world.steps.requestRemoval(
        {
          emails: [{ networkMessageId: messageA, recipientEmailAddress: hannah.recipientEmailAddress }],
          action: 'softDelete',
        },
        { person: ben },
      );
      await world.steps.withdraw(first, { person: ben });
    },
    leaves: [
      created({ emails: [hannah], contentHash: contentHash({ emails: [mailA] }) }, user(ben)),
      byUser('request.withdrawn', ben, {}),
    ],
  },
];
