import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

describe('from alert to tracking link, through the running service', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow();
  });
  afterEach(() => assert.deepEqual(world.tenant.violations, []));
  after(() => world.close());

  /** What Graph was told of the request. */
  const told = (requestId: string) => world.tenant.graph.remediations.filter(({ body }) => says(body, requestId));

  async function pushed(sample: 0 | 1 | 2 = 0) {
    const alert = world.tenant.sampleAlert(sample);
    const { status, body } = await world.tenant.pushAlert(alert);
    assert.equal(status, 202);
    const answer = body as {
      requestId: string;
      revision: number;
      state: string;
      duplicate: boolean;
      statusUrl: string;
    };
    await eventually(world, () => world.tenant.teams.posts().some((post) => says(post.card, answer.requestId)));
    return { alert, ...answer };
  }

  async function status(statusUrl: string) {
    const { secret } = world.tenant.alertSource;
    const id = `msg_${statusUrl}`;
    const at = new Date();
    const signature = new Webhook(secret).sign(id, at, '');
    const response = await fetch(`${world.service.origin}${statusUrl}`, {
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      },
    });
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  }

  it('walks the main path', async () => {
    const { requestId, revision, state, duplicate, statusUrl, alert } = await pushed();
    assert.match(requestId, /^CS-[0-9A-HJKMNP-TV-Z]{6}$/);
    assert.deepEqual({ revision, state, duplicate }, { revision: 1, state: 'pending', duplicate: false });
    const post = world.card(requestId);
    const { graph, teams } = world.tenant;

    const [click] = await teams.click({ as: 'ana', postId: post.id, verb: 'approve' });
    assert.equal(click?.status, 200);
    assert.ok(says(click?.body, 'application/vnd.microsoft.card.adaptive'));
    await eventually(world, () => world.card(requestId).replies.length > 0);

    const [call, ...others] = told(requestId);
    assert.deepEqual(others, []);
    const body = call?.body as Record<string, unknown>;
    assert.equal(body['approverUpn'], 'ana@contoso.com');
    assert.strictEqual(body['remediateSendersCopy'], false);
    const emails = alert['emails'] as { networkMessageId: string }[];
    assert.equal((body['analyzedEmails'] as unknown[]).length, emails.length);
    assert.ok(String(body['displayName']).includes(requestId));
    assert.ok(String(body['description']).includes('ana@contoso.com'));
    assert.ok(call?.headers['client-request-id']);

    await eventually(world, () => says(world.card(requestId).card, 'ana@contoso.com'));
    const [reply] = world.card(requestId).replies;
    assert.ok(says(reply?.card, 'https://security.microsoft.com/action-center/history'));
    assert.ok(says(reply?.card, 'ana@contoso.com'));
    const mails = graph.mailboxes().filter((mail) => mail.networkMessageId === emails[0]?.networkMessageId);
    assert.equal(mails.length, emails.length);
    assert.ok(mails.every((mail) => mail.remediations === 1 && mail.location !== 'inbox_folder'));

    const answer = await status(statusUrl);
    assert.equal(answer.status, 200);
    const request = answer.body as unknown as {
      state: string;
      decisions: { approverUpn: string }[];
      batches: { state: string; trackingLink: string; bulkId: string }[];
    };
    assert.equal(request.state, 'submitted');
    assert.equal(request.decisions[0]?.approverUpn, 'ana@contoso.com');
    assert.equal(request.batches[0]?.state, 'accepted');
    assert.ok(request.batches[0]?.bulkId);
  });

  it('refuses the outsider and the guest privately', async () => {
    const { requestId } = await pushed();
    const post = world.card(requestId);

    for (const as of ['eve', 'gus'] as const) {
      const [click] = await world.tenant.teams.click({ as, postId: post.id, verb: 'approve' });
      assert.equal(click?.status, 200);
      assert.ok(says(click?.body, 'application/vnd.microsoft.activity.message'), as);
    }

    assert.deepEqual(told(requestId), []);
    assert.equal(world.card(requestId).replies.length, 0);
  });

  it('acts once on a click that is delivered many times', async () => {
    const { requestId } = await pushed();
    const post = world.card(requestId);
    const { teams } = world.tenant;

    const same = teams.click({ as: 'ana', postId: post.id, verb: 'approve', times: 25, activityIds: 'same' });
    const impatient = teams.click({ as: 'ben', postId: post.id, verb: 'approve', times: 25, activityIds: 'new' });
    const answers = [...(await same), ...(await impatient)];
    await eventually(world, () => world.card(requestId).replies.length > 0);

    assert.equal(answers.filter((answer) => answer.status === 200).length, 50);
    assert.equal(told(requestId).length, 1);
    assert.equal(world.card(requestId).replies.length, 1);
  });

  it('takes the old clients’ Action.Submit as well', async () => {
    const { requestId } = await pushed();
    const post = world.card(requestId);

    await world.tenant.teams.click({ as: 'ana', postId: post.id, verb: 'approve', kind: 'submit' });
    await eventually(world, () => world.card(requestId).replies.length > 0);

    assert.equal(told(requestId).length, 1);
  });

  it('shows a rejection with its reason and touches no mailbox', async () => {
    const { requestId } = await pushed();
    const post = world.card(requestId);
    const { teams } = world.tenant;

    const [without] = await teams.click({ as: 'ana', postId: post.id, verb: 'reject' });
    const inputs = { reason: 'Our own newsletter' };
    await teams.click({ as: 'ana', postId: post.id, verb: 'reject', inputs });
    await eventually(world, () => says(world.card(requestId).card, 'Our own newsletter'));

    assert.ok(says(without?.body, 'application/vnd.microsoft.activity.message'));
    assert.ok(says(world.card(requestId).card, 'ana@contoso.com'));
    assert.deepEqual(told(requestId), []);
  });

  it('carries out a request typed in chat', async () => {
    const { teams, graph } = world.tenant;
    const mail = graph.addMail({
      networkMessageId: '5f1de6f4-9df4-4a3c-9a51-5d1a2b6c7d8e',
      recipientEmailAddress: 'mia@contoso.com',
    });

    const said = `request ${mail.networkMessageId} mia@contoso.com hardDelete because the CFO asked`;
    await teams.say(said, { as: 'ana', where: 'personal' });
    const pointer = await eventually(world, () => teams.chat('ana').find((post) => post.from === 'bot'));
    const requestId = /CS-[0-9A-Z]{6}/.exec(JSON.stringify(pointer))?.[0] ?? '';
    await eventually(world, () => teams.posts().some((post) => says(post.card, requestId)));
    const [own] = await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await teams.click({ as: 'ben', postId: world.card(requestId).id, verb: 'approve' });
    await eventually(world, () => world.card(requestId).replies.length > 0);

    assert.ok(says(own?.body, 'application/vnd.microsoft.activity.message'), 'the requester may not approve');
    const body = told(requestId)[0]?.body as Record<string, unknown>;
    assert.equal(body['approverUpn'], 'ben@contoso.com');
    assert.equal(body['action'], 'hardDelete');
    assert.deepEqual(body['analyzedEmails'], [
      { networkMessageId: mail.networkMessageId, recipientEmailAddress: 'mia@contoso.com' },
    ]);
  });

  it('loses neither an acknowledged alert nor a decision when the process is killed', async () => {
    const { requestId } = await pushed();
    await world.crash();
    const { teams, graph } = world.tenant;
    graph.standing = { kind: 'status', status: 503 };
    await teams.click({ as: 'ana', postId: world.card(requestId).id, verb: 'approve' });
    await world.crash();
    graph.standing = { kind: 'accept' };
    // Killed between Teams' answer and our commit, a card is posted once more: the thread is then under the second one.
    const replies = () =>
      teams
        .posts()
        .filter((post) => says(post.card, requestId))
        .flatMap((post) => post.replies);
    await eventually(world, () => replies().length > 0);

    assert.ok(says(replies().at(-1)?.card, 'action-center'));
    assert.ok(graph.mailboxes().every((mail) => mail.remediations <= 1));
  }).timeout(40_000);
});

describe('a channel that is bound by a command', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow({ fixedChannel: false });
  });
  after(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  it('gets the cards that waited for it, once an approver says "alerts here", and none after "alerts off"', async () => {
    const { teams } = world.tenant;
    const first = await world.tenant.pushAlert(world.tenant.sampleAlert(0));
    const { requestId } = first.body as { requestId: string };
    const posted = () => teams.posts().filter((post) => post.card && says(post.card, requestId));

    await teams.say('alerts here', { as: 'eve', where: 'channel' });
    assert.equal(posted().length, 0);
    await teams.say('Alerts  HERE', { as: 'ana', where: 'channel' });
    await eventually(world, () => posted().length > 0);
    await teams.say('alerts off', { as: 'ana', where: 'channel' });
    const second = await world.tenant.pushAlert(world.tenant.sampleAlert(1));
    const { requestId: later } = second.body as { requestId: string };
    await teams.say(`show ${later}`, { as: 'ana', where: 'personal' });

    assert.ok(teams.chat('ana').some((post) => post.from === 'bot' && says(post, later)));
    assert.equal(
      teams.posts().some((post) => post.card && post.from === 'bot' && says(post.card, later)),
      false,
    );
  });
});
