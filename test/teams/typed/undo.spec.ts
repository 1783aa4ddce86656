import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { RefusalReason } from '../../../src/approval/lifecycle.ts';
import { parseCommand } from '../../../src/teams/typed/parse-command.ts';
import type { CardClick, ClickAnswer, UndoAnswer } from '../../../src/workflow/steps.ts';
import { requestView } from '../support/request-view.ts';
import { type Edge, startEdge } from '../support/start-edge.ts';

const undo = { kind: 'undo', requestId: 'CS-7F3K2Q' };
const incomplete = { kind: 'incomplete', command: 'undo', problem: 'requestId' };
const unknown = { kind: 'unknown', nearest: 'undo', requestId: 'CS-7F3K2Q' };
const oneId = { kind: 'oneRequestId', command: 'undo', requestId: 'CS-7F3K2Q' };

describe('undo as people type it', () => {
  const table: readonly [typed: string, meant: object][] = [
    ['undo CS-7F3K2Q', undo],
    ['<at>Countersign</at> UNDO&nbsp;cs 7f3 k2q.', undo],
    ['Undo: CS\u20137F3K2Q!', undo],
    ['undo 7f3k2q', undo],
    ['undo', incomplete],
    ['undo that please', incomplete],
    ['undo CS-7F3K2Q CS-7F3K2R', oneId],
    ['undo CS-7F3K2U', incomplete],
    ['undo <script>alert(1)</script>', incomplete],
    ["undo CS-7F3K2Q'; drop table request", oneId],
    ['undo CS-7F3K2', { kind: 'requestIdLength', characters: 5 }],
    ['undo cs7f3k2qq', { kind: 'requestIdLength', characters: 7 }],
    ['unod CS-7F3K2Q', unknown],
    ['udno CS-7F3K2Q', unknown],
    ['undoo CS-7F3K2Q', unknown],
    ['ndo CS-7F3K2Q', unknown],
    ['undo-all', { kind: 'unknown', nearest: undefined }],
  ];
  for (const [typed, meant] of table) {
    it(JSON.stringify(typed), () => {
      assert.deepEqual(parseCommand(typed), meant);
    });
  }
});

