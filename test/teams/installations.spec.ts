import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

describe('the app in a team', () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = await startEdge();
  });
  afterEach(() => edge.close());

  const asked = () => edge.steps.asked.map(([step, what]) => [step, what]);
  const installation = () => {
    const { tenantId, teamId, serviceUrl } = edge.channel;
    return { tenantId, teamId, serviceUrl };
  };

  /** ALERT_CHANNEL may name a team by its Entra group, which Teams tells beside the team's own id. */
  const groupId = '5f2d3c1e-8a4b-4c6d-9e7f-1a2b3c4d5e6f';

  it('is learnt from the activities that Teams sends when it comes', async () => {
    await edge.tenant.teams.installApp();
    // Two activities, each under the team's own id and under its group's.
    const learnt = [
      ['learnInstallation', installation()],
      ['learnInstallation', { ...installation(), teamId: groupId }],
    ];
    assert.deepEqual(asked(), [...learnt, ...learnt]);
    assert.deepEqual(new Set(edge.steps.asked.map(([, , how]) => JSON.stringify(how))), new Set(['{"arrived":true}']));
  });

  it('is forgotten when it goes', async () => {
    await edge.tenant.teams.removeApp();
    const forgotten = [
      ['forgetInstallation', edge.channel.teamId],
      ['forgetInstallation', groupId],
    ];
    assert.deepEqual(asked(), [...forgotten, ...forgotten]);
  });

  it('is learnt from any other activity, once for each address', async () => {
    edge.steps.answers.explainPerson = async () => ({ mayApprove: 'all' });
    await edge.tenant.teams.say('whoami', { as: 'ana', where: 'channel' });
    await edge.tenant.teams.say('whoami', { as: 'ana', where: 'channel' });
    assert.deepEqual(
      edge.steps.asked.filter(([step]) => step === 'learnInstallation'),
      [['learnInstallation', installation(), { arrived: false }]],
    );
  });

  it('is asked to be told again where it could not be kept', async () => {
    edge.steps.answers.learnInstallation = async () => {
      throw new ServiceError('storeUnavailable');
    };
    const update = { ...presence(edge), type: 'installationUpdate', action: 'add' };
    assert.equal((await edge.tenant.teams.deliver(update)).status, 503);
    edge.steps.answers.explainPerson = async () => ({ mayApprove: 'all' });
    assert.equal((await edge.tenant.teams.say('whoami', { as: 'ana', where: 'channel' })).status, 200);
    assert.match(edge.tenant.teams.posts()[0]?.replies[0]?.text ?? '', /You may approve/);
  });
});

describe('a channel of a team', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.close());

  it('is given up when it is deleted, and taken up when it is restored', async () => {
    const { id } = edge.tenant.teams.secondChannel;
    await edge.tenant.teams.deleteChannel(id);
    await edge.tenant.teams.restoreChannel(id);

    assert.deepEqual(
      edge.steps.asked.map(([step, channelId]) => [step, channelId]),
      [
        ['forgetChannel', id],
        ['restoreChannel', id],
      ],
    );
  });
});

describe('an update about a team', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  beforeEach(() => edge.steps.reset());
  after(() => edge.close());

  const others: readonly [what: string, change: Record<string, unknown>, steps: readonly string[]][] = [
    ['somebody else joins', { membersAdded: [{ id: '29:x' }] }, []],
    ['somebody else leaves', { membersRemoved: [{ id: '29:x' }] }, []],
    ['the team is deleted', { eventType: 'teamDeleted' }, ['forgetInstallation']],
    ['the team is restored', { eventType: 'teamRestored' }, ['learnInstallation']],
    ['the team is archived', { eventType: 'teamArchived' }, ['forgetInstallation']],
    ['the team is unarchived', { eventType: 'teamUnarchived' }, ['learnInstallation']],
    ['a channel is created', { eventType: 'channelCreated' }, []],
    ['a channel is deleted', { eventType: 'channelDeleted', channel: { id: '19:c@thread.tacv2' } }, ['forgetChannel']],
    ['a channel is back', { eventType: 'channelRestored', channel: { id: '19:c@thread.tacv2' } }, ['restoreChannel']],
    ['a channel is deleted that is not named', { eventType: 'channelDeleted' }, []],
    ['a channel gets another name', { eventType: 'channelRenamed', channel: { id: '19:c@thread.tacv2' } }, []],
    ['the app is upgraded, first half', { type: 'installationUpdate', action: 'remove-upgrade' }, []],
    ['the app is upgraded, second half', { type: 'installationUpdate', action: 'add-upgrade' }, ['learnInstallation']],
    ['the app is added to a chat', { type: 'installationUpdate', action: 'add', team: undefined }, []],
    ['an update says nothing', { type: 'installationUpdate' }, []],
  ];
  for (const [what, { eventType, channel, ...change }, steps] of others) {
    it(`leads to ${steps[0] ?? 'nothing'} where ${what}`, async () => {
      const base = presence(edge);
      const { team, ...rest } = base['channelData'] as Record<string, unknown>;
      const channelData = { ...rest, ...(!('team' in change) && { team }), channel, eventType };
      const { status } = await edge.tenant.teams.deliver({ ...base, ...change, channelData });
      assert.equal(status, 200);
      assert.deepEqual(
        edge.steps.asked.map(([step]) => step),
        steps,
      );
    });
  }
});

function presence(edge: Edge): Record<string, unknown> {
  const { tenantId, teamId, serviceUrl } = edge.channel;
  return {
    type: 'conversationUpdate',
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:x' },
    conversation: { id: teamId, conversationType: 'channel', tenantId },
    channelData: { team: { id: teamId }, tenant: { id: tenantId } },
  };
}
