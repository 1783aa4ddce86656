/**
 * What people wrote, what the mail said, who got it and what is secret is in no line that the service logs, nor in its
 * metrics, whatever goes wrong; and what the mail said is nowhere on the disk any more once it was forgotten.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after as afterAll, before as beforeAll, describe, it } from 'mocha';
import { buttonsOn } from '../cards/walk.ts';
import type { Post } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

/** A word that stands nowhere else, by what it was put into. */
const marks = new Map<string, string>();

function mark(place: string): string {
  const word = marks.get(place) ?? `zq${randomBytes(6).toString('hex')}`;
  marks.set(place, word);
  return word;
}

/** Which marks and secrets stand in the text, however it spells them. */
function found(text: string, words: Iterable<readonly [string, string]>): string[] {
  const plain = text.toLowerCase();
  const spellings = (word: string) => [
    word.toLowerCase(),
    encodeURIComponent(word).toLowerCase(),
    Buffer.from(word).toString('hex'),
  ];
  return [...words].filter(([, word]) => spellings(word).some((one) => plain.includes(one))).map(([place]) => place);
}

const mailMarks = [
  'title',
  'description',
  'subject',
  'sender',
  'senderName',
  'url',
  'fileName',
  'sha256',
  'link',
  'id',
];

function markedAlert(recipient: string): Record<string, unknown> {
  return {
    source: 'mailgate',
    alertId: randomUUID(),
    severity: 'high',
    title: `Alert ${mark('title')}`,
    description: `Look: ${mark('description')}\n    at ${mark('description')} (file:///x.ts:1:1)`,
    subject: `Invoice ${mark('subject')}`,
    sender: { address: `${mark('sender')}@evil.example`, displayName: mark('senderName') },
    urls: [`https://${mark('url')}.example/a?b=c`],
    attachments: [{ fileName: `${mark('fileName')}.html`, sha256: mark('sha256') }],
    internetMessageId: `<${mark('id')}@evil.example>`,
    link: `https://portal.example/${mark('link')}`,
    emails: [{ networkMessageId: randomUUID(), recipientEmailAddress: `${mark(recipient)}@contoso.com` }],
  };
}