describe('undo in Teams', () => {
  let edge: Edge;
  let postId: string;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
    const view = requestView({ state: 'verified', undo: { kind: 'offered', emailCount: 4 } });
    postId = (await edge.teams.thread.postCard(edge.channel, view)).activityId;
  });
  beforeEach(() => edge.steps.reset());
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  async function ask(text: string, as: 'ana' | 'eve' = 'ana', where: 'channel' | 'personal' = 'channel') {
    const { teams } = edge.tenant;
    const delivery = await teams.say(text, { as, where });
    assert.equal(delivery.status, 200);
    const answer = where === 'channel' ? teams.posts().at(-1)?.replies.at(-1) : teams.chat(as).at(-1);
    return answer?.text ?? '';
  }
  const asked = () => edge.steps.asked.filter(([step]) => step === 'requestUndo');
  const answered = (answer: UndoAnswer) => {
    edge.steps.answers.requestUndo = async () => answer;
  };
  const done = { kind: 'done', undoId: 'CS-C2VR6A', emailCount: 4, channelBound: true, alreadyAsked: false } as const;

  it('typed, points to the new request, in the channel and in a chat', async () => {
    answered(done);
    for (const where of ['channel', 'personal'] as const) {
      assert.equal(
        await ask('undo cs 7f3k2q', 'ana', where),
        'CS-C2VR6A asks to put 4 emails of CS-7F3K2Q back. Its card is in the alert channel; nothing moves before it is approved.',
      );
    }
    assert.equal(asked()[0]?.[1], 'CS-7F3K2Q');
  });

  it('typed, says so where it was asked for before, and where there is no channel for its card', async () => {
    answered({ ...done, emailCount: 1, alreadyAsked: true });
    assert.equal(
      await ask('undo CS-7F3K2Q'),
      'An undo of CS-7F3K2Q was asked for already: CS-C2VR6A, about 1 email. Its card is in the alert channel.',
    );
    answered({ ...done, channelBound: false });
    assert.match(await ask('undo CS-7F3K2Q'), /^CS-C2VR6A asks to put 4 emails.*It has no card.*"alerts here"/);
    answered({ ...done, channelBound: false, alreadyAsked: true });
    assert.match(await ask('undo CS-7F3K2Q'), /^An undo of CS-7F3K2Q was asked for already.*It has no card/);
  });

  it('typed, is refused in a sentence that says why and what to do', async () => {
    const sentences: readonly [RefusalReason, RegExp][] = [
      ['unknownRequest', /^There is no request CS-7F3K2Q\./],
      ['cannotUndoHardDelete', /^CS-7F3K2Q asked for a hard delete, and that can't be taken back\.$/],
      ['undoOfOpen', /^Nobody has approved CS-7F3K2Q yet/],
      ['undoOfRejected', /^CS-7F3K2Q was rejected, so nothing was moved/],
      ['undoOfExpired', /^CS-7F3K2Q expired, so nothing was moved/],
      ['undoOfWithdrawn', /^CS-7F3K2Q was withdrawn/],
      ['undoOfDryRun', /^CS-7F3K2Q was a dry run: no mailbox changed/],
      ['undoOfFailed', /^Nothing of CS-7F3K2Q could be submitted/],
      ['cannotUndoUndo', /^CS-7F3K2Q moved email to the inbox itself, .*"request"/],
      ['nothingToUndo', /^The mailboxes show no email that CS-7F3K2Q moved/],
      ['notYetVerified', /^It is not known yet what CS-7F3K2Q moved\. Try again once its card/],
      ['undoTooLate', /^CS-7F3K2Q was submitted more than 30 days ago\..*30 days at most/],
      ['alreadyUndone', /^What that request moved was already put back\.$/],
      ['notAMember', /^Only approvers and members of the alert channel's team can ask for an undo\./],
      ['notAnApprover', /^Only approvers can ask for an undo/],
      ['guest', /^Guests can't ask for an undo here\./],
      ['membershipUnknown', /^Your Entra groups .* whether you may ask for an undo\./],
    ];
    for (const [reason, sentence] of sentences) {
      answered({ kind: 'refused', reason });
      assert.match(await ask('undo CS-7F3K2Q', 'eve', 'personal'), sentence);
    }
  });

  it('typed too early, says when the mailboxes are checked next; typed too late, by what it was undone', async () => {
    answered({ kind: 'refused', reason: 'notYetVerified', tryAgainAt: Date.UTC(2026, 0, 5, 9, 15) });
    assert.match(await ask('undo CS-7F3K2Q'), /checked next on Jan 5, 2026, 9:15.AM UTC; try again after that\.$/);
    answered({ kind: 'refused', reason: 'alreadyUndone', otherId: 'CS-C2VR6A' });
    assert.equal(await ask('undo CS-7F3K2Q'), 'What CS-7F3K2Q moved was already put back with CS-C2VR6A.');
    answered({ kind: 'refused', reason: 'undoOvertaken', otherId: 'CS-C2VR6A' });
    assert.match(await ask('undo CS-7F3K2Q'), /moved again since, with CS-C2VR6A\..*undo CS-C2VR6A\.$/);
  });

  it('typed without an id that can be one, asks nobody and says what is missing', async () => {
    assert.match(await ask('undo'), /^After "undo" comes a request id.*undo CS-7F3K2Q/);
    assert.match(await ask('undo CS-7F3K2'), /^That id has 5 characters/);
    assert.match(await ask('unod CS-7F3K2Q'), /Did you mean "undo"\?/);
    assert.deepEqual(asked(), []);
  });

  it('clicked, is answered with the card, which names the new request', async () => {
    const view = requestView({
      state: 'verified',
      undo: { kind: 'asked', requestId: 'CS-C2VR6A' },
      notice: 'undoAsked',
    });
    edge.steps.answers.click = async (): Promise<ClickAnswer> => ({ kind: 'card', view });
    const [delivery] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'undo' });
    assert.equal(delivery?.status, 200);
    assert.match(JSON.stringify(delivery?.body), /Undo asked for with CS-C2VR6A/);
    const [, click] = edge.steps.asked.find(([step]) => step === 'click') ?? [];
    assert.deepEqual(click, { verb: 'undo', requestId: 'CS-7F3K2Q', revision: 1 } satisfies CardClick);
  });

  it('clicked by an old client, is answered in the own chat, with the id of the new request', async () => {
    const view = requestView({
      state: 'verified',
      undo: { kind: 'asked', requestId: 'CS-C2VR6A' },
      notice: 'undoAsked',
    });
    edge.steps.answers.click = async (): Promise<ClickAnswer> => ({ kind: 'card', view });
    await edge.tenant.teams.click({ as: 'ana', postId, verb: 'undo', kind: 'submit' });
    assert.match(edge.tenant.teams.chat('ana').at(-1)?.text ?? '', /CS-7F3K2Q: Undo asked for with CS-C2VR6A/);
  });

  it('clicked too early, is refused with the time, for the clicker alone', async () => {
    edge.steps.answers.click = async () => ({
      kind: 'refused',
      reason: 'notYetVerified',
      requestId: 'CS-7F3K2Q',
      tryAgainAt: Date.UTC(2026, 0, 5, 9, 15),
    });
    const [delivery] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'undo' });
    assert.match(JSON.stringify(delivery?.body), /checked next on Jan 5, 2026/);
    edge.steps.answers.click = async () => ({ kind: 'refused', reason: 'notAMember', requestId: 'CS-7F3K2Q' });
    const [stranger] = await edge.tenant.teams.click({ as: 'eve', postId, verb: 'undo' });
    assert.match(JSON.stringify(stranger?.body), /can ask for an undo/);
  });
});
