import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

/** Beside the bodies at the HTTP edge (test/http/fuzz.spec.ts) and test/fuzz; `npm run fuzz` is the long run. */
const activities = 2_000;
const atOnce = 40;

describe('the running service under hostile input', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow({ env: { TEAMS_RATE_LIMITS: 'off', CLICKS_PER_MINUTE: '1000000' } });
    world.tenant.teams.limits = 'off';
  });
  after(() => world.close());

  /** A real person's activity with parts of it replaced by anything. */
  function hostileActivity() {
    const { team, channel, people } = world.tenant.teams;
    const settings = world.tenant.environment();
    const tenantId = settings['BOT_TENANT_ID'];
    const honest = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: '1700000000000',
      channelId: 'msteams',
      serviceUrl: settings['TEAMS_SERVICE_URL'],
      from: { id: people.ana.teamsId, aadObjectId: people.ana.objectId, name: people.ana.name },
      recipient: { id: `28:${settings['BOT_ID']}` },
      conversation: { id: `${channel.id};messageid=1`, tenantId, conversationType: 'channel', isGroup: true },
      channelData: { tenant: { id: tenantId }, team: { id: team.id }, channel: { id: channel.id } },
      value: { action: { type: 'Action.Execute', verb: 'approve', data: { requestId: 'CS-7F3K2Q', revision: 1 } } },
      text: 'pending',
      locale: 'en-US',
    };
    const onMessage = {
      ...honest,
      name: 'composeExtension/fetchTask',
      value: {
        commandId: 'requestRemoval',
        messagePayload: { body: { contentType: 'html', content: '<p>To: ana@contoso.com</p>' } },
      },
    };
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('message', 'invoke', 'installationUpdate', 'conversationUpdate', 'messageReaction', '', null),
    );
    const action = fc.record(
      {
        type: fc.oneof(fc.constant('Action.Execute'), junk),
        verb: fc.oneof(fc.constantFrom('approve', 'reject', 'open', 'refresh', 'retry', 'undo', '__proto__'), junk),
        data: fc.oneof(
          junk,
          fc.record({ requestId: junk, revision: junk, action: junk, reason: junk, severity: junk }),
          fc.constant({ requestId: 'CS-7F3K2Q', revision: 1, __proto__: { approverUpn: 'eve' } }),
        ),
      },
      { requiredKeys: [] },
    );
    const command = fc.record({
      commandId: fc.constant('requestRemoval'),
      messagePayload: fc.oneof(junk, fc.record({ body: junk, subject: junk, attachments: fc.array(junk) })),
      data: fc.oneof(
        junk,
        fc.record({ messageIds: junk, recipients: junk, action: junk, severity: junk, reason: junk, msteams: junk }),
      ),
    });
    const changes = {
      type: junk,
      name: junk,
      id: junk,
      from: junk,
      conversation: junk,
      channelData: junk,
      value: fc.oneof(junk, command, fc.record({ action, trigger: junk }, { requiredKeys: [] })),
      text: junk,
      locale: junk,
      recipient: junk,
      entities: junk,
      replyToId: junk,
    };
    // A few parts at a time: with everything wrong at once, nothing would come past the first check.
    const keys = fc.subarray(Object.keys(changes) as (keyof typeof changes)[], { minLength: 1, maxLength: 3 });
    return fc.tuple(fc.record(changes), keys, fc.constantFrom(honest, onMessage)).map(([over, chosen, base]) => {
      const replaced = Object.fromEntries(chosen.map((key) => [key, over[key]]));
      return { ...base, ...replaced } as Record<string, unknown>;
    });
  }

  it('answers thousands of signed activities of any shape without one 5xx, and goes on working', async () => {
    const token = await world.tenant.entra.botToken();
    const samples = fc.sample(hostileActivity(), { numRuns: activities, seed: Number(process.env['FUZZ_SEED'] ?? 7) });
    const statuses = new Map<number, number>();
    const queue = samples.values();
    const senders = Array.from({ length: atOnce }, async () => {
      for (const activity of queue) {
        const { status } = await world.tenant.teams.deliver(activity, token);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        assert.ok(status < 500, `${status} for ${JSON.stringify(activity).slice(0, 500)}`);
      }
    });
    await Promise.all(senders);

    assert.equal(
      [...statuses.values()].reduce((sum, count) => sum + count, 0),
      activities,
    );
    assert.ok((statuses.get(200) ?? 0) > 100, 'some of them must be well-formed enough to reach the steps');
    assert.equal(world.tenant.graph.remediations.length, 0);
    await pushAndApprove();
  }).timeout(180_000);

  async function pushAndApprove(): Promise<string> {
    const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert(1));
    const { requestId } = body as { requestId: string };
    await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, requestId)));
    await world.tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await eventually(world, () => world.card(requestId).replies.length > 0);
    return requestId;
  }

  it('logs ids and codes, never mail content, people’s mailboxes, tokens or secrets', async () => {
    const alert = {
      ...world.tenant.sampleAlert(0),
      alertId: 'marked',
      subject: 'MARK-subject',
      description: 'MARK-description',
      sender: { address: 'mark-sender@evil.example', displayName: 'MARK-name' },
      urls: ['https://mark-url.example/'],
      attachments: [{ fileName: 'MARK-file.html' }],
      emails: [
        { networkMessageId: '9f0e1d2c-3b4a-4958-8776-655443322110', recipientEmailAddress: 'mark-mailbox@contoso.com' },
      ],
    };
    const { body } = await world.tenant.pushAlert(alert);
    const { requestId } = body as { requestId: string };
    await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, requestId)));
    world.tenant.graph.next({ kind: 'status', status: 403, message: 'MARK-graph' });
    const inputs = { reason: 'MARK-reason' };
    await world.tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve', inputs });
    await eventually(world, () => world.card(requestId).replies.length > 0);

    const logged = world.service.logs.join('\n');
    assert.ok(logged.length > 0);
    assert.doesNotMatch(logged, /mark-/i);
    assert.doesNotMatch(logged, /eyJ[\w-]{10,}|whsec_|Bearer /);
  });
});
