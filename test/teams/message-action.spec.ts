import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { Asker, RemovalAnswer, RemovalRequest } from '../../src/workflow/steps.ts';
import { schemaProblems } from '../cards/card-schema.ts';
import { cardOf } from '../sandbox/teams/message-actions.ts';
import { first, hostilePosts, posts, second } from './post/posts.ts';
import { inputsOf, invoke, textOf } from './support/message-action.ts';
import { requestView } from './support/request-view.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

const asked: RemovalAnswer = {
  view: requestView(),
  channelBound: true,
  alreadyOpen: false,
  asked: 1,
  named: 1,
  openElsewhere: [],
  remediated: [],
};
describe('the action on a message', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
  });
  beforeEach(() => {
    edge.steps.reset();
    edge.steps.answers.whyNotRequest = async () => undefined;
    edge.steps.answers.requestRemoval = async () => ({ kind: 'done', ...asked });
  });
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  const ana = () => edge.tenant.teams.people.ana;
  const open = (messagePayload: unknown, as = ana()) =>
    edge.tenant.teams.deliver(
      invoke(edge, as, 'fetchTask', { commandId: 'requestRemoval', commandContext: 'message', messagePayload }),
    );
  const submit = (data: unknown, as = ana()) =>
    edge.tenant.teams.deliver(invoke(edge, as, 'submitAction', { commandId: 'requestRemoval', data }));
  const removals = () =>
    edge.steps.asked.filter(([step]) => step === 'requestRemoval') as [string, RemovalRequest, Asker][];

  it('opens a dialog with what was found, and says that nothing is removed without approval', async () => {
    const dialog = await open({
      body: {
        contentType: 'html',
        content: `<p>NMID: ${first}</p><p>To: ana@contoso.com</p><p>Subject: Pay <b>now</b></p>`,
      },
    });

    assert.equal(dialog.status, 200);
    const { title, width, height } = (dialog.body as { task: { value: Record<string, unknown> } }).task.value;
    assert.deepEqual([title, width, height], ['Ask for a removal', 'medium', 'large']);
    assert.deepEqual(inputsOf(dialog), {
      messageIds: first,
      recipients: 'ana@contoso.com',
      action: 'softDelete',
      severity: 'medium',
      reason: '',
    });
    assert.match(textOf(dialog), /nothing is removed before it is approved/);
    assert.match(textOf(dialog), /Subject in the message: Pay now/);
    assert.deepEqual(removals(), []);
  });

  it('chooses the severity that the message says', async () => {
    const dialog = await open({ body: { content: `<p>Severity: High</p><p>NMID: ${first}</p>` } });
    assert.equal(inputsOf(dialog)['severity'], 'high');
  });

  it('asks to check what nothing labels, and says where nothing was found', async () => {
    assert.match(
      textOf(await open({ body: { content: `look at ${first}, sent to ana@contoso.com` } })),
      /Check it before.*Check them before/s,
    );
    assert.match(textOf(await open(undefined)), /No network message id was found.*No mailbox was found/s);
  });

  for (const [name, { post }] of Object.entries({ ...posts, ...hostilePosts })) {
    it(`is a good card under 25 KB for ${name}`, async () => {
      const dialog = await open(post && typeof post === 'object' ? post : undefined);
      assert.deepEqual(schemaProblems(cardOf(dialog)), []);
      assert.ok(JSON.stringify(cardOf(dialog)).length * 2 < 25_000);
    });
  }

  it('fills in as much as fits, and counts the rest', async () => {
    const addresses = Array.from({ length: 900 }, (_, at) => `person.number.${at}@subsidiary.contoso.com`);
    const ids = Array.from({ length: 90 }, (_, at) => `${first.slice(0, -2)}${String(at).padStart(2, '0')}`);
    const dialog = await open({
      body: { content: `<p>NMID: ${ids.join(', ')}</p><p>To: ${addresses.join(', ')}</p>` },
    });

    const { messageIds, recipients } = inputsOf(dialog) as Record<string, string>;
    assert.ok(JSON.stringify(cardOf(dialog)).length * 2 < 25_000);
    assert.ok((messageIds ?? '').length <= 2_000 && (recipients ?? '').length <= 5_000);
    const shown = [messageIds, recipients].map((list) => list?.split('\n').length ?? 0);
    assert.match(textOf(dialog), new RegExp(`^${90 - (shown[0] ?? 0)} more ids were found`, 'm'));
    assert.match(textOf(dialog), /^\d+ more addresses were found and not filled in\.$/m);
    assert.ok(addresses.includes(recipients?.split('\n').at(-1) ?? ''));
  });

  it('makes the request for whom Teams authenticated, whatever the submission claims', async () => {
    const { eve } = edge.tenant.teams.people;
    const done = await submit(
      {
        messageIds: `${first}\n{${second.toUpperCase()}}`,
        recipients: '<ben@contoso.com>; mailto:Mia@contoso.com\nBEN@contoso.com',
        action: 'hardDelete',
        severity: 'high',
        reason: ' Reported. ',
        approverUpn: 'ana@contoso.com',
        from: ana(),
      },
      eve,
    );

    const [, removal, by] = removals()[0] ?? [];
    const pair = (networkMessageId: string, recipientEmailAddress: string) => ({
      networkMessageId,
      recipientEmailAddress,
    });
    assert.deepEqual(removal, {
      emails: [first, second].flatMap((id) => [pair(id, 'ben@contoso.com'), pair(id, 'Mia@contoso.com')]),
      action: 'hardDelete',
      severity: 'high',
      because: 'Reported.',
    });
    assert.equal(by?.person.upn, 'eve@contoso.com');
    assert.match(textOf(done), /The request was made\nCS-7F3K2Q waits for a decision/);
  });

  const good = { messageIds: first, recipients: 'ana@contoso.com', action: 'softDelete', severity: 'high', reason: '' };
  const flawed: readonly [why: RegExp, change: object][] = [
    [/Enter at least one network message id/, { messageIds: '' }],
    [/Enter at least one network message id/, { messageIds: undefined }],
    [/Enter at least one network message id/, { messageIds: { toString: 'x' } }],
    [/"<x@evil\.example>"|"x@evil\.example" is not a network message id/, { messageIds: '<x@evil.example>' }],
    [/is not a network message id/, { messageIds: `${first}\n${first.slice(1)}` }],
    [/Enter at least one mailbox/, { recipients: ' ,; ' }],
    [/"ana" is not the address of a mailbox/, { recipients: 'ben@contoso.com\nana' }],
    [/is not the address of a mailbox/, { recipients: 'ｃｅｏ@contoso.com' }],
    [/Choose what to do/, { action: 'nuke' }],
    [/Choose what to do/, { action: ['softDelete'] }],
    [/Choose a severity/, { severity: 'critical' }],
    [/Choose a severity/, { severity: ['low'] }],
    [/too long/, { reason: 'x'.repeat(1_001) }],
    [/more text than fits/, { recipients: 'x'.repeat(30_000) }],
    [/at most 500 emails/, { recipients: Array.from({ length: 501 }, (_, at) => `p${at}@contoso.com`).join('\n') }],
  ];
  for (const [why, change] of flawed) {
    it(`is shown again with what was typed, saying ${why.source}: ${JSON.stringify(change).slice(0, 50)}`, async () => {
      const typed: Record<string, unknown> = { ...good, reason: 'Because.', ...change };
      const dialog = await submit(typed);

      assert.deepEqual(removals(), []);
      assert.match(textOf(dialog), why);
      assert.deepEqual(schemaProblems(cardOf(dialog)), []);
      assert.ok(JSON.stringify(cardOf(dialog)).length * 2 < 25_000);
      for (const [id, value] of Object.entries(inputsOf(dialog))) {
        const isRefused = (id === 'action' || id === 'severity') && id in change;
        if (typeof typed[id] === 'string' && !isRefused) assert.ok(String(typed[id]).trim().startsWith(String(value)));
      }
    });
  }

  it('tells why not before it shows anything, in words for this person', async () => {
    edge.steps.answers.whyNotRequest = async () => 'guest';
    for (const answer of [await open({ body: { content: `NMID: ${first}` } }), await submit(good)]) {
      assert.match(textOf(answer), /Guests can't ask for a removal here/);
      assert.doesNotMatch(JSON.stringify(answer.body), new RegExp(`${first}|Input\\.`));
    }
    assert.deepEqual(removals(), []);
  });

  it('counts a member of the alert channel’s team as one, also where the message stands elsewhere', async () => {
    const asked: unknown[] = [];
    edge.steps.answers.whyNotRequest = async ({ teamId, isMemberOf }) => {
      asked.push(teamId, await isMemberOf?.(edge.channel.teamId));
      return undefined;
    };
    await open({});

    assert.deepEqual(asked, [edge.channel.teamId, true]);
  });

  it('says what came of it where nothing was new', async () => {
    const elsewhere = [{ requestId: 'CS-C2VR6A', emails: 1 }] as const;
    edge.steps.answers.requestRemoval = async () => ({
      kind: 'done',
      ...asked,
      asked: 0,
      alreadyOpen: true,
      openElsewhere: elsewhere,
    });
    assert.match(textOf(await submit(good)), /No new request was made/);
  });

  it('is answered with a dialog, not an error, where a step fails', async () => {
    edge.steps.answers.requestRemoval = async () => {
      throw new ServiceError('storeUnavailable', 'secret words of a database', { retryable: true });
    };
    const answer = await submit(good);

    assert.equal(answer.status, 200);
    assert.match(textOf(answer), /That did not work\n.*Reference for support/s);
    assert.doesNotMatch(textOf(answer), /secret words/);
  });

  it('is asked in the language of who opens it', async () => {
    const activity = { ...invoke(edge, ana(), 'fetchTask', { commandId: 'requestRemoval' }), locale: 'de-DE' };
    assert.equal(cardOf(await edge.tenant.teams.deliver(activity))['lang'], 'de');
  });

  const junk: readonly [status: number, name: string, value: unknown][] = [
    [400, 'fetchTask', { commandId: 'other' }],
    [400, 'fetchTask', {}],
    [400, 'fetchTask', { commandId: 7 }],
    [400, 'fetchTask', { commandId: 'requestRemoval', messagePayload: 'x' }],
    [400, 'fetchTask', { commandId: 'requestRemoval', messagePayload: [] }],
    [400, 'submitAction', { commandId: 'requestRemoval', data: 'x' }],
    [400, 'submitAction', { commandId: 'a\nb' }],
    [400, 'submitAction', null],
    [400, 'query', { commandId: 'requestRemoval' }],
    [400, 'selectItem', {}],
    [400, 'fetchTask/../x', { commandId: 'requestRemoval' }],
    [200, 'fetchTask', { commandId: 'requestRemoval', messagePayload: { body: 7, attachments: 'x', subject: [] } }],
    [
      200,
      'fetchTask',
      { commandId: 'requestRemoval', messagePayload: { body: { content: `${'<a href="'.repeat(9_000)}` } } },
    ],
    [200, 'submitAction', { commandId: 'requestRemoval' }],
    [200, 'submitAction', { commandId: 'requestRemoval', data: { msteams: 'x', messageIds: 7, __proto__: null } }],
    [200, 'submitAction', { commandId: 'requestRemoval', botMessagePreviewAction: 'send', botActivityPreview: [{}] }],
  ];
  for (const [status, name, value] of junk) {
    it(`is answered ${status} for ${name} with ${JSON.stringify(value).slice(0, 80)}`, async () => {
      const answer = await edge.tenant.teams.deliver(invoke(edge, ana(), name, value));
      assert.equal(answer.status, status);
      assert.deepEqual(removals(), []);
    });
  }
});
