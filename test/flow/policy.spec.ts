/** The policy through the whole service: each row is one alert, and what clicks on its real card come to. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after as afterAll, afterEach, before as beforeAll, describe, it } from 'mocha';
import { requestStatus } from '../fault/request-status.ts';
import { people } from '../sandbox/teams/people.ts';
import type { Persona, Post } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const { ana, ben, eve, gus } = people;
const why = { reason: 'A known phish' };

/** `open`, `one`: pending, partly approved; `sent`: told to Graph; `rejected`; otherwise the sentence of the refusal. */
type Outcome = 'open' | 'one' | 'sent' | 'rejected' | RegExp;
type Click = [who: Persona['key'], verb: 'approve' | 'reject' | 'revoke', inputs: Record<string, string>, Outcome];
type Row = [title: string, alert: Record<string, unknown>, ...clicks: Click[]];

const notNamed = /the approver policy does not name you/;
const reasonNeeded = /A reason is needed/;
const guest = /Guests can't decide here/;

function recipients(count: number, first = 'clerk0@contoso.com') {
  const networkMessageId = randomUUID();
  return Array.from({ length: count }, (_, index) => ({
    networkMessageId,
    recipientEmailAddress: index === 0 ? first : `clerk${index}@contoso.com`,
  }));
}

const twoApprovers = [{ from: 'approvers', count: 2 }];
const strict = {
  approvers: { users: [ana.upn.toUpperCase(), ben.objectId] },
  rules: [
    { when: { action: ['hardDelete'] }, require: twoApprovers, reason: 'required' },
    {
      when: { recipients: { over: 3 } },
      require: [
        { from: 'approvers', count: 1 },
        { from: { users: [eve.upn] }, count: 1 },
      ],
    },
    { when: { severity: ['high'] }, require: twoApprovers },
    { when: { recipientIn: { users: ['ceo@contoso.com'] } }, require: [{ from: { users: [eve.objectId] }, count: 1 }] },
    { when: { remediateSendersCopy: true }, require: [{ from: 'approvers', count: 1 }], reason: 'required' },
  ],
};

const underRules: Row[] = [
  ['one approver is enough where no rule matches', {}, ['ana', 'approve', {}, 'sent']],
  ['an approver named by object id counts', {}, ['ben', 'approve', {}, 'sent']],
  ['an outsider changes nothing', {}, ['eve', 'approve', {}, notNamed], ['eve', 'reject', why, notNamed]],
  ['a guest changes nothing', {}, ['gus', 'approve', {}, guest], ['gus', 'reject', why, guest]],
  [
    'one approver may reject, with a reason',
    {},
    ['ana', 'reject', {}, reasonNeeded],
    ['ana', 'reject', why, 'rejected'],
  ],
  ['a reason of blanks is none', {}, ['ana', 'reject', { reason: ' \t ' }, reasonNeeded]],
  [
    'hard delete takes two',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['ben', 'approve', why, 'sent'],
  ],
  [
    'nobody counts twice',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['ana', 'approve', why, 'one'],
  ],
  ['the rule wants a reason', { recommendedAction: 'hardDelete' }, ['ana', 'approve', {}, reasonNeeded]],
  [
    'an outsider completes no quorum',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['eve', 'approve', why, notNamed],
  ],
  [
    'an approval taken back does not count',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['ana', 'revoke', {}, 'open'],
    ['ben', 'approve', why, 'one'],
  ],
  [
    'a rejection beats a first approval',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['ben', 'reject', why, 'rejected'],
  ],
  [
    'who approved may still reject',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['ana', 'reject', why, 'rejected'],
  ],
  [
    'choosing hard delete on the card calls its rule',
    {},
    ['ana', 'approve', { action: 'hardDelete' }, reasonNeeded],
    ['ana', 'approve', { action: 'hardDelete', ...why }, 'one'],
    ['ben', 'approve', why, 'sent'],
  ],
  [
    'choosing another action voids the approval before',
    { recommendedAction: 'hardDelete' },
    ['ana', 'approve', why, 'one'],
    ['ben', 'approve', { action: 'moveToJunk', ...why }, 'sent'],
  ],
  [
    'two approvers do not make up for a missing lead',
    { emails: recipients(4) },
    ['ana', 'approve', {}, 'one'],
    ['ben', 'approve', {}, 'one'],
    ['eve', 'approve', {}, 'sent'],
  ],
  ['the lead alone is not enough', { emails: recipients(4) }, ['eve', 'approve', {}, 'one']],
  ['the lead may reject what the rule governs', { emails: recipients(4) }, ['eve', 'reject', why, 'rejected']],
  ['three recipients are not over three', { emails: recipients(3) }, ['ana', 'approve', {}, 'sent']],
  ['high severity takes two', { severity: 'high' }, ['ana', 'approve', {}, 'one'], ['ben', 'approve', {}, 'sent']],
  [
    'a severity chosen lower does not talk the rule down',
    { severity: 'high' },
    ['ana', 'approve', { severity: 'low' }, 'one'],
  ],
  ['a severity chosen higher calls its rule', { severity: 'low' }, ['ana', 'approve', { severity: 'high' }, 'one']],
  [
    'a VIP among the recipients needs who the rule names',
    { emails: recipients(2, 'CEO@Contoso.com') },
    ['ana', 'approve', {}, 'one'],
    ['eve', 'approve', {}, 'sent'],
  ],
  [
    'the one named for VIPs is enough alone',
    { emails: recipients(1, 'ceo@contoso.com') },
    ['eve', 'approve', {}, 'sent'],
  ],
  [
    "the sender's copy wants a reason",
    { remediateSendersCopy: true },
    ['ana', 'approve', {}, reasonNeeded],
    ['ana', 'approve', why, 'sent'],
  ],
  [
    "the sender's copy chosen on the card wants a reason",
    {},
    ['ana', 'approve', { remediateSendersCopy: 'true' }, reasonNeeded],
  ],
  [
    'two rules at once are both met by two people',
    { recommendedAction: 'hardDelete', emails: recipients(4) },
    ['ana', 'approve', why, 'one'],
    ['eve', 'approve', why, 'one'],
    ['ben', 'approve', why, 'sent'],
  ],
  ['a guest completes no quorum', { severity: 'high' }, ['ana', 'approve', {}, 'one'], ['gus', 'approve', {}, guest]],
];

