/** The pages of a request's recipients, through the real SDK and the real steps: for whoever clicked, and nobody else. */
import assert from 'node:assert/strict';
import type { AnalyzedEmail, RequestId } from '../../src/approval/request.ts';
import { recipientsOnPage } from '../../src/workflow/page-of-recipients.ts';
import { anAlert, aPolicy, messageA, messageB } from '../support/builders.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

type Who = 'ana' | 'eve' | 'gus';

describe('Show recipients', () => {
  let edge: Edge;
  let world: StepWorld;
  let requestId: RequestId;
  let postId: string;
  before(async () => {
    edge = await startEdge({ steps: () => world.steps });
    edge.tenant.teams.limits = 'off';
  });
  beforeEach(async () => {
    const { ana } = edge.tenant.teams.people;
    world = await startStepWorld({ policy: aPolicy({ approvers: { users: [ana.upn], groups: [] } }) });
    Object.assign(world.settings, { alertChannel: edge.channel });
    const [first, ...others] = [...emails(messageB, 40), ...emails(messageA, 35)];
    assert.ok(first);
    ({ requestId } = await world.steps.receiveAlert(anAlert({ emails: [first, ...others] })));
    await world.work();
    const view = world.thread.posts.at(-1)?.view;
    assert.ok(view);
    postId = (await edge.teams.thread.postCard(edge.channel, view)).activityId;
  });
  afterEach(() => world.close());
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  function emails(networkMessageId: string, count: number): AnalyzedEmail[] {
    return Array.from({ length: count }, (_none, index) => ({
      networkMessageId,
      recipientEmailAddress: `user${index}@contoso.com`,
    }));
  }
  const postedCard = () => JSON.stringify(edge.tenant.teams.posts().find(({ id }) => id === postId)?.card);
  /** What the person sees in the place of the card, or the sentence they are told. */
  async function click(verb: string, page?: number, as: Who = 'ana'): Promise<string> {
    const data = { requestId, revision: 1, ...(page === undefined ? {} : { page }) };
    const [delivery] = await edge.tenant.teams.click({ as, postId, verb, data });
    assert.equal(delivery?.status, 200);
    return JSON.stringify((delivery.body as { value: unknown }).value);
  }

  it('is offered where the card does not name them all', () => {
    assert.match(postedCard(), /"title":"Show recipients"/);
  });

  it('answers with one page of them, by message, and with the ways to the next and back', async () => {
    const text = await click('recipients', 2);

    assert.match(text, new RegExp(`Recipients of ${requestId}`));
    assert.match(text, /Page 2 of 3/);
    assert.match(text, /Shown: 31 to 60 of 75 emails, by message/);
    const [inB, inA] = [text.indexOf(`Message ${messageB}`), text.indexOf(`Message ${messageA}`)];
    // 0a1b… stands before 73ca….
    assert.ok(inB !== -1 && inB < inA);
    assert.equal(text.match(/user\d+@contoso\.com/g)?.length, recipientsOnPage);
    assert.match(text, /"page":1.*"page":3.*"verb":"refresh"/);
  });

  it('begins with the first page, ends with the last, and never goes beyond', async () => {
    const [first, last, beyond] = [
      await click('recipients'),
      await click('recipients', 3),
      await click('recipients', 99),
    ];

    assert.doesNotMatch(first, /Previous page/);
    assert.match(first, /Next page/);
    assert.doesNotMatch(last, /Next page/);
    assert.equal(beyond, last);
  });

  it('changes nothing for everybody else, and the way back leads to the card', async () => {
    const before = postedCard();
    await click('recipients', 2);

    assert.equal(postedCard(), before);
    assert.match(await click('refresh'), /Remove this email\?.*"verb":"approve"/);
  });

  it('does not keep the card from being redrawn for all once somebody decides', async () => {
    await click('recipients', 2);
    await click('approve');
    await world.work();
    const view = world.thread.updates.at(-1)?.view;
    assert.ok(view);
    const post = edge.tenant.teams.posts().find(({ id }) => id === postId);
    assert.ok(post);
    await edge.teams.thread.updateCard(
      { ...edge.channel, activityId: postId, conversationId: `${edge.channel.channelId};messageid=${postId}` },
      view,
    );

    assert.match(postedCard(), /Submitted to Microsoft Defender/);
    assert.doesNotMatch(postedCard(), /Recipients of/);
  });

  it('says of each email how far it got, and what the mailboxes show', async () => {
    assert.doesNotMatch(await click('recipients'), /user0@contoso\.com: /);
    await click('approve');
    assert.match(await click('recipients'), /user0@contoso\.com: not submitted yet/);
    await world.work();
    assert.match(await click('recipients'), /user0@contoso\.com: submitted, not verified yet/);
    world.mailboxes.otherwise = 'others';
    world.mailboxes.locations.set(`${messageB}|user0@contoso.com`, 'onprem_external');
    world.mailboxes.locations.set(`${messageB}|user1@contoso.com`, 'inbox_folder');
    world.clock.advance(60_000);
    await world.work();

    const text = await click('recipients');

    assert.match(text, /user0@contoso\.com: on-premises or external mailbox, out of reach/);
    assert.match(text, /user1@contoso\.com: still where it was/);
    assert.match(text, /user2@contoso\.com: moved/);
  });

  it('is for members of the alert channel’s team and approvers alone', async () => {
    assert.match(await click('recipients', 1, 'eve'), /Page 1 of 3/);
    assert.match(await click('recipients', 1, 'gus'), /Guests can't see/);
    Object.assign(world.settings, {
      alertChannel: { teamId: '19:other@thread.tacv2', channelId: '19:x@thread.tacv2' },
    });

    assert.match(await click('recipients', 1, 'eve'), /Only approvers and members/);
  });

  it('is answered in the clicker’s own chat, where the client knows no Action.Execute', async () => {
    const { teams } = edge.tenant;
    const before = postedCard();
    await teams.click({ as: 'ana', postId, verb: 'recipients', kind: 'submit' });

    const told = teams.chat('ana').at(-1);
    assert.match(JSON.stringify(told?.card), /Page 1 of 3/);
    assert.equal(postedCard(), before);
  });

  it('takes no page that is none', async () => {
    for (const page of [0, -1, 1.5, '2', null, {}] as unknown[]) {
      const data = { requestId, revision: 1, page };
      const [delivery] = await edge.tenant.teams.click({ as: 'ana', postId, verb: 'recipients', data });
      assert.ok(delivery);
      const { value } = delivery.body as { value: unknown };
      assert.equal(typeof value === 'string', page !== null, String(page));
    }
  });
});
