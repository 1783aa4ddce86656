/** Every command, typed in a channel, in a chat of several and to the app alone, through the real SDK and the real steps. */
import assert from 'node:assert/strict';
import type { Person, RequestId } from '../../../src/approval/request.ts';
import { type CommandName, commandNames } from '../../../src/teams/typed/nearest-command.ts';
import { anAlert, aPolicy } from '../../support/builders.ts';
import { type StepWorld, startStepWorld } from '../../support/step-world.ts';
import { type Edge, startEdge } from '../support/start-edge.ts';

type Scope = 'channel' | 'groupChat' | 'personal';
const scopes: readonly Scope[] = ['channel', 'groupChat', 'personal'];

interface Row {
  /** What is typed, about an open request that Ana asked for. */
  readonly good: (id: RequestId, scope: Scope) => string;
  readonly answer: Readonly<Record<Scope, RegExp>> | RegExp;
  readonly typo: string;
  /** About a request that is not there, or with something in its place that is none. */
  readonly wrongId?: readonly [typed: string, answer: RegExp];
  /** To a guest, and to somebody of no team that gets alerts; absent where everybody may. */
  readonly refused?: Readonly<Record<'guest' | 'stranger', RegExp>>;
}

const mustNotSee = { guest: /Guests can't see requests here/, stranger: /Only approvers and members/ };
const inChannelOnly = /This works only in a channel/;
const noSuch = /There is no request CS-ZZZZZZ/;
let messages = 0;
function newMessage(): string {
  messages += 1;
  return `6f1c2d3e-4b5a-4c6d-8e7f-${String(messages).padStart(12, '0')}`;
}

const rows: Readonly<Record<CommandName, Row>> = {
  help: { good: () => 'help', answer: /What you can ask for.*whoami/, typo: 'hlep' },
  pending: {
    good: () => 'pending',
    answer: /Waiting for a decision.*"verb":"open"/,
    typo: 'pendign',
    refused: mustNotSee,
  },
  show: {
    good: (id) => `show ${id.toLowerCase()}`,
    answer: /Remove this email\?.*"verb":"approve"/,
    typo: 'shwo CS-7F3K2Q',
    wrongId: ['show CS-ZZZZZZ', noSuch],
    refused: mustNotSee,
  },
  history: {
    good: () => 'history 5',
    answer: /What was decided.*Rejected/,
    typo: 'hsitory',
    wrongId: ['history CS-ZZZZZZ', /After \\"history\\" comes nothing, a number/],
    refused: mustNotSee,
  },
  stats: { good: () => 'stats', answer: /Last 7 days: \d+ opened/, typo: 'stast', refused: mustNotSee },
  request: {
    good: () =>
      `request ${newMessage()} ${newMessage()} from mia@contoso.com and noa@contoso.com: Soft Delete because phish`,
    answer: /CS-\w{6} waits for a decision\. Its card is in the alert channel/,
    typo: 'reqeust x',
    wrongId: ['request 6f1c2d3e-4b5a mia@contoso.com', /I cannot read \\"6f1c2d3e-4b5a\\" as a network message id/],
    refused: { guest: /Guests can't ask for a removal/, stranger: /Only approvers and members .* ask for a removal/ },
  },
  withdraw: {
    good: (id) => `withdraw ${id}`,
    answer: /CS-\w{6} is withdrawn/,
    typo: 'withdarw CS-7F3K2Q',
    wrongId: ['withdraw CS-ZZZZZZ', noSuch],
    refused: mustNotSee,
  },
  undo: {
    good: (id) => `undo ${id}`,
    // It is open still: there is nothing that could be put back.
    answer: /Nobody has approved CS-\w{6} yet, so nothing was moved/,
    typo: 'udno CS-7F3K2Q',
    wrongId: ['undo CS-ZZZZZZ', noSuch],
    refused: { guest: /Guests can't ask for an undo/, stranger: /Only approvers and members .* ask for an undo/ },
  },
  find: {
    good: () => 'find from:it@evil.example last:24h',
    answer: {
      channel: /No message was found/,
      groupChat: /Ask me in a personal chat/,
      personal: /No message was found/,
    },
    typo: 'fidn from:x@y.example',
    refused: mustNotSee,
  },
  'who can approve': {
    good: (id) => `who can approve ${id}?`,
    answer: /Who may approve/,
    typo: 'who can aprove CS-7F3K2Q',
    wrongId: ['who can approve CS-ZZZZZZ', noSuch],
    refused: mustNotSee,
  },
  'alerts here': {
    good: () => 'alerts here',
    answer: {
      channel: /now go to this channel|come to this channel/,
      groupChat: inChannelOnly,
      personal: inChannelOnly,
    },
    typo: 'alerts heer',
    refused: { guest: /Guests can't|only in a channel/, stranger: /Only approvers can|only in a channel/ },
  },
  'alerts off': {
    good: () => 'alerts off',
    answer: { channel: /No more alerts come to this channel/, groupChat: inChannelOnly, personal: inChannelOnly },
    typo: 'alerts of',
    refused: { guest: /Guests can't|only in a channel/, stranger: /Only approvers can|only in a channel/ },
  },
  whoami: { good: () => 'whoami', answer: /You are Ana Ferrer, ana@contoso\.com/, typo: 'whoaim' },
};

describe('a command typed anywhere', () => {
  let edge: Edge;
  let world: StepWorld;
  before(async () => {
    edge = await startEdge({ steps: () => world.steps });
    edge.tenant.teams.limits = 'off';
    const { ana, ben, gus } = edge.tenant.teams.people;
    const policy = aPolicy({ approvers: { users: [ana.upn, ben.upn, gus.upn], groups: [] } });
    world = await startStepWorld({ policy }, { fixedChannel: false });
  });
  beforeEach(async () => {
    const bound = await world.steps.bindChannel(edge.channel, {}, personOf('ana'));
    assert.equal(bound.kind, 'done');
  });
  after(async () => {
    await world.close();
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  function personOf(key: 'ana' | 'ben'): Person {
    const { objectId, upn, name } = edge.tenant.teams.people[key];
    return { objectId, upn, name, tenantId: edge.channel.tenantId, isGuest: false };
  }
  /** Asked for by Ana; and another one, which was rejected. */
  async function openRequest(): Promise<RequestId> {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('reject', personOf('ben'), requestId, { reason: 'so' });
    const email = { networkMessageId: newMessage(), recipientEmailAddress: 'mia@contoso.com' };
    const asked = await world.steps.requestRemoval(
      { emails: [email], action: 'softDelete' },
      { person: personOf('ana') },
    );
    assert.ok(asked.kind === 'done');
    return asked.view.requestId;
  }
  async function ask(text: string, as: 'ana' | 'eve' | 'gus', where: Scope): Promise<string> {
    const { teams } = edge.tenant;
    const { status } = await teams.say(text, { as, where });
    assert.equal(status, 200);
    const chat = where === 'groupChat' ? 'group' : as;
    const answer = where === 'channel' ? teams.posts().at(-1)?.replies.at(-1) : teams.chat(chat).at(-1);
    assert.equal(answer?.from, 'bot');
    return JSON.stringify([answer.text, answer.summary, answer.card]);
  }

  for (const [name, row] of Object.entries(rows)) {
    for (const scope of scopes) {
      it(`is answered: ${name}, ${scope}`, async () => {
        const answer = await ask(row.good(await openRequest(), scope), 'ana', scope);

        assert.match(answer, row.answer instanceof RegExp ? row.answer : row.answer[scope]);
      });

      it(`is guessed where it is misspelt: ${name}, ${scope}`, async () => {
        assert.ok((await ask(row.typo, 'ana', scope)).includes(`Did you mean \\"${name}\\"?`));
      });

      const { wrongId, refused } = row;
      if (wrongId) {
        it(`is told what is wrong with its id: ${name}, ${scope}`, async () => {
          assert.match(await ask(wrongId[0], 'ana', scope), wrongId[1]);
        });
      }
      it(`is ${refused ? 'refused to' : 'answered also to'} guests and strangers: ${name}, ${scope}`, async () => {
        const typed = row.good(await openRequest(), scope);
        const before = await world.audited();
        const toGuest = await ask(typed, 'gus', scope);
        // Nobody is in a team that gets alerts.
        await world.steps.unbindChannel(edge.channel, personOf('ana'));
        const toStranger = await ask(typed, 'eve', scope);

        assert.match(toGuest, refused?.guest ?? /What you can ask for|You are Gus/);
        assert.match(toStranger, refused?.stranger ?? /What you can ask for|You are Eve/);
        const after = (await world.audited()).slice(before.length);
        assert.deepEqual(
          after.filter((kind) => kind !== 'channel.unbound' && kind !== 'channel.bound'),
          [],
        );
        assert.doesNotMatch(toGuest + toStranger, refused ? /mia@contoso|mailbox is full|"verb"/ : /mia@contoso/);
      });
    }
  }

  it('has a row here for every command there is', () => {
    assert.deepEqual(Object.keys(rows).sort(), [...commandNames].sort());
  });

  it('shows mail to a member of the alert team in a chat of several, who may not approve', async () => {
    const id = await openRequest();

    assert.match(await ask(`show ${id}`, 'eve', 'groupChat'), /mia@contoso\.com/);
  });
});
