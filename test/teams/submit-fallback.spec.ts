import assert from 'node:assert/strict';
import { requestView } from './support/request-view.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

describe('a click of a client without Action.Execute', () => {
  let edge: Edge;
  let postId: string;
  let seen: number;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
    postId = (await edge.teams.thread.postCard(edge.channel, requestView())).activityId;
  });
  beforeEach(() => {
    edge.steps.reset();
    seen = edge.tenant.teams.chat('eve').length;
  });
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  /** What came into Eve's chat in this test. */
  const chat = () => edge.tenant.teams.chat('eve').slice(seen);
  const click = (verb: string, as: 'ana' | 'eve' = 'eve') =>
    edge.tenant.teams.click({ as, postId, verb, kind: 'submit' });

  it('counts like any other, and says nothing more: the redrawn card shows it', async () => {
    const [delivery] = await click('approve', 'ana');
    assert.equal(delivery?.status, 200);
    const [, asked, by] = edge.steps.asked.find(([step]) => step === 'click') ?? [];
    assert.deepEqual(asked, {
      verb: 'approve',
      requestId: 'CS-7F3K2Q',
      revision: 1,
      action: 'softDelete',
      severity: 'high',
      remediateSendersCopy: false,
    });
    assert.equal((by as { person: { upn: string } }).person.upn, 'ana@contoso.com');
    assert.equal(edge.tenant.teams.chat('ana').length, 0);
    assert.equal(edge.tenant.teams.posts()[0]?.replies.length, 0);
  });

  it('is refused in the chat of the clicker, not in the channel', async () => {
    edge.steps.answers.click = async () => ({ kind: 'refused', reason: 'notAnApprover', requestId: 'CS-7F3K2Q' });
    await click('approve');
    assert.match(chat()[0]?.text ?? '', /CS-7F3K2Q.*approver policy/);
    assert.equal(edge.tenant.teams.posts()[0]?.replies.length, 0);
  });

  it('tells the clicker privately why the card is not what they clicked', async () => {
    edge.steps.answers.click = async () => ({ kind: 'card', view: requestView({ notice: 'staleRevision' }) });
    await click('approve');
    assert.match(chat()[0]?.text ?? '', /^CS-7F3K2Q: This request changed/);
  });

  it('shows the card in the chat to whoever asked to see it', async () => {
    const data = { verb: 'open', requestId: 'CS-7F3K2Q', revision: 1 };
    await edge.tenant.teams.click({ as: 'eve', postId, verb: 'open', kind: 'submit', data });
    assert.equal(chat()[0]?.card?.['type'], 'AdaptiveCard');
  });

  it('gets a short line in the thread, without a word of the mail, where the chat is closed to us', async () => {
    edge.steps.answers.click = async () => ({ kind: 'refused', reason: 'notAnApprover', requestId: 'CS-7F3K2Q' });
    edge.tenant.teams.fail({ on: 'post', status: 403 });
    await click('approve');
    const [reply] = edge.tenant.teams.posts()[0]?.replies ?? [];
    assert.match(reply?.text ?? '', /^Eve Lindqvist, .*could not write to you in private/);
    assert.equal(chat().length, 0);
  });

  it('delivered again is answered once', async () => {
    edge.steps.answers.click = async () => ({ kind: 'refused', reason: 'guest', requestId: 'CS-7F3K2Q' });
    await edge.tenant.teams.click({
      as: 'eve',
      postId,
      verb: 'approve',
      kind: 'submit',
      times: 3,
      activityIds: 'same',
    });
    assert.equal(chat().length, 1);
  });
});