const loose = { approvers: { users: [ana.upn, gus.upn] }, guests: true, requesterMayApprove: true };
const whereGuestsMay: Row[] = [
  ['a guest on the list decides', {}, ['gus', 'approve', {}, 'sent']],
  ['somebody who is not on the list still does not', {}, ['ben', 'approve', {}, notNamed]],
];

/** What else is tested of the running service. */
type More = (current: () => FlowWorld) => void;

function suite(title: string, policy: unknown, rows: readonly Row[], ...more: readonly More[]) {
  describe(title, () => {
    let world: FlowWorld;
    beforeAll(async () => {
      world = await startFlow({ policy, env: { TEAMS_RATE_LIMITS: 'off' } });
      world.tenant.teams.limits = 'off';
    });
    afterEach(() => assert.deepEqual(world.tenant.violations, []));
    afterAll(() => world.close());

    for (const [name, alert, ...clicks] of rows) {
      it(name, async () => {
        const { requestId, post } = await shown(world, alert);
        for (const [as, verb, inputs, expected] of clicks) {
          await redrawn(world, requestId, post.id, verb);
          const [answer] = await world.tenant.teams.click({ as, postId: post.id, verb, inputs });
          await checkOutcome(world, requestId, answer, expected);
        }
      });
    }

    for (const describeMore of more) describeMore(() => world);
  });
}

async function shown(world: FlowWorld, over: Record<string, unknown>): Promise<{ requestId: string; post: Post }> {
  const alert = {
    ...world.tenant.sampleAlert(0),
    severity: 'medium',
    recommendedAction: 'softDelete',
    emails: recipients(1),
    ...over,
  };
  const { body } = await world.tenant.pushAlert(alert);
  const { requestId } = body as { requestId: string };
  const post = await eventually(world, () => world.tenant.teams.posts().find(({ card }) => says(card, requestId)));
  return { requestId, post };
}

/** People click on what they see: the card of the current revision, with the button on it. */
async function redrawn(world: FlowWorld, requestId: string, postId: string, verb: string): Promise<void> {
  const { revision } = (await requestStatus(world.tenant, world.service.origin, requestId)) ?? {};
  await eventually(world, () => {
    const card = world.tenant.teams.posts().find(({ id }) => id === postId)?.card;
    return says(card, verb) && JSON.stringify(card).includes(`"revision":${revision}`);
  });
}

const statesOf: Record<Extract<Outcome, string>, readonly string[]> = {
  open: ['pending'],
  one: ['partiallyApproved'],
  sent: ['approved', 'submitting', 'submitted'],
  rejected: ['rejected'],
};

async function checkOutcome(
  world: FlowWorld,
  requestId: string,
  answer: { status: number; body: unknown } | undefined,
  expected: Outcome,
): Promise<void> {
  assert.equal(answer?.status, 200);
  const { type, value } = answer.body as { type: string; value: unknown };
  if (expected instanceof RegExp) {
    assert.equal(type, 'application/vnd.microsoft.activity.message');
    assert.match(String(value), expected);
    return;
  }
  assert.equal(type, 'application/vnd.microsoft.card.adaptive');
  const status = await requestStatus(world.tenant, world.service.origin, requestId);
  assert.ok(statesOf[expected].includes(status?.state ?? ''), `${expected}: ${status?.state}`);
  const times = () => told(world, requestId).length;
  if (expected === 'sent') await eventually(world, () => times() === 1);
  else assert.equal(times(), 0);
}

