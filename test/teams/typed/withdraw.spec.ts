import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { RefusalReason } from '../../../src/approval/lifecycle.ts';
import { parseCommand } from '../../../src/teams/typed/parse-command.ts';
import type { ClickAnswer } from '../../../src/workflow/steps.ts';
import { mentionsOn } from '../../cards/mentions.ts';
import { replyViews } from '../../cards/views.ts';
import { buttonsOn, textOn } from '../../cards/walk.ts';
import { requestView } from '../support/request-view.ts';
import { type Edge, startEdge } from '../support/start-edge.ts';

const withdraw = { kind: 'withdraw', requestId: 'CS-7F3K2Q' };
const incomplete = { kind: 'incomplete', command: 'withdraw', problem: 'requestId' };
const unknown = { kind: 'unknown', nearest: 'withdraw', requestId: 'CS-7F3K2Q' };
const oneId = { kind: 'oneRequestId', command: 'withdraw', requestId: 'CS-7F3K2Q' };

describe('withdraw as people type it', () => {
  const table: readonly [typed: string, meant: object][] = [
    ['withdraw CS-7F3K2Q', withdraw],
    ['<at>Countersign</at> WITHDRAW&nbsp;cs 7f3 k2q.', withdraw],
    ['Withdraw: CS\u20137F3K2Q!', withdraw],
    ['withdraw', incomplete],
    ['withdraw my request', incomplete],
    ['withdraw CS-7F3K2Q CS-7F3K2R', oneId],
    ["withdraw CS-7F3K2Q'; drop table request", oneId],
    ['withdraw CS-7F3K2', { kind: 'requestIdLength', characters: 5 }],
    ['withdrow CS-7F3K2Q', unknown],
    ['witdraw CS-7F3K2Q', unknown],
    ['with draw CS-7F3K2Q', { ...unknown, nearest: undefined }],
  ];
  for (const [typed, meant] of table) {
    it(JSON.stringify(typed), () => assert.deepEqual(parseCommand(typed), meant));
  }
});

describe('taking back, asking again and being reminded, in Teams', () => {
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

  async function ask(text: string): Promise<string> {
    const { teams } = edge.tenant;
    await teams.say(text, { as: 'ana', where: 'personal' });
    return teams.chat('ana').at(-1)?.text ?? '';
  }

  it('says that a request is withdrawn', async () => {
    edge.steps.answers.withdraw = async () => ({ kind: 'done' });
    assert.equal(
      await ask('withdraw cs 7f3k2q'),
      'CS-7F3K2Q is withdrawn. Nothing was done to the email, and nobody can approve it any more.',
    );
    assert.equal(edge.steps.asked.find(([step]) => step === 'withdraw')?.[1], 'CS-7F3K2Q');
  });

  it('says why not, and what can be done instead', async () => {
    const sentences: readonly [RefusalReason, RegExp][] = [
      [
        'notTheRequester',
        /^Only the person who asked for CS-7F3K2Q can withdraw it\. .* reject it on its card instead\.$/,
      ],
      ['noRequester', /^CS-7F3K2Q came from an alert: .* reject it on its card instead\.$/],
      ['alreadyDecided', /^It's too late: CS-7F3K2Q does not wait for a decision any more\./],
      ['expired', /^It's too late: CS-7F3K2Q/],
      ['unknownRequest', /^There is no request CS-7F3K2Q\./],
      ['notAMember', /^Only approvers and members .* can see this\./],
    ];
    for (const [reason, sentence] of sentences) {
      edge.steps.answers.withdraw = async () => ({ kind: 'refused', reason });
      assert.match(await ask('withdraw CS-7F3K2Q'), sentence);
    }
  });

  it('carries a click on Ask again to its step, and answers with where it leads', async () => {
    const expired = requestView({ state: 'expired' });
    const { activityId } = await edge.teams.thread.postCard(edge.channel, expired);
    edge.steps.answers.click = async (): Promise<ClickAnswer> => ({
      kind: 'card',
      view: { ...expired, askedAgain: { requestId: 'CS-C2VR6A', by: 'ana@contoso.com' }, notice: 'askedAgain' },
    });
    for (const kind of ['execute', 'submit'] as const) {
      const [answer] = await edge.tenant.teams.click({ as: 'ana', postId: activityId, verb: 'askAgain', kind });
      assert.partialDeepStrictEqual(edge.steps.asked.findLast(([step]) => step === 'click')?.[1], {
        verb: 'askAgain',
        requestId: expired.requestId,
        revision: expired.revision,
      });
      if (kind === 'submit') {
        assert.match(
          edge.tenant.teams.chat('ana').at(-1)?.text ?? '',
          /ana@contoso\.com asked for it again with CS-C2VR6A/,
        );
        continue;
      }
      assert.ok(answer);
      const card = (answer.body as { value: Record<string, unknown> }).value;
      assert.match(textOn(card), /ana@contoso\.com asked for it again with CS-C2VR6A/);
      assert.ok(!buttonsOn(card).some(({ verb }) => verb === 'askAgain'));
    }
  });

  it('refuses Ask again as a removal that somebody may not ask for', async () => {
    const { activityId } = await edge.teams.thread.postCard(edge.channel, requestView({ state: 'expired' }));
    edge.steps.answers.click = async ({ requestId }: { requestId: `CS-${string}` }): Promise<ClickAnswer> => ({
      kind: 'refused',
      reason: 'guest',
      requestId,
    });
    const [answer] = await edge.tenant.teams.click({ as: 'gus', postId: activityId, verb: 'askAgain' });
    assert.ok(answer);
    assert.match(String((answer.body as { value: unknown }).value), /^Guests can't ask for a removal here\./);
  });

  it('says a reminder under the card, with its mentions', async () => {
    const card = await edge.teams.thread.postCard(edge.channel, replyViews.reminded);
    await edge.teams.thread.reply(card, 'reminded', replyViews.reminded);

    const reply = edge.tenant.teams
      .posts()
      .find(({ id }) => id === card.activityId)
      ?.replies.at(-1);
    assert.ok(mentionsOn(reply?.card ?? {}).length > 0);
  });
});