describe('the running service, whatever it meets,', () => {
  let world: FlowWorld;
  /** Of all processes so far. */
  const lines: string[] = [];
  let metrics = '';
  let requestId = '';
  /** One that the log was seen to name before the process was killed. */
  let loggedRequest = '';

  beforeAll(async () => {
    world = await startFlow({ env: { LOG_LEVEL: 'debug', RECONCILE_AFTER: 'PT0.2S', RETAIN_MAIL_FACTS: 'PT0.1S' } });
  });
  afterAll(() => world.close());

  async function pushed(body: Record<string, unknown>): Promise<Post> {
    const { body: answer } = await world.tenant.pushAlert(body);
    ({ requestId } = answer as { requestId: string });
    return eventually(world, () => world.tenant.teams.posts().find((post) => says(post.card, requestId)));
  }

  async function decided(verb: string, as: 'ana' | 'ben' | 'eve' | 'gus', post: Post, reason: string): Promise<void> {
    const [answer] = await world.tenant.teams.click({ as, postId: post.id, verb, inputs: { reason } });
    assert.equal(answer?.status, 200);
  }

  async function send(path: string, body: string, headers: Record<string, string> = {}): Promise<void> {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
    await fetch(`${world.service.origin}${path}`, init).then((answer) => answer.text());
  }

  async function approveWhileGraphRefuses(): Promise<void> {
    const { graph } = world.tenant;
    for (const status of [403, 400, 401] as const) {
      const post = await pushed(markedAlert(`recipient${status}`));
      graph.next({
        kind: 'status',
        status,
        message: `${mark('graph')} about ${mark(`recipient${status}`)}@contoso.com`,
      });
      await decided('approve', 'ana', post, mark('reason'));
      await eventually(world, () => world.card(requestId).replies.length > 0);
    }
    const lost = await pushed(markedAlert('recipientOfLost'));
    // biome-ignore lint/suspicious/noThenProperty: the name in the stand-in's script, never awaited
    graph.next({ kind: 'acceptThen', then: 'reset' });
    await decided('approve', 'ana', lost, mark('reason'));
    await eventually(world, () => world.card(requestId).replies.length > 0);
    loggedRequest = requestId;
    await eventually(world, () => world.service.logs.some((line) => line.includes(loggedRequest)));
  }

  async function clickInVain(): Promise<void> {
    const post = await pushed(markedAlert('recipient'));
    await decided('approve', 'eve', post, mark('reason'));
    await decided('reject', 'gus', post, mark('reason'));
    const { teams } = world.tenant;
    const data = { requestId: mark('data'), revision: 1, [mark('data')]: mark('data') };
    await teams.click({ as: 'ana', postId: post.id, verb: 'approve', data, inputs: { reason: mark('reason') } });
    await teams.click({ as: 'ana', postId: post.id, verb: mark('verb'), data: { requestId, revision: 1 } });
    await teams.click({ as: 'ana', postId: post.id, verb: 'reject', inputs: { reason: mark('reason').repeat(100) } });
    await decided('reject', 'ana', post, mark('reason'));
  }

  async function type(): Promise<void> {
    const { teams } = world.tenant;
    const message = randomUUID();
    for (const where of ['channel', 'personal'] as const) {
      for (const as of ['ana', 'eve'] as const) {
        const asked = `request ${message} ${mark('typedRecipient')}@contoso.com because ${mark('because')}`;
        for (const text of [asked, `delete ${mark('typed')}`, `show ${requestId}`, 'pending', 'whoami']) {
          await teams.say(text, { as, where });
        }
      }
    }
  }

  async function findAndAsk(): Promise<void> {
    const { teams, graph } = world.tenant;
    graph.addMail({
      networkMessageId: randomUUID(),
      recipientEmailAddress: `${mark('foundRecipient')}@contoso.com`,
      subject: `Invoice ${mark('foundSubject')}`,
      sender: `${mark('foundSender')}@evil.example`,
    });
    await teams.say(`find subject:${mark('foundSubject')}`, { as: 'ana', where: 'personal' });
    const result = teams.chat('ana').at(-1);
    const [ask] = buttonsOn(result?.card);
    assert.ok(result && ask);
    await teams.click({ as: 'ana', postId: result.id, verb: 'request', data: ask['data'] as Record<string, unknown> });
    const post = await eventually(world, () => teams.posts().find(({ card }) => says(card, mark('foundSubject'))));
    await decided('reject', 'ben', post, mark('reason'));
  }

  async function sendJunk(): Promise<void> {
    const { tenant } = world;
    await tenant.pushAlert({ ...markedAlert('junk'), severity: mark('junk'), [mark('junk')]: mark('junk') });
    await tenant.pushAlert(markedAlert('junk'), { secret: `whsec_${randomBytes(32).toString('base64')}` });
    await tenant.pushAlert(markedAlert('junk'), { source: mark('junk') });
    await tenant.pushAlert(markedAlert('junk'), { timestamp: 1 });
    await send('/api/alerts', `{"subject": ${mark('junk')}\n    at ${mark('junk')}`);
    const app = await tenant.entra.appToken();
    await send('/api/alerts', `{"subject": ${mark('junk')}`, { authorization: `Bearer ${app}` });
    await send('/api/alerts', '{}', { authorization: `Bearer ${mark('token')}.${mark('token')}.${mark('token')}` });
    const stranger = await tenant.entra.appToken({ key: 'unknown', claims: { sub: mark('token') } });
    await send('/api/alerts', '{}', { authorization: `Bearer ${stranger}` });
    await send(`/api/requests/${mark('path')}?${mark('path')}`, '{}', { 'x-forwarded-for': mark('path') });
    const activity = { type: 'message', text: mark('junk'), id: mark('junk'), from: { id: mark('junk') } };
    for (const claims of [{ aud: mark('token') }, { exp: 1 }, { serviceurl: `https://${mark('token')}.example/` }]) {
      await tenant.teams.deliver(activity, await tenant.entra.botToken({ claims }));
    }
    await tenant.teams.deliver(activity, mark('token'));
    await tenant.teams.deliver({ ...activity, channelId: mark('junk') });
    await send('/api/messages', `{"text": "${mark('junk')}`, { authorization: `Bearer ${mark('token')}` });
  }

  async function failTeams(): Promise<void> {
    const { teams } = world.tenant;
    teams.fail({ on: 'update', status: 500, times: 2 });
    teams.fail({ on: 'reply', status: 403 });
    const post = await pushed(markedAlert('recipientOfFailing'));
    await decided('approve', 'ben', post, mark('reason'));
    teams.fail({ on: 'member', status: 404, times: 3 });
    await teams.say(`pending ${mark('typed')}`, { as: 'gus', where: 'personal' });
    teams.deletePost(post.id);
    await teams.click({ as: 'ana', postId: post.id, verb: 'refresh', data: { requestId, revision: 1 } });
    lines.push(...world.service.logs);
    metrics += await metricsText();
    await world.crash();
  }

  async function metricsText(): Promise<string> {
    const answer = await fetch(`${world.service.origin}/metrics`);
    return answer.text();
  }

  /** Secrets that it was started with, and addresses and names of the people it dealt with. */
  function never(): [string, string][] {
    const { ana, ben, eve, gus } = world.tenant.teams.people;
    const environment = Object.entries(world.environment());
    const secrets = environment.filter(([key]) => /SECRET|PASSWORD|HEADER/.test(key));
    assert.ok(secrets.length >= 2, 'the environment holds secrets');
    return [
      ...secrets.map(([key, value]): [string, string] => [key, value.replace(/^\w+=/, '')]),
      ...[ana, ben, eve, gus].flatMap(({ key, name, upn }): [string, string][] => [
        [`${key}'s name`, name],
        [`${key}'s address`, upn],
      ]),
    ];
  }

  it('logs ids and codes only', async () => {
    await approveWhileGraphRefuses();
    await clickInVain();
    await type();
    await findAndAsk();
    await sendJunk();
    await failTeams();
    metrics += await metricsText();
    await world.service.stop();
    lines.push(...world.service.logs);

    const logged = lines.join('\n');
    assert.ok(marks.size > 25);
    assert.deepEqual(found(logged, [...marks, ...never()]), []);
    assert.doesNotMatch(logged, /eyJ[\w-]{10,}|whsec_|Bearer |\bsig(nature)?=/i);
  }).timeout(90_000);

  it('tells the metrics numbers only', () => {
    assert.match(metrics, /countersign_alerts_total\{result="taken"\} \d/);
    assert.deepEqual(found(metrics, [...marks, ...never()]), []);
    assert.doesNotMatch(metrics, /CS-[0-9A-Z]{6}|eyJ|whsec_|Bearer /);
  });

  it('did log what happened, so that what was looked for could have been found', () => {
    const logged = lines.join('\n');

    for (const said of [
      'Listening',
      'Remediation call to Graph ended',
      'A call from an alert source was refused',
      'A source sent an alert that is not valid',
      'An activity was refused',
      'A card is gone',
      'Stopped',
    ]) {
      assert.ok(logged.includes(said), said);
    }
    assert.deepEqual(found(logged, [['the request', loggedRequest]]), ['the request']);
    assert.deepEqual(found(`${logged}${encodeURIComponent(mark('subject'))}`, marks), ['subject']);
  });
});

