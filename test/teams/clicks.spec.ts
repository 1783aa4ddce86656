import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { Asker, CardClick } from '../../src/workflow/steps.ts';
import { requestView } from './support/request-view.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

interface InvokeBody {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}
const card = 'application/vnd.microsoft.card.adaptive';
const sentence = 'application/vnd.microsoft.activity.message';
const bodyOf = (delivery: { body: unknown } | undefined) => delivery?.body as InvokeBody;

describe('a click on a card', () => {
  let edge: Edge;
  let postId: string;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
    postId = (await edge.teams.thread.postCard(edge.channel, requestView())).activityId;
  });
  beforeEach(() => edge.steps.reset());
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  const decisions = () => edge.steps.asked.filter(([step]) => step === 'click') as [string, CardClick, Asker][];

  it('is decided by who the roster says clicked, and answered with the card as it stands now', async () => {
    edge.steps.answers.click = async () => ({
      kind: 'card',
      view: requestView({ state: 'submitting', decisions: [approval] }),
    });
    const [delivery] = await edge.tenant.teams.click({
      as: 'ana',
      postId,
      verb: 'approve',
      inputs: { action: 'hardDelete', remediateSendersCopy: 'true', reason: ' It is phish. ' },
    });
    assert.equal(delivery?.status, 200);
    assert.equal(bodyOf(delivery).type, card);
    assert.match(JSON.stringify(bodyOf(delivery).value), /ana@contoso\.com/);
    const { objectId, upn, name } = edge.tenant.teams.people.ana;
    assert.deepEqual(decisions()[0]?.slice(1), [
      {
        verb: 'approve',
        requestId: 'CS-7F3K2Q',
        revision: 1,
        action: 'hardDelete',
        severity: 'high',
        remediateSendersCopy: true,
        reason: 'It is phish.',
      },
      {
        person: { objectId, upn, name, tenantId: edge.channel.tenantId, isGuest: false },
        teamId: edge.channel.teamId,
      },
      { isPrivate: false },
    ]);
  });

  it('says who clicked by the authenticated id alone, whatever its data claims', async () => {
    const { people } = edge.tenant.teams;
    const data = {
      requestId: 'CS-7F3K2Q',
      revision: 1,
      upn: 'ana@contoso.com',
      from: { aadObjectId: people.ana.objectId },
    };
    await edge.tenant.teams.click({ as: 'eve', postId, verb: 'approve', data });
    assert.equal(decisions()[0]?.[2].person.upn, 'eve@contoso.com');
  });

  it('is known as a guest’s by the roster', async () => {
    await edge.tenant.teams.click({ as: 'gus', postId, verb: 'approve' });
    assert.equal(decisions()[0]?.[2].person.isGuest, true);
  });

  it('is refused in one sentence for the clicker alone', async () => {
    edge.steps.answers.click = async () => ({ kind: 'refused', reason: 'notAnApprover', requestId: 'CS-7F3K2Q' });
    const [delivery] = await edge.tenant.teams.click({ as: 'eve', postId, verb: 'approve' });
    assert.equal(delivery?.status, 200);
    assert.equal(bodyOf(delivery).type, sentence);
    assert.match(String(bodyOf(delivery).value), /CS-7F3K2Q.*approver policy/);
    assert.equal(edge.tenant.teams.posts()[0]?.replies.length, 0);
  });

  it('is refused where the verb or an input is unknown, without asking the roster', async () => {
    for (const click of [
      { verb: 'approveAll', data: { requestId: 'CS-7F3K2Q', revision: 1 } },
      { verb: 'approve', data: { requestId: 'CS-7F3K2Q', revision: 1, action: 'nuke' } },
      { verb: 'approve', data: {} },
    ]) {
      const [delivery] = await edge.tenant.teams.click({ as: 'ana', postId, ...click });
      assert.equal(delivery?.status, 200);
      assert.equal(bodyOf(delivery).type, sentence);
    }
    assert.deepEqual(decisions(), []);
  });

  it('is answered with a sentence, not an error, where a step fails', async () => {
    edge.steps.answers.click = async () => {
      throw new ServiceError('storeUnavailable', 'secret words of a database', { retryable: true });
    };
    const [delivery] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    assert.equal(delivery?.status, 200);
    assert.equal(bodyOf(delivery).type, sentence);
    assert.match(edge.logged(), /"code":"storeUnavailable"/);
    assert.doesNotMatch(`${bodyOf(delivery).value}${edge.logged()}`, /secret words/);
  });

  it('may be an invoke that no card of ours sends: then it is not supported', async () => {
    const { people } = edge.tenant.teams;
    for (const change of [
      { name: 'composeExtension/query' },
      { name: 'adaptiveCard/action', value: { action: { type: 'Action.Submit' } } },
      { name: 'adaptiveCard/action', value: {} },
    ]) {
      const { status } = await edge.tenant.teams.deliver({ ...invoke(edge, people.ana), ...change });
      assert.equal(status, 400);
    }
  });
});

