import assert from 'node:assert/strict';
import { ServiceError } from '../../../src/errors.ts';
import type { InboundActivity } from '../../../src/teams/door/activity-shape.ts';
import { runCommand } from '../../../src/teams/typed/run-command.ts';
import type { AlertsElsewhere, Asker, Steps } from '../../../src/workflow/steps.ts';
import { aQuorum } from '../../support/builders.ts';
import { removalAnswer, requestView } from '../support/request-view.ts';
import { type Edge, startEdge } from '../support/start-edge.ts';

describe('a command', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
    edge.tenant.teams.limits = 'off';
  });
  beforeEach(() => {
    edge.steps.answers = {};
  });
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  async function ask(text: string, as: 'ana' | 'eve' = 'ana', where: 'channel' | 'personal' = 'channel') {
    const { teams } = edge.tenant;
    const delivery = await teams.say(text, { as, where });
    assert.equal(delivery.status, 200);
    const answer = where === 'channel' ? teams.posts().at(-1)?.replies.at(-1) : teams.chat(as).at(-1);
    assert.equal(answer?.from, 'bot');
    return answer;
  }
  const lastAsked = (step: keyof Steps) => edge.steps.asked.filter(([name]) => name === step).at(-1);

  it('help lists what can be asked for, in the thread and in a chat', async () => {
    for (const where of ['channel', 'personal'] as const) {
      const answer = await ask('help', 'eve', where);
      assert.match(JSON.stringify(answer?.card), /whoami/);
      assert.match(answer?.summary ?? '', /help/);
    }
  });

  it('pending shows the open requests, with a button for each', async () => {
    edge.steps.answers.listPending = async () => ({
      kind: 'done',
      total: 11,
      requests: [
        {
          id: 'CS-7F3K2Q',
          state: 'pending',
          severity: 'high',
          action: 'softDelete',
          emailCount: 2,
          recipientCount: 2,
          createdAt: Date.UTC(2026, 0, 5),
        },
      ],
    });
    const answer = await ask('pending 2');
    assert.deepEqual(lastAsked('listPending')?.[1], { limit: 10, offset: 10 });
    assert.match(JSON.stringify(answer?.card), /"verb":"open"/);
    assert.match(JSON.stringify(answer?.card), /CS-7F3K2Q/);
  });

  it('pending says so where a page lies behind the last one', async () => {
    edge.steps.answers.listPending = async () => ({ kind: 'done', total: 7, requests: [] });

    const answer = await ask('pending page 2');

    assert.match(JSON.stringify(answer?.card), /There are no more requests\./);
  });

  it('pending and history say of an undo what it takes back, and of what was undone that it was', async () => {
    const undo = { action: 'moveToInbox', recipientCount: 4, undoes: 'CS-9XW4M0', severity: 'high' } as const;
    const open = { ...undo, id: 'CS-7F3K2Q', state: 'pending', emailCount: 4, createdAt: 0 } as const;
    edge.steps.answers.listPending = async () => ({ kind: 'done', total: 1, requests: [open] });
    assert.match(JSON.stringify((await ask('pending'))?.card), /Takes back CS-9XW4M0: .* in 4 mailboxes\./);

    const past = { ...undo, id: 'CS-7F3K2Q', revision: 1, state: 'verified', messageCount: 1, decidedAt: 0 } as const;
    const removal = { ...past, id: 'CS-9XW4M0', action: 'softDelete', undoes: undefined } as const;
    const { undoes: _, ...undone } = removal;
    edge.steps.answers.listHistory = async () => ({
      kind: 'done',
      requests: [
        { ...past, decidedBy: ['ana@contoso.com', 'ben@contoso.com'] },
        { ...undone, undoneBy: 'CS-7F3K2Q' },
      ],
      mayBeMore: false,
    });
    const said = JSON.stringify((await ask('history'))?.card);
    assert.match(said, /Takes back CS-9XW4M0/);
    assert.match(said, /By ana@contoso\.com and ben@contoso\.com, /);
    assert.match(said, /Undone with CS-7F3K2Q\./);
  });

  it('names the word that could not be read, and what was probably meant', async () => {
    const sentences: readonly [typed: string, RegExp][] = [
      ['find form:evil.example', /"form"\. Did you mean "from:"\?/],
      ['find subject:x lastt:24h', /"lastt"\. Did you mean "last:"\?/],
      ['find subject:invoice overdue', /cannot read "overdue"\./],
      ['find invoice', /cannot read "invoice"\./],
      ['aprove CS-7F3K2Q', /^A message never decides anything\./],
      ['rejct', /^A message never decides anything\./],
      ['undo CS-9XW4M0 CS-7F3K2Q', /^"undo" takes one request id and nothing else\. Example: undo CS-9XW4M0$/],
      ['unod CS-9XW4M0', /Did you mean "undo"\? Example: undo CS-9XW4M0$/],
    ];
    for (const [typed, sentence] of sentences) assert.match((await ask(typed))?.text ?? '', sentence);
  });

  it('show answers with the card of one request', async () => {
    edge.steps.answers.showRequest = async () => ({ kind: 'done', view: requestView() });
    const answer = await ask('show cs 7f3k2q', 'ana', 'personal');
    assert.match(JSON.stringify(answer?.card), /CS-7F3K2Q/);
    const [, id, asker] = lastAsked('showRequest') ?? [];
    assert.equal(id, 'CS-7F3K2Q');
    assert.equal('teamId' in (asker as object), false);
  });

  it('who can approve answers with what the request still needs, and nothing of the mail', async () => {
    const quorum = aQuorum(['ana@contoso.com'], {
      needed: 2,
      missing: [
        { count: 1, from: { isApprovers: true, users: ['ana@contoso.com'], groups: [] } },
        { count: 1, from: { isApprovers: false, users: [], groups: ['SOC leads'] } },
      ],
    });
    edge.steps.answers.showRequest = async () => ({ kind: 'done', view: requestView({ quorum }) });
    for (const where of ['channel', 'personal'] as const) {
      const answer = await ask('who can approve CS-7F3K2Q?', 'ana', where);
      assert.match(JSON.stringify(answer?.card), /Needs 2 approvals: one of the approvers and one of SOC leads\./);
      assert.match(JSON.stringify(answer?.card), /Who may approve: ana@contoso\.com and anyone in SOC leads/);
      assert.doesNotMatch(JSON.stringify(answer?.card), /mailbox is full|maria\.lopez|"verb"/);
      assert.match(answer?.summary ?? '', /CS-7F3K2Q waits for a decision/);
    }
    assert.equal(lastAsked('showRequest')?.[1], 'CS-7F3K2Q');
  });

  it('who can approve tells only whom show would tell', async () => {
    const sentences = [
      ['notAMember', /^Only approvers and members of the alert channel's team can see this\./],
      ['membershipUnknown', /^Your Entra groups could not be read just now, .* whether you may see this\./],
      ['unknownRequest', /^There is no request CS-7F3K2Q\./],
    ] as const;
    for (const [reason, sentence] of sentences) {
      edge.steps.answers.showRequest = async () => ({ kind: 'refused', reason });
      assert.match((await ask('who can approve CS-7F3K2Q', 'eve', 'personal'))?.text ?? '', sentence);
    }
  });

  it('is asked in a team, where it is typed in its channel', async () => {
    edge.steps.answers.showRequest = async () => ({ kind: 'refused', reason: 'unknownRequest' });
    const answer = await ask('show CS-7F3K2Q');
    assert.match(answer?.text ?? '', /no request CS-7F3K2Q/);
    const [, , asker] = lastAsked('showRequest') ?? [];
    assert.equal((asker as Asker).teamId, edge.channel.teamId);
  });

  it('request asks for a removal and points to its card', async () => {
    edge.steps.answers.requestRemoval = async () => removalAnswer();
    const id = '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f';
    const answer = await ask(`request ${id} <tom.becker@contoso.com> hardDelete because <b>phish</b> & more`);
    assert.match(answer?.text ?? '', /CS-7F3K2Q waits for a decision/);
    assert.deepEqual(lastAsked('requestRemoval')?.[1], {
      emails: [{ networkMessageId: id, recipientEmailAddress: 'tom.becker@contoso.com' }],
      action: 'hardDelete',
      because: '<b>phish</b> & more',
    });
    edge.steps.answers.requestRemoval = async () => removalAnswer({ channelBound: false });
    assert.match((await ask(`request ${id} a@contoso.com`))?.text ?? '', /no channel gets alerts/);
    edge.steps.answers.requestRemoval = async () =>
      removalAnswer({ alreadyOpen: true, asked: 0, openElsewhere: [{ requestId: 'CS-7F3K2Q', emails: 2 }] });
    assert.match((await ask(`request ${id} a@contoso.com`))?.text ?? '', /CS-7F3K2Q already asks for this/);
    edge.steps.answers.requestRemoval = async () => ({ kind: 'refused', reason: 'notAMember' });
    assert.match((await ask(`request ${id} a@contoso.com`))?.text ?? '', /Only approvers/);
  });

  it('request delivered again asks once', async () => {
    edge.steps.answers.requestRemoval = async () => removalAnswer();
    const before = edge.steps.asked.length;
    const activity = typed(edge, 'request 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f a@contoso.com');
    await Promise.all([1, 2, 3].map(() => edge.tenant.teams.deliver(activity)));
    await edge.tenant.teams.deliver(activity);
    assert.equal(edge.steps.asked.slice(before).filter(([step]) => step === 'requestRemoval').length, 1);
  });

  it('request delivered again asks once, also where its answer got lost on the way', async () => {
    edge.steps.answers.requestRemoval = async () => removalAnswer();
    const before = edge.steps.asked.length;
    const activity = typed(edge, 'request 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f a@contoso.com', 'lost');
    const said = edge.tenant.teams.chat('ana').length;
    // The answer, and the sentence about the fault that this is.
    edge.tenant.teams.fail({ on: 'reply', status: 403, times: 2 });
    await edge.tenant.teams.deliver(activity);
    await edge.tenant.teams.deliver(activity);
    assert.equal(edge.tenant.teams.chat('ana').length, said);
    assert.equal(edge.steps.asked.slice(before).filter(([step]) => step === 'requestRemoval').length, 1);
  });

  it('alerts here binds the channel in which it is typed', async () => {
    edge.steps.answers.bindChannel = async () => ({ kind: 'done', waiting: 3, elsewhere: { chosen: 0 } });
    assert.match((await ask('alerts here'))?.text ?? '', /New alerts come to this channel.*3/);
    assert.deepEqual(lastAsked('bindChannel')?.slice(1, 3), [edge.channel, {}]);
    await ask('alerts here from Defender severity HIGH');
    assert.deepEqual(lastAsked('bindChannel')?.[2], { source: 'defender', minSeverity: 'high' });
    edge.steps.answers.bindChannel = async () => ({ kind: 'refused', reason: 'channelIsFixed' });
    assert.match((await ask('alerts here'))?.text ?? '', /ALERT_CHANNEL/);
    assert.match((await ask('alerts here', 'ana', 'personal'))?.text ?? '', /only in a channel/);
  });

  it('alerts off ends that, and says where there was nothing to end', async () => {
    edge.steps.answers.unbindChannel = async () => ({ kind: 'done', wasBound: true, elsewhere: { chosen: 0 } });
    assert.match((await ask('alerts off'))?.text ?? '', /No more alerts/);
    edge.steps.answers.unbindChannel = async () => ({ kind: 'done', wasBound: false, elsewhere: { chosen: 0 } });
    assert.match((await ask('alerts off'))?.text ?? '', /nothing changed/);
    edge.steps.answers.unbindChannel = async () => ({ kind: 'refused', reason: 'notAnApprover' });
    assert.match((await ask('alerts off'))?.text ?? '', /approver policy/);
  });

  const elsewhere = { restBoundBy: 'ben@contoso.com', chosen: 0 };
  const bound: readonly [typed: string, elsewhere: AlertsElsewhere, answer: string][] = [
    ['alerts here', { chosen: 0 }, 'New alerts come to this channel from now on.'],
    ['alerts here', { chosen: 2 }, 'New alerts that no other channel takes come to this channel from now on.'],
    [
      'alerts here',
      elsewhere,
      'New alerts come to this channel from now on, and no longer to the one that ben@contoso.com chose.',
    ],
    [
      'alerts here from defender severity high',
      elsewhere,
      'High severity alerts from defender now go to this channel. All others go to the channel that ben@contoso.com chose.',
    ],
    [
      'alerts here from defender severity medium',
      { chosen: 0 },
      'Medium and high severity alerts from defender now go to this channel. All others have no channel yet: say "alerts here" in the one they should go to.',
    ],
    [
      'alerts here from defender',
      { chosen: 1 },
      'Alerts from defender now go to this channel. Alerts that no channel takes wait: say "alerts here" in the one they should go to.',
    ],
    [
      'alerts here severity high',
      elsewhere,
      'High severity alerts now go to this channel. All others go to the channel that ben@contoso.com chose.',
    ],
    [
      'alerts here severity medium',
      { ...elsewhere, chosen: 1 },
      'Medium and high severity alerts that no other channel takes first now go to this channel. All others go to the channel that ben@contoso.com chose.',
    ],
    [
      'alerts off',
      { chosen: 0 },
      'No more alerts come to this channel; the cards in it stay. Alerts have no channel yet: say "alerts here" in the one they should go to.',
    ],
    [
      'alerts off',
      { chosen: 1 },
      'No more alerts come to this channel; the cards in it stay. Alerts that no other channel takes have no channel yet: say "alerts here" in the one they should go to.',
    ],
    [
      'alerts off',
      { ...elsewhere, chosen: 1 },
      'No more alerts come to this channel; the cards in it stay. Alerts go to the channel that ben@contoso.com chose.',
    ],
  ];
  for (const [text, elsewhere, answer] of bound) {
    it(`${text} says what now goes where (${JSON.stringify(elsewhere)})`, async () => {
      edge.steps.answers.bindChannel = async () => ({ kind: 'done', waiting: 0, elsewhere });
      edge.steps.answers.unbindChannel = async () => ({ kind: 'done', wasBound: true, elsewhere });

      assert.equal((await ask(text))?.text, answer);
    });
  }

  it('alerts here with words that it does not know gets a hint, and binds nothing', async () => {
    const before = edge.steps.asked.length;
    assert.match(
      (await ask('alerts here form defender'))?.text ?? '',
      /After "alerts here" comes .*Example: alerts here/,
    );
    assert.match((await ask('alerts here from mail_gate'))?.text ?? '', /name of an alert source/);
    assert.match((await ask('alerts here severity hihg'))?.text ?? '', /low, medium or high/);
    assert.match((await ask('alerts off now'))?.text ?? '', /takes nothing behind it/);
    assert.deepEqual(edge.steps.asked.slice(before), []);
  });

  it('whoami says who the roster says it is, and whether they may approve', async () => {
    edge.steps.answers.explainPerson = async () => ({ mayApprove: 'all' });
    const { objectId } = edge.tenant.teams.people.ana;
    assert.equal(
      (await ask('who am i'))?.text,
      `You are Ana Ferrer, ana@contoso.com (object id ${objectId}). You may approve.`,
    );
    edge.steps.answers.explainPerson = async () => ({ mayApprove: 'none', reason: 'notAnApprover' });
    assert.match((await ask('whoami', 'eve', 'personal'))?.text ?? '', /eve@contoso\.com.*does not name you/);
    edge.steps.answers.explainPerson = async () => ({ mayApprove: 'none', reason: 'membershipUnknown' });
    assert.match(
      (await ask('whoami'))?.text ?? '',
      /\. Your Entra groups could not be read just now, so it is not known whether you may approve\./,
    );
  });

  it('whoami shows a misleading name for what it is', async () => {
    const steps = { explainPerson: async () => ({ mayApprove: 'all' }) } as Partial<Steps> as Steps;
    const { objectId } = edge.tenant.teams.people.eve;
    const name = '<at>Ben</at>\u202e {{DATE(2026-01-02T03:04:05Z)}}';
    const person = { objectId, upn: 'eve@contoso.com\u200b', name, tenantId: edge.channel.tenantId, isGuest: true };
    const style = { locale: 'en-US', timeZone: 'UTC' };

    const { text } = await runCommand({ kind: 'whoami' }, { person }, {} as InboundActivity, steps, style);

    assert.match(text, /^You are ‹at>Ben‹\/at>⟦U\+202E⟧ \{ \{DATE.*, eve@contoso\.com⟦U\+200B⟧ \(object id/);
  });

  it('is refused in words about the command, not about deciding', async () => {
    edge.steps.answers.listPending = async () => ({ kind: 'refused', reason: 'guest' });
    assert.match((await ask('pending'))?.text ?? '', /^Guests can't see requests here\./);
    edge.steps.answers.showRequest = async () => ({ kind: 'refused', reason: 'guest' });
    assert.match((await ask('show CS-7F3K2Q'))?.text ?? '', /^Guests can't see requests here\./);
    edge.steps.answers.requestRemoval = async () => ({ kind: 'refused', reason: 'guest' });
    const request = 'request 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f a@contoso.com';
    assert.match((await ask(request))?.text ?? '', /^Guests can't ask for a removal here\./);
    edge.steps.answers.bindChannel = async () => ({ kind: 'refused', reason: 'guest' });
    assert.match((await ask('alerts here'))?.text ?? '', /^Guests can't change where alerts go\./);
    edge.steps.answers.unbindChannel = async () => ({ kind: 'refused', reason: 'notAnApprover' });
    assert.match((await ask('alerts off'))?.text ?? '', /^Only approvers can change where alerts go,/);
  });

  it('works in a chat where somebody types the name of the app without mentioning it', async () => {
    edge.steps.answers.listPending = async () => ({ kind: 'done', total: 0, requests: [] });
    assert.match((await ask('@Countersign pending', 'ana', 'personal'))?.summary ?? '', /No request waits/);
  });

  it('that is unknown or incomplete gets a hint, and asks no step', async () => {
    const before = edge.steps.asked.length;
    assert.match((await ask('penidng'))?.text ?? '', /Did you mean "pending"/);
    assert.match((await ask('make me a coffee'))?.text ?? '', /Type "help"/);
    assert.match((await ask('show'))?.text ?? '', /After "show" comes a request id/);
    assert.match((await ask('who can approve'))?.text ?? '', /After "who can approve" comes a request id/);
    assert.match((await ask('who can aprove CS-7F3K2Q'))?.text ?? '', /Did you mean "who can approve"/);
    assert.match((await ask('show CS-2TVN07X'))?.text ?? '', /7 characters .* have 6/);
    assert.match((await ask('request 5 a@b.c'))?.text ?? '', /as a network message id/);
    assert.match((await ask('approve CS-7F3K2Q'))?.text ?? '', /never decides/);
    assert.deepEqual(edge.steps.asked.slice(before), []);
  });

  it('that fails is answered with a reference, which stands in the log, and may be delivered again', async () => {
    let fails = true;
    edge.steps.answers.explainPerson = async () => {
      if (fails) throw new ServiceError('storeUnavailable');
      return { mayApprove: 'all' };
    };
    const activity = typed(edge, 'whoami', 'again');
    await edge.tenant.teams.deliver(activity);
    const reference = /Reference for support: (\w+)/.exec(edge.tenant.teams.chat('ana').at(-1)?.text ?? '')?.[1];
    assert.match(edge.logged(), new RegExp(`"code":"storeUnavailable".*"reference":"${reference}"`));
    fails = false;
    await edge.tenant.teams.deliver(activity);
    assert.match(edge.tenant.teams.chat('ana').at(-1)?.text ?? '', /You may approve/);
  });
});

function typed(edge: Edge, text: string, id = '77'): Record<string, unknown> {
  const { people } = edge.tenant.teams;
  const { tenantId, serviceUrl } = edge.channel;
  return {
    type: 'message',
    id,
    text,
    channelId: 'msteams',
    serviceUrl,
    from: { id: people.ana.teamsId, aadObjectId: people.ana.objectId },
    conversation: { id: 'a:1sandbox-chat-with-ana', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
  };
}
