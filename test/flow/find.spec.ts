import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { buttonsOn, textOn } from '../cards/walk.ts';
import { injections } from '../graph/injections.ts';
import { readHuntingQuery } from '../sandbox/graph/hunting-shape.ts';
import type { Delivery, Persona, Post } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

describe('find, through the running service', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow();
    world.tenant.teams.limits = 'off';
  });
  after(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });
  afterEach(() => {
    world.tenant.graph.hunting.standing = undefined;
  });

  function addMail(subject: string, ...names: string[]) {
    const networkMessageId = randomUUID();
    for (const name of names) {
      const recipientEmailAddress = `${name}@contoso.com`;
      world.tenant.graph.addMail({ networkMessageId, recipientEmailAddress, subject, sender: 'billing@evil.example' });
    }
    return networkMessageId;
  }
  async function ask(
    text: string,
    as: Persona['key'] = 'ana',
    where: 'channel' | 'personal' = 'personal',
    inChannel?: string,
  ): Promise<Post> {
    const { teams } = world.tenant;
    const delivery = await teams.say(text, { as, where, ...(inChannel === undefined ? {} : { inChannel }) });
    assert.equal(delivery.status, 200);
    const answer = where === 'personal' ? teams.chat(as).at(-1) : teams.posts(inChannel).at(-1)?.replies.at(-1);
    assert.equal(answer?.from, 'bot');
    return answer as Post;
  }
  async function click(
    post: Post,
    message: number,
    as: Persona['key'] = 'ana',
    kind: 'execute' | 'submit' = 'execute',
  ) {
    const button = buttonsOn(post.card).find(({ data }) => (data as { message?: number }).message === message);
    const [delivery] = await world.tenant.teams.click({
      as,
      postId: post.id,
      verb: 'request',
      kind,
      data: { ...(button?.['data'] as Record<string, unknown>), ...(kind === 'submit' && { verb: 'request' }) },
    });
    assert.equal(delivery?.status, 200);
    return delivery as Delivery;
  }
  const requestIn = (told: unknown) => /CS-[0-9A-Z]{6}/.exec(JSON.stringify(told))?.[0] ?? assert.fail('no request');
  const hunted = () => world.tenant.graph.hunting.calls.length;

  it('shows what was found, and asks for its removal with one click, to be approved like any other', async () => {
    const networkMessageId = addMail('Overdue invoice 1', 'mia', 'noa', 'ole');

    const found = await ask('find from:evil.example subject:"invoice 1" last:2h');
    const answer = await click(found, 1, 'ben');
    const requestId = requestIn(answer.body);
    const card = await eventually(world, () => world.tenant.teams.posts().find((post) => says(post.card, requestId)));

    assert.match(
      textOn(found.card),
      /1 message was found\.[\s\S]*1\. Overdue invoice 1\nFrom billing@evil\[\.\]example[\s\S]*In 3 mailboxes: Inbox/,
    );
    assert.equal(found.summary, '1 message was found.');
    assert.ok(says(answer.body, `${requestId} waits for a decision. Its card is in the alert channel.`));
    assert.ok(says(card.card, 'Requested by ben@contoso.com, from a result of'));
    assert.match(textOn(card.card), /^Subject: Overdue invoice 1\nFrom: billing@evil\[\.\]example$/m);
    await world.tenant.teams.click({ as: 'ana', postId: card.id, verb: 'approve' });
    await eventually(world, () => world.tenant.graph.remediations.length > 0);
    const [{ body } = { body: undefined }] = world.tenant.graph.remediations;
    const { analyzedEmails } = body as {
      analyzedEmails: { networkMessageId: string; recipientEmailAddress: string }[];
    };
    assert.deepEqual(new Set(analyzedEmails.map((email) => email.networkMessageId)), new Set([networkMessageId]));
    assert.deepEqual(analyzedEmails.map((email) => email.recipientEmailAddress).toSorted(), [
      'mia@contoso.com',
      'noa@contoso.com',
      'ole@contoso.com',
    ]);
  });

  it('answers in the channel too, where a colleague may click', async () => {
    addMail('Overdue invoice 2', 'mia');

    const found = await ask('FIND subject:“invoice 2”', 'eve', 'channel');
    const answer = await click(found, 1, 'eve');

    assert.ok(says(answer.body, 'waits for a decision'));
  });

  it('makes one request of two clicks, also of old clients', async () => {
    addMail('Overdue invoice 3', 'mia');
    const found = await ask('find subject:"invoice 3"');

    const answers = await Promise.all([click(found, 1), click(found, 1, 'ben')]);
    await click(found, 1, 'ana', 'submit');

    const [requestId, ...others] = answers.map(({ body }) => requestIn(body));
    assert.deepEqual(others, [requestId]);
    const told = world.tenant.teams.chat('ana').at(-1);
    assert.ok(says(told?.card, `The removal was asked for before, with ${requestId}.`));
    await ask('pending');
    const pending = world.tenant.teams.chat('ana').at(-1)?.card;
    assert.equal(textOn(pending).match(new RegExp(`${requestId} `, 'g'))?.length, 1);
  });

  it('opens the request from where the button was', async () => {
    addMail('Overdue invoice 4', 'mia');
    const { body } = await click(await ask('find subject:"invoice 4"'), 1);
    const requestId = requestIn(body);

    const open = buttonsOn(body).find(({ verb }) => verb === 'open');
    const [shown] = await world.tenant.teams.click({
      as: 'ana',
      postId: world.tenant.teams.chat('ana').at(-1)?.id ?? '',
      verb: 'open',
      data: open?.['data'] as Record<string, unknown>,
    });

    assert.deepEqual(open?.['data'], { requestId, revision: 1 });
    assert.ok(says(shown?.body, requestId));
  });

  for (const [typed, told] of [
    ['find', 'After "find" comes what to look for'],
    ['find last:3d', 'After "find" comes what to look for'],
    ['find sender:evil.example', 'cannot read "sender". Did you mean "from:"?'],
    ['find form:evil.example', 'cannot read "form". Did you mean "from:"?'],
    ['find size:large', 'cannot read "size". What can be looked for is'],
    ['find subject:"open', 'A quote was opened'],
    ['find subject:x last:90d', 'keeps 30 days'],
    ['find subject:x subject:y', 'can stand there once'],
    ['find subject:invoice overdue', 'cannot read "overdue". Every word needs its key in front'],
    ['fimd subject:x', 'Did you mean "find"?'],
  ] as const) {
    it(`says how it is typed, and asks nobody: ${typed}`, async () => {
      const before = hunted();

      const answer = await ask(typed);

      assert.ok(answer.text?.includes(told), answer.text);
      assert.equal(hunted(), before);
    });
  }

  it('tells outsiders in a chat, and everybody in another channel, where and whom to ask', async () => {
    const before = hunted();
    const { secondChannel } = world.tenant.teams;

    const guest = await ask('find subject:invoice', 'gus');
    const elsewhere = await ask('find subject:invoice', 'ana', 'channel', secondChannel.id);

    assert.match(guest.text ?? '', /^Guests can't see/);
    // The second channel is one of the alert channel's team.
    assert.ok(elsewhere.card);
    assert.equal(hunted(), before + 1);
  });

  it('says kindly which permission is missing, who grants it, and when to come back', async () => {
    const { hunting } = world.tenant.graph;
    hunting.standing = { kind: 'status', status: 403 };
    const forbidden = await ask('find subject:invoice');
    hunting.standing = { kind: 'status', status: 429, retryAfter: '42' };
    const throttled = await ask('find subject:invoice');
    hunting.standing = { kind: 'status', status: 500 };
    const broken = await ask('find subject:invoice');

    assert.match(forbidden.text ?? '', /ThreatHunting\.Read\.All.*administrator of Entra ID.*Everything else works/);
    assert.match(throttled.text ?? '', /Try again in 42 seconds\.$/);
    assert.match(broken.text ?? '', /Try again in a minute\.$/);
  });

  it('refuses a result that is not there, and data that no card of ours has', async () => {
    const found = await ask('find subject:invoice');
    const send = async (data: Record<string, unknown>) => {
      const [answer] = await world.tenant.teams.click({ as: 'ana', postId: found.id, verb: 'request', data });
      return JSON.stringify(answer?.body);
    };

    assert.match(await send({ searchId: randomUUID(), message: 1 }), /too old.*Search again/);
    for (const data of [
      {},
      { searchId: "' or 1=1", message: 1 },
      { searchId: randomUUID(), message: '1' },
      { message: 0 },
    ]) {
      assert.match(await send(data), /could not be read/);
    }
  });

  it('takes from a click nothing but which message of which search', async () => {
    addMail('Overdue invoice 5', 'mia');
    const found = await ask('find subject:"invoice 5"');
    const [button] = buttonsOn(found.card);

    const [answer] = await world.tenant.teams.click({
      as: 'ana',
      postId: found.id,
      verb: 'request',
      data: {
        ...(button?.['data'] as object),
        recipients: ['ceo@contoso.com'],
        action: 'hardDelete',
        requestId: 'CS-000000',
      },
    });
    const card = await eventually(world, () =>
      world.tenant.teams.posts().find((post) => says(post.card, requestIn(answer?.body))),
    );

    assert.ok(!says(card.card, 'ceo@contoso.com'));
    assert.ok(says(card.card, 'Soft delete from 1 mailbox.'));
  });

  for (const [hope, value] of injections) {
    it(`looks for what was typed, and for nothing else: ${hope}`, async () => {
      // Invisible characters are lost on the way: Teams' text is cleaned of them.
      const meant = value.replace(/\p{Cf}/gu, '').trim();
      addMail(`Before ${meant} behind`, 'mia');

      const found = await ask(`find subject:"${value.replace(/["\\]/g, '\\$&')}"`, 'ana', 'channel');

      assert.ok(says(found.card, 'Before '), found.text);
      const body = world.tenant.graph.hunting.calls.at(-1)?.body as { query: string } | undefined;
      assert.equal(readHuntingQuery(body?.query ?? '')?.subject, meant);
    });
  }

  it('logs nothing of what was looked for or found', () => {
    assert.doesNotMatch(world.service.logs.join('\n'), /invoice|evil\.example|mia@contoso/);
  });
});