describe('the running service, once RETAIN_MAIL_FACTS is over,', () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await startFlow({ env: { LOG_LEVEL: 'debug', RETAIN_MAIL_FACTS: 'PT0.1S' } });
  });
  afterAll(() => world.close());

  it('keeps nothing of what the mail said on its disk, and the audit log says so', async () => {
    const { teams } = world.tenant;
    const { body } = await world.tenant.pushAlert(markedAlert('recipientOfLast'));
    const { requestId } = body as { requestId: string };
    const post = await eventually(world, () => teams.posts().find(({ card }) => says(card, requestId)));
    await teams.click({ as: 'ana', postId: post.id, verb: 'reject', inputs: { reason: 'Harmless' } });
    const onDisk = async () => {
      const names = await readdir(world.dataDir);
      return (await Promise.all(names.map((name) => readFile(join(world.dataDir, name), 'latin1')))).join('\n');
    };
    const words = mailMarks.map((place) => [place, mark(place)] as const);
    assert.deepEqual(found(await onDisk(), words), mailMarks);

    await world.logged('Mail facts were blanked');
    await world.service.stop();

    const kept = await onDisk();
    assert.ok(kept.includes('facts.blanked') && kept.includes(mark('recipientOfLast')) && kept.includes(requestId));
    assert.deepEqual(found(kept, words), []);
  }).timeout(60_000);
});
