import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'mocha';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const names = ['adele', 'bert', 'carla', 'dora', 'emil'];

describe('undo, through the running service', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow({ env: { VERIFY_SCHEDULE: 'PT0.2S,PT0.6S', RECONCILE_AFTER: 'PT0.3S' } });
  });
  afterEach(() => assert.deepEqual(world.tenant.violations, []));
  after(() => world.close());

  const told = (requestId: string) => world.tenant.graph.remediations.filter(({ body }) => says(body, requestId));
  const repliesTo = (requestId: string) => world.card(requestId).replies;
  const idIn = (card: unknown, pattern: RegExp) => pattern.exec(JSON.stringify(card))?.[1] ?? '';

  /** Five mailboxes, of which Carla's is on-premises: approved, submitted and looked at. */
  async function removed(recommendedAction = 'softDelete') {
    const networkMessageId = randomUUID();
    const emails = names.map((name) => ({ networkMessageId, recipientEmailAddress: `${name}@contoso.com` }));
    for (const email of emails) {
      const onPremises = email.recipientEmailAddress.startsWith('carla');
      world.tenant.graph.addMail({ ...email, ...(onPremises ? { location: 'onprem_external' } : {}) });
    }
    const { alertId: _sample, ...alert } = world.tenant.sampleAlert(0);
    const { body } = await world.tenant.pushAlert({
      ...alert,
      alertId: randomUUID(),
      campaignId: randomUUID(),
      emails,
      recommendedAction,
    });
    const { requestId } = body as { requestId: string };
    await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, requestId)));
    await world.tenant.teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await eventually(world, () => repliesTo(requestId).some((reply) => says(reply.card, 'Not removed')));
    return { requestId, emails, networkMessageId };
  }
  const placesOf = (networkMessageId: string) =>
    world.tenant.graph
      .mailboxes()
      .filter((mail) => mail.networkMessageId === networkMessageId)
      .map(({ location }) => location);

  it('brings back exactly the four of five that were proven gone, by an approval of its own', async () => {
    const { requestId, emails, networkMessageId } = await removed();
    const proof = repliesTo(requestId).at(-1);
    assert.ok(says(proof?.card, '4 of 5 emails left the inbox.'));
    assert.ok(says(proof?.card, 'carla@contoso.com'));
    await eventually(world, () => says(world.card(requestId).card, 'Undo opens a new request to put 4 emails back.'));

    const clicked = await world.tenant.teams.click({
      as: 'ana',
      postId: world.card(requestId).id,
      verb: 'undo',
      times: 10,
      activityIds: 'new',
    });
    const [undoId, ...others] = new Set(clicked.map(({ body }) => idIn(body, /Undo asked for with (CS-\w{6})/)));
    assert.ok(undoId);
    assert.deepEqual(others, []);
    await eventually(world, () =>
      world.tenant.teams.posts().some((post) => says(post.card, `Takes back ${requestId}: put 4 emails back`)),
    );
    const cards = world.tenant.teams.posts().filter((post) => says(post.card, `Takes back ${requestId}`));
    assert.equal(cards.length, 1);
    const postId = cards[0]?.id ?? '';
    assert.deepEqual(told(undoId), []);

    const [own] = await world.tenant.teams.click({ as: 'ana', postId, verb: 'approve' });
    assert.ok(says(own?.body, `You asked for this yourself, so somebody else has to approve ${undoId}`));
    await world.tenant.teams.click({ as: 'ben', postId, verb: 'approve' });
    const replies = () => world.tenant.teams.posts().find(({ id }) => id === postId)?.replies ?? [];
    await eventually(world, () => replies().some((reply) => says(reply.card, '4 of 4 emails are back in the inbox.')));

    const [call, ...more] = told(undoId);
    assert.deepEqual(more, []);
    const body = call?.body as { action: string; approverUpn: string; analyzedEmails: unknown[] };
    assert.deepEqual([body.action, body.approverUpn], ['moveToInbox', 'ben@contoso.com']);
    assert.deepEqual(
      body.analyzedEmails,
      emails.filter(({ recipientEmailAddress }) => !recipientEmailAddress.startsWith('carla')),
    );
    assert.deepEqual(placesOf(networkMessageId), [
      'inbox_folder',
      'inbox_folder',
      'onprem_external',
      'inbox_folder',
      'inbox_folder',
    ]);
    await eventually(world, () =>
      says(world.card(requestId).card, `What this request moved was put back with ${undoId}.`),
    );
    const { teams } = world.tenant;
    await teams.say(`undo ${requestId}`, { as: 'ben', where: 'personal' });
    assert.equal(teams.chat('ben').at(-1)?.text, `What ${requestId} moved was already put back with ${undoId}.`);
    await teams.say(`undo ${undoId}`, { as: 'ben', where: 'personal' });
    assert.match(teams.chat('ben').at(-1)?.text ?? '', /moved email to the inbox itself/);
  });

  it('typed is refused with the reason: for hard deletes, wrong ids, and people without rights', async () => {
    const { requestId } = await removed('hardDelete');
    const { teams } = world.tenant;
    const answers: readonly [text: string, as: 'ana' | 'eve' | 'gus', RegExp][] = [
      [`undo ${requestId.toLowerCase()}`, 'ana', /asked for a hard delete, and that can't be taken back\.$/],
      ['undo CS-ZZZZZZ', 'ana', /^There is no request CS-ZZZZZZ/],
      [`undo ${requestId}`, 'eve', /can't be taken back\.$/],
      [`undo ${requestId}`, 'gus', /^Guests can't ask for an undo/],
      [`ubdo ${requestId}`, 'ana', /Did you mean "undo"\?/],
    ];
    for (const [text, as, expected] of answers) {
      await teams.say(text, { as, where: 'personal' });
      assert.match(teams.chat(as).at(-1)?.text ?? '', expected);
    }
    assert.ok(!says(world.card(requestId).card, '"verb":"undo"'));
  });

  it('whose answer never came is told apart from one that never was: the email is in the inbox again', async () => {
    const { requestId, networkMessageId } = await removed();
    const { teams, graph } = world.tenant;
    await teams.say(`undo ${requestId}`, { as: 'ana', where: 'personal' });
    const undoId = idIn(teams.chat('ana').at(-1)?.text, /(CS-\w{6}) asks to put 4 emails/);
    const card = () => teams.posts().find((post) => says(post.card, `Takes back ${requestId}`));
    const postId = (await eventually(world, card)).id;

    const then = 'reset' as const;
    graph.next({ kind: 'acceptThen', then });
    await teams.click({ as: 'ben', postId, verb: 'approve' });
    const replies = () => teams.posts().find(({ id }) => id === postId)?.replies ?? [];
    await eventually(world, () => replies().some((reply) => says(reply.card, '4 of 4 emails are back in the inbox.')));

    assert.equal(told(undoId).length, 1);
    assert.equal(placesOf(networkMessageId).filter((place) => place === 'inbox_folder').length, 4);
  });
});
