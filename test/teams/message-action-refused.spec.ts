import assert from 'node:assert/strict';
import { schemaProblems } from '../cards/card-schema.ts';
import { cardOf } from '../sandbox/teams/message-actions.ts';
import { first } from './post/posts.ts';
import { inputsOf, invoke, textOf } from './support/message-action.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

describe('the action on a message where the app is not', () => {
  let edge: Edge;
  beforeEach(async () => {
    edge = await startEdge();
    edge.steps.answers.whyNotRequest = async () => undefined;
  });
  afterEach(() => edge.close());

  const value = { commandId: 'requestRemoval', messagePayload: { body: { content: `NMID: ${first}` } } };
  const deliver = (name: string, more: object) =>
    edge.tenant.teams.deliver(invoke(edge, edge.tenant.teams.people.ana, name, { ...value, ...more }));

  it('offers to add it, and goes on with the message once that is done', async () => {
    await edge.tenant.teams.removeApp();
    const offer = await deliver('fetchTask', {});
    assert.match(textOf(offer), /not in this conversation yet/);
    assert.match(JSON.stringify(cardOf(offer)), /"justInTimeInstall":true/);
    assert.deepEqual(schemaProblems(cardOf(offer)), []);

    await edge.tenant.teams.installApp();
    const dialog = await deliver('submitAction', { data: { msteams: { justInTimeInstall: true } } });
    assert.equal(inputsOf(dialog)['messageIds'], first);
  });

  it('says so where Teams does not answer, and offers nothing', async () => {
    edge.tenant.teams.fail({ on: 'member', status: 503, times: 3 });
    const answer = await deliver('fetchTask', {});
    assert.match(textOf(answer), /Teams did not say who you are, so nothing was done/);
    assert.doesNotMatch(JSON.stringify(answer.body), /justInTimeInstall/);
  });
});

describe('actions on messages by one person', () => {
  it('are limited a minute together with their clicks, and refused in a sentence', async () => {
    const edge = await startEdge({ clicksPerMinute: 2, clock: { now: () => 1_000_000 } });
    edge.steps.answers.whyNotRequest = async () => undefined;
    try {
      const token = await edge.tenant.entra.botToken({ claims: { nbf: 940, exp: 4_600 } });
      const texts: string[] = [];
      for (const name of ['fetchTask', 'submitAction', 'fetchTask']) {
        const activity = invoke(edge, edge.tenant.teams.people.ana, name, { commandId: 'requestRemoval' });
        texts.push(textOf(await edge.tenant.teams.deliver(activity, token)));
      }
      assert.match(texts[1] ?? '', /Enter at least one/);
      assert.match(texts[2] ?? '', /too many clicks/);
    } finally {
      await edge.close();
    }
  });
});
