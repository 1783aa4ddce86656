import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import type { CallbackMessage } from '../../src/workflow/callback-message.ts';
import { type Receiver, startReceiver } from '../callbacks/receiver.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

/** As Defender has it, about a message that lies in Mia's inbox. */
function defenderAlert(nth: number) {
  const at = new Date(Date.now() - nth * 60_000).toISOString();
  return {
    id: `fa5ca1e0-${nth}`,
    providerAlertId: `5ca1e0-${nth}`,
    title: 'Email reported by user as malware or phish',
    createdDateTime: at,
    lastUpdateDateTime: at,
    evidence: [
      {
        '@odata.type': '#microsoft.graph.security.analyzedMessageEvidence',
        createdDateTime: at,
        verdict: 'malicious',
        remediationStatus: 'none',
        roles: [],
        networkMessageId: `5ca1e000-0000-4000-8000-00000000000${nth}`,
        recipientEmailAddress: 'mia@contoso.com',
        subject: `Overdue invoice ${nth}`,
        p2Sender: { emailAddress: 'billing@evil.example', displayName: 'Billing', domainName: 'evil.example' },
        receivedDateTime: at,
        deliveryLocation: 'inbox',
      },
    ],
  };
}

describe("Defender's alerts, polled", () => {
  let world: FlowWorld;
  let receiver: Receiver;
  const { promise: told, resolve: hear } = Promise.withResolvers<void>();
  before(async () => {
    receiver = await startReceiver(hear);
    world = await startFlow({
      graphRoles: ['SecurityAnalyzedMessage.ReadWrite.All', 'SecurityAlert.Read.All'],
      prepare: ({ graph }) => {
        graph.alerts.pageSize = 2;
        graph.alerts.add(...[1, 2, 3].map(defenderAlert));
        for (const nth of [1, 2, 3]) {
          const networkMessageId = `5ca1e000-0000-4000-8000-00000000000${nth}`;
          graph.addMail({ networkMessageId, recipientEmailAddress: 'mia@contoso.com' });
        }
      },
      env: {
        DEFENDER_POLL_EVERY: 'PT30S',
        OUTCOME_CALLBACKS: `defender=${receiver.origin}/hooks`,
        OUTCOME_SECRETS: `defender=${secret}`,
        VERIFY_SCHEDULE: 'PT0.1S',
      },
    });
  });
  after(async () => {
    await world?.close();
    await receiver.close();
  });

  it('become cards from both pages, and their source is told how one ended', async () => {
    await eventually(world, () => world.tenant.teams.posts().filter(({ card }) => card).length === 3);
    assert.ok(world.tenant.teams.posts().some(({ card }) => says(card, 'Overdue invoice 3')));
    const post = world.tenant.teams.posts().find(({ card }) => says(card, 'Overdue invoice 1'));
    assert.ok(post);

    const [answer] = await world.tenant.teams.click({ as: 'ana', postId: post.id, verb: 'approve' });
    assert.match(JSON.stringify(answer), /Approved/);
    await told;

    const [heard] = receiver.heard;
    assert.ok(heard);
    const message = new Webhook(secret).verify(heard.text, heard.headers as Record<string, string>) as CallbackMessage;
    assert.equal(message.data.state, 'verified');
    assert.equal(message.data.approverUpn, world.tenant.teams.people.ana.upn);
    assert.deepEqual(message.data.verification, { expected: 1, verified: 1 });
    assert.equal(message.data.alertIds.length, 1);
    assert.doesNotMatch(heard.text, /mia@|invoice|evil/i);
    assert.deepEqual(world.tenant.violations, []);
  });
});