/** What Graph was told of the request. */
function told(world: FlowWorld, requestId: string) {
  return world.tenant.graph.remediations.filter((call) => says(call.body, requestId));
}

const onAnOlderCard: More = (current) => {
  describe('a card that is older than the request', () => {
    it('changes nothing, and is answered with the card as it stands, saying why', async () => {
      const world = current();
      const { requestId, post } = await shown(world, { recommendedAction: 'hardDelete' });
      const click = async (
        as: 'ana' | 'ben',
        over: { data?: Record<string, unknown>; inputs?: Record<string, string> } = {},
      ) => {
        const inputs = { ...why, ...over.inputs };
        const [answer] = await world.tenant.teams.click({ as, postId: post.id, verb: 'approve', ...over, inputs });
        return answer;
      };
      await click('ana');
      await click('ana', { inputs: { action: 'moveToJunk', severity: 'high' } });

      const answer = await click('ben', { data: { requestId, revision: 1 } });

      await checkOutcome(world, requestId, answer, 'one');
      assert.match(JSON.stringify(answer?.body), /[Yy]our click was not counted/);
      await redrawn(world, requestId, post.id, 'revoke');
      await checkOutcome(world, requestId, await click('ben'), 'sent');
      assert.partialDeepStrictEqual(told(world, requestId)[0]?.body, { action: 'moveToJunk', approverUpn: ben.upn });
    });
  });
};

const atOneMoment: More = (current) => {
  describe('the last approval and a rejection at the same moment', () => {
    /** The state in which it ended; both are answered with the card of that end. */
    async function race(world: FlowWorld, approvalFirst: boolean): Promise<'sent' | 'rejected'> {
      const { requestId, post } = await shown(world, { severity: 'high' });
      const data = { requestId, revision: 1 };
      const click = (as: 'ana' | 'ben', verb: string) =>
        world.tenant.teams.click({ as, postId: post.id, verb, inputs: why, data });
      await click('ana', 'approve');
      const both: ['ana' | 'ben', string][] = [
        ['ben', 'approve'],
        ['ana', 'reject'],
      ];
      const inOrder = approvalFirst ? both : both.toReversed();
      const answers = (await Promise.all(inOrder.map(([as, verb]) => click(as, verb)))).flat();
      const status = await requestStatus(world.tenant, world.service.origin, requestId);
      const winner = status?.state === 'rejected' ? 'rejected' : 'sent';
      const end = winner === 'rejected' ? /[Rr]ejected by ana@contoso\.com/ : /[Aa]pproved by ben@contoso\.com/;
      for (const answer of answers) {
        await checkOutcome(world, requestId, answer, winner);
        assert.match(JSON.stringify(answer.body), end);
      }
      return winner;
    }

    it('have one winner, and both people are answered with its card', async () => {
      const winners = new Set<string>();
      for (let round = 1; round <= 4 || (winners.size < 2 && round <= 30); round += 1) {
        winners.add(await race(current(), round % 2 === 0));
      }
      assert.equal(winners.size, 2, 'each came first at least once');
    });
  });
};

function aRequester({ title, expected }: { title: string; expected: Outcome }): More {
  return (current) => {
    describe('a requester', () => {
      it(title, async () => {
        const world = current();
        const { teams } = world.tenant;
        const before = new Set(teams.posts().map(({ id }) => id));
        await teams.say(`request ${randomUUID()} adele@contoso.com`, { as: 'ana', where: 'channel' });
        const isNew = ({ id, from, card }: Post) => !before.has(id) && from === 'bot' && card !== undefined;
        const post = await eventually(world, () => teams.posts().find(isNew));
        const [requestId = ''] = /CS-[0-9A-Z]{6}/.exec(JSON.stringify(post.card)) ?? [];

        const [answer] = await teams.click({ as: 'ana', postId: post.id, verb: 'approve' });

        // Asked for by a person: no source may ask for its state.
        if (expected === 'sent') await eventually(world, () => told(world, requestId).length === 1);
        else await checkOutcome(world, requestId, answer, expected);
      });
    });
  };
}

suite(
  'under rules, on real cards,',
  strict,
  underRules,
  onAnOlderCard,
  atOneMoment,
  aRequester({ title: 'may not approve', expected: /somebody else has to approve/ }),
);
suite(
  'where guests may decide,',
  loose,
  whereGuestsMay,
  aRequester({ title: 'may approve where the policy lets them', expected: 'sent' }),
);