describe('the person who clicks', () => {
  let edge: Edge;
  let postId: string;
  beforeEach(async () => {
    edge = await startEdge();
    postId = (await edge.teams.thread.postCard(edge.channel, requestView())).activityId;
  });
  afterEach(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  const decisions = () => edge.steps.asked.filter(([step]) => step === 'click') as [string, CardClick, Asker][];

  it('is looked up once for five deliveries at once, and each is answered', async () => {
    edge.tenant.teams.limits = 'off';
    const deliveries = await edge.tenant.teams.click({
      as: 'ana',
      postId,
      verb: 'approve',
      times: 5,
      activityIds: 'same',
    });
    assert.deepEqual(
      deliveries.map(({ status }) => status),
      [200, 200, 200, 200, 200],
    );
    assert.equal(decisions().length, 5);
  });

  it('is not looked up again within five minutes', async () => {
    await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    edge.tenant.teams.fail({ on: 'member', status: 500 });
    const [again] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    assert.equal(bodyOf(again).type, card);
  });

  it('is found by their Teams id where the roster does not know the Entra id', async () => {
    edge.tenant.teams.fail({ on: 'member', status: 404 });
    const [delivery] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    assert.equal(bodyOf(delivery).type, card);
    assert.equal(decisions()[0]?.[2].person.upn, 'ana@contoso.com');
  });

  it('is told where the roster cannot be asked; nothing is done, and the next click asks again', async () => {
    edge.tenant.teams.fail({ on: 'member', status: 503 });
    const [failed] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    assert.equal(failed?.status, 200);
    assert.match(String(bodyOf(failed).value), /did not say who you are.*CS-7F3K2Q.*Reference/);
    assert.match(edge.logged(), /"code":"rosterUnavailable"/);
    assert.deepEqual(decisions(), []);
    const [next] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    assert.equal(bodyOf(next).type, card);
  });
});

describe('clicks of one person', () => {
  it('are limited a minute, and refused in a sentence', async () => {
    const edge = await startEdge({ clicksPerMinute: 2, clock: { now: () => 1_000_000 } });
    try {
      const bodies: string[] = [];
      const { people } = edge.tenant.teams;
      for (let click = 0; click < 3; click += 1) {
        const { body } = await edge.tenant.teams.deliver(invoke(edge, people.eve), await tokenAt(edge, 1_000_000));
        bodies.push((body as InvokeBody).type);
      }
      assert.deepEqual(bodies, [card, card, sentence]);
      const other = await edge.tenant.teams.deliver(invoke(edge, people.ana), await tokenAt(edge, 1_000_000));
      assert.equal((other.body as InvokeBody).type, card);
    } finally {
      await edge.close();
    }
  });
});

function tokenAt(edge: Edge, now: number): Promise<string> {
  const at = Math.floor(now / 1000);
  return edge.tenant.entra.botToken({ claims: { nbf: at - 60, exp: at + 3600 } });
}

const approval = {
  verdict: 'approve',
  upn: 'ana@contoso.com',
  name: 'Ana Ferrer',
  at: Date.UTC(2026, 0, 5, 9, 30),
  revision: 1,
} as const;

function invoke(edge: Edge, person: { teamsId: string; objectId: string }): Record<string, unknown> {
  const { tenantId, channelId, teamId, serviceUrl } = edge.channel;
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl,
    from: { id: person.teamsId, aadObjectId: person.objectId },
    conversation: { id: `${channelId};messageid=1`, conversationType: 'channel', tenantId },
    channelData: { team: { id: teamId }, channel: { id: channelId }, tenant: { id: tenantId } },
    value: {
      action: { type: 'Action.Execute', verb: 'refresh', data: { requestId: 'CS-7F3K2Q', revision: 1 } },
      trigger: 'manual',
    },
  };
}
