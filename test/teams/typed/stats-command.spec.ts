import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/teams/typed/parse-command.ts';
import { busyStats } from '../../cards/stats-views.ts';
import { type Edge, startEdge } from '../support/start-edge.ts';

describe('stats, typed in Teams', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
  });
  beforeEach(() => edge.steps.reset());
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  async function ask(text: string, as: 'ana' | 'eve' = 'ana', where: 'channel' | 'personal' = 'channel') {
    const { teams } = edge.tenant;
    assert.equal((await teams.say(text, { as, where })).status, 200);
    return where === 'channel' ? teams.posts().at(-1)?.replies.at(-1) : teams.chat(as).at(-1);
  }

  it('answers with the card, in the thread and in a chat', async () => {
    edge.steps.answers.readStats = async () => ({ kind: 'done', stats: busyStats });
    for (const where of ['channel', 'personal'] as const) {
      const answer = await ask('stats', 'ana', where);

      assert.match(JSON.stringify(answer?.card), /"Chart\.HorizontalBar".*Verified: 139/);
      assert.equal(answer?.summary, 'Last 30 days: 187 opened, 182 ended.');
    }
    const asked = edge.steps.asked.filter(([step]) => step === 'readStats');
    assert.equal(asked.length, 2);
    assert.ok(JSON.stringify(asked[0]).includes(edge.channel.teamId));
  });

  it('tells those who may not see it why, and nothing else', async () => {
    const sentences = [
      ['notAMember', /^Only approvers and members of the alert channel's team can see this\./],
      ['guest', /^Guests/],
      ['membershipUnknown', /^Your Entra groups could not be read just now/],
    ] as const;
    for (const [reason, sentence] of sentences) {
      edge.steps.answers.readStats = async () => ({ kind: 'refused', reason });

      const answer = await ask('stats', 'eve', 'personal');

      assert.match(answer?.text ?? '', sentence);
      assert.equal(answer?.card, undefined);
    }
  });

  it('gives a hint for what is nearly the command, and asks for nothing', async () => {
    assert.match((await ask('stat'))?.text ?? '', /Did you mean "stats"\?/);
    assert.match((await ask('sttas'))?.text ?? '', /Did you mean "stats"\?/);
    assert.match((await ask('stats last week'))?.text ?? '', /takes nothing behind it/);
    assert.deepEqual(
      edge.steps.asked.filter(([step]) => step === 'readStats'),
      [],
    );
  });

  it('is in the list of commands', async () => {
    assert.match(JSON.stringify((await ask('help'))?.card), /"stats"/);
  });

  const table: readonly [typed: string, kind: string][] = [
    ['stats', 'stats'],
    ['<at>Countersign</at> STATS!', 'stats'],
    ['  Statistics ', 'stats'],
    ['statistics?', 'stats'],
    ['stats-x', 'unknown'],
    ['statsx', 'unknown'],
    ['stats 7', 'incomplete'],
    ['stats CS-7F3K2Q', 'incomplete'],
  ];
  for (const [typed, kind] of table) {
    it(`takes ${JSON.stringify(typed)} as ${kind}`, () => {
      assert.equal(parseCommand(typed).kind, kind);
    });
  }
});
