import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clouds } from '../../src/identity/clouds.ts';
import { createTeams, type TeamsOptions } from '../../src/teams/create-teams.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

describe('an authenticated activity', () => {
  let edge: Edge;
  let token: string;
  before(async () => {
    edge = await startEdge({ clicksPerMinute: 1_000_000 });
    edge.tenant.teams.limits = 'off';
    token = `Bearer ${await edge.tenant.entra.botToken()}`;
  });
  beforeEach(() => edge.steps.reset());
  after(() => edge.close());

  function activity(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const { people } = edge.tenant.teams;
    const { tenantId, channelId, teamId, serviceUrl } = edge.channel;
    return {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:1',
      channelId: 'msteams',
      serviceUrl,
      from: { id: people.ana.teamsId, aadObjectId: people.ana.objectId },
      conversation: { id: `${channelId};messageid=1`, conversationType: 'channel', tenantId },
      channelData: { team: { id: teamId }, channel: { id: channelId }, tenant: { id: tenantId } },
      value: { action: { type: 'Action.Execute', verb: 'open', data: { requestId: 'CS-7F3K2Q' } }, trigger: 'manual' },
      ...changes,
    };
  }

  it('of a foreign tenant reaches no step, no Teams call and no log but by a code', async () => {
    const tenantId = '22222222-2222-4222-8222-222222222222';
    const logged = edge.logged().length;
    const foreign = activity({ channelData: { tenant: { id: tenantId } }, conversation: { id: 'secret', tenantId } });
    assert.deepEqual(await edge.teams.receive(token, foreign), { status: 403 });
    assert.deepEqual(edge.steps.asked, []);
    assert.deepEqual(JSON.parse(edge.logged().slice(logged)), {
      status: 403,
      flaw: 'foreignTenant',
      message: 'An activity was refused',
    });
  });

  it('for another bot, or for the emulator, is no activity of ours', async () => {
    const other = { recipient: { id: '28:00000000-0000-4000-8000-000000000000' } };
    assert.deepEqual(await edge.teams.receive(token, activity(other)), { status: 400 });
    assert.deepEqual(await edge.teams.receive(token, activity({ channelId: 'emulator' })), { status: 400 });
  });

  it('cannot have its answer put anywhere but into Teams', async () => {
    edge.steps.answers.explainPerson = async () => ({ mayApprove: 'all' });
    const typed = { type: 'message', text: 'whoami', value: undefined, deliveryMode: 'expectReplies' };
    const chat = { id: 'a:1sandbox-chat-with-ana', conversationType: 'personal', tenantId: edge.channel.tenantId };
    const answer = await edge.teams.receive(token, activity({ ...typed, conversation: chat, channelData: {} }));
    assert.deepEqual(answer, { status: 200 });
    assert.equal(edge.tenant.teams.chat('ana').length, 1);
  });

  it('that nobody asked for is taken and left alone', async () => {
    for (const type of ['typing', 'messageReaction', 'event', 'endOfConversation', 'messageUpdate', 'new.kind']) {
      assert.deepEqual(await edge.teams.receive(token, activity({ type, name: undefined })), { status: 200 });
    }
    assert.deepEqual(
      edge.steps.asked.filter(([step]) => step !== 'learnInstallation'),
      [],
    );
  });

  it('is answered without a 5xx, whatever stands in it', async () => {
    edge.steps.answers.learnInstallation = async () => undefined;
    const keys = [...Object.keys(activity()), 'text', 'locale', 'replyToId', 'entities', 'timestamp', 'attachments'];
    const shapes = fc.constantFrom('message', 'invoke', 'conversationUpdate', 'installationUpdate');
    const values = fc.oneof(fc.jsonValue(), shapes);
    const changes = fc.array(fc.tuple(fc.constantFrom(...keys.filter((key) => key !== 'serviceUrl')), values), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(changes, shapes, async (changed, type) => {
        const { status } = await edge.teams.receive(token, activity({ type, ...Object.fromEntries(changed) }));
        assert.ok([200, 400, 403].includes(status), `status ${status}`);
      }),
      { numRuns: 300 },
    );
  });

  it('is answered without a 5xx, whatever its value holds', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({
        action: fc.oneof(fc.jsonValue(), fc.record({ type: fc.constant('Action.Execute'), data: fc.jsonValue() })),
      }),
    );
    await fc.assert(
      fc.asyncProperty(value, fc.constantFrom('message', 'invoke'), async (sent, type) => {
        const { status } = await edge.teams.receive(token, activity({ type, value: sent }));
        assert.ok(status === 200 || status === 400);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the Teams edge', () => {
  const nothing = () => {
    throw new Error('not asked');
  };
  const options: TeamsOptions = {
    botId: '99999999-9999-4999-8999-999999999999',
    botTenantId: '11111111-1111-4111-8111-111111111111',
    allowedTenants: ['11111111-1111-4111-8111-111111111111'],
    cloud: clouds.global.bot,
    botToken: nothing,
    steps: nothing,
    clicksPerMinute: 600,
    rateLimits: 'published',
    style: { locale: 'en', timeZone: 'UTC' },
    clock: { now: () => Date.now() },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  };

  for (const botId of ['', ' ', 'countersign', '99999999-9999-4999-8999-99999999999']) {
    it(`is not made for the bot id ${JSON.stringify(botId)}`, () => {
      assert.throws(() => createTeams({ ...options, botId }), { code: 'configInvalid' });
    });
  }

  it('is not made for no tenant', () => {
    assert.throws(() => createTeams({ ...options, allowedTenants: [] }), { code: 'configInvalid' });
  });

  it('asks its caller to come again where the keys cannot be read', async () => {
    const teams = createTeams({ ...options, openIdMetadataUrl: 'http://127.0.0.1:1/none' });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ iss: 'https://api.botframework.com' })}.c2ln`;
    assert.deepEqual(await teams.receive(`Bearer ${token}`, {}), { status: 503 });
  });

  it('loads the SDK ahead of time, with nothing listening anywhere', async () => {
    await createTeams(options).warmUp();
  });
});
