import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Policy, Rule } from '../../src/approval/policy.ts';
import type { Person } from '../../src/approval/request.ts';
import { anAlert, aPolicy, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const analysts = '99999999-0000-4000-8000-000000000001';
const leads = '99999999-0000-4000-8000-00000000000A';
const vips = '99999999-0000-4000-8000-0000000000f1';

const oneOfEach: Rule['require'] = [
  { from: 'approvers', count: 1 },
  { from: { users: [], groups: [leads] }, count: 1 },
];
const byGroups = aPolicy({ approvers: { users: [], groups: [analysts] } });
const withLead = aPolicy({
  approvers: { users: [ana.upn, ben.upn], groups: [] },
  rules: [{ when: {}, require: oneOfEach, reasonRequired: false }],
});

describe('who may decide by group', () => {
  const worlds: StepWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });

  async function start(policy: Policy, members: Record<string, readonly Person[]> = {}): Promise<StepWorld> {
    const world = await startStepWorld({ policy });
    worlds.push(world);
    for (const [id, people] of Object.entries(members)) {
      world.directory.groups.set(id.toLowerCase(), {
        name: 'SOC leads',
        members: people.map(({ objectId }) => objectId),
      });
    }
    return world;
  }

  async function opened(world: StepWorld) {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    return requestId;
  }

  it('lets a member approve, and tells others that the policy does not name them', async () => {
    const world = await start(byGroups, { [analysts]: [ana] });
    const requestId = await opened(world);

    const outsider = await world.click('approve', eve, requestId);
    const member = await world.click('approve', ana, requestId);

    assert.deepEqual(outsider, { kind: 'refused', reason: 'notAnApprover', requestId });
    assert.equal(member.kind === 'card' && member.view.state, 'submitting');
  });

  it('says who is still missing by the name of the group', async () => {
    const world = await start(withLead, { [leads]: [eve] });
    const requestId = await opened(world);

    const first = await world.click('approve', ana, requestId);
    const second = await world.click('approve', ben, requestId);
    const lead = await world.click('approve', eve, requestId);

    assert.ok(first.kind === 'card' && second.kind === 'card');
    assert.deepEqual(first.view.quorum.missing, [
      { count: 1, from: { isApprovers: false, users: [], groups: ['SOC leads'] } },
    ]);
    assert.deepEqual([first.view.quorum.given, first.view.quorum.needed], [1, 2]);
    assert.deepEqual(
      [second.view.state, second.view.quorum.given, second.view.quorum.needed],
      ['partiallyApproved', 1, 2],
    );
    assert.equal(second.view.decisions.filter(({ fillsNoSeat }) => fillsNoSeat === true).length, 1);
    assert.equal(lead.kind === 'card' && lead.view.state, 'submitting');
  });

  it('does not call somebody a stranger while the directory does not answer', async () => {
    const world = await start(byGroups, { [analysts]: [ana] });
    const requestId = await opened(world);
    world.directory.isDown = true;

    const refused = await world.click('approve', ana, requestId);
    const shown = await world.steps.showRequest(requestId, { person: ana });
    const who = await world.steps.explainPerson(ana);
    world.directory.isDown = false;
    const taken = await world.click('approve', ana, requestId);

    assert.deepEqual(refused, { kind: 'refused', reason: 'membershipUnknown', requestId });
    assert.deepEqual(shown, { kind: 'refused', reason: 'membershipUnknown' });
    assert.deepEqual(who, { mayApprove: 'none', reason: 'membershipUnknown' });
    assert.equal(taken.kind === 'card' && taken.view.state, 'submitting');
    assert.ok((await world.audited()).includes('decision.refused'));
  });

  it('takes what listed people decide also while the directory does not answer', async () => {
    const world = await start(withLead, { [leads]: [eve] });
    const requestId = await opened(world);
    world.directory.isDown = true;

    const first = await world.click('approve', ana, requestId);
    const rejection = await world.click('reject', ben, requestId, { reason: 'A newsletter' });

    assert.equal(first.kind === 'card' && first.view.state, 'partiallyApproved');
    assert.equal(rejection.kind === 'card' && rejection.view.state, 'rejected');
  });

  it('does not take an approval that may be the last one while it cannot be weighed', async () => {
    const world = await start(withLead, { [leads]: [ana] });
    const requestId = await opened(world);
    await world.click('approve', ana, requestId);
    world.directory.isDown = true;

    const unclear = await world.click('approve', ben, requestId);
    world.directory.isDown = false;
    const clear = await world.click('approve', ben, requestId);

    assert.deepEqual(unclear, { kind: 'refused', reason: 'membershipUnknown', requestId });
    assert.equal(clear.kind === 'card' && clear.view.state, 'submitting');
  });

  it('counts an earlier approval only while its person still belongs to the group', async () => {
    const world = await start(withLead, { [leads]: [eve] });
    const requestId = await opened(world);
    await world.click('approve', eve, requestId);
    world.directory.groups.set(leads.toLowerCase(), { members: [] });

    const answer = await world.click('approve', ana, requestId);

    assert.equal(answer.kind === 'card' && answer.view.state, 'partiallyApproved');
  });

  it('asks again where somebody approved after the directory was asked', async () => {
    const rules: Rule[] = [{ when: {}, require: oneOfEach, reasonRequired: false }];
    const policy = aPolicy({ approvers: { users: [], groups: [analysts] }, rules });
    const world = await start(policy, { [analysts]: [ana], [leads]: [eve] });
    const requestId = await opened(world);
    const { memberOf } = world.directory;
    let meanwhile: Promise<unknown> | undefined;
    world.directory.memberOf = async (user, groupIds) => {
      // Ana approves while it is looked up which groups Eve belongs to.
      if (user === eve.objectId && !meanwhile) {
        meanwhile = world.click('approve', ana, requestId);
        await meanwhile;
      }
      return memberOf(user, groupIds);
    };

    const answer = await world.click('approve', eve, requestId);

    assert.equal(answer.kind === 'card' && answer.view.state, 'submitting');
    assert.deepEqual(world.directory.asked, [ana.objectId, eve.objectId, ana.objectId, eve.objectId]);
  });

  it('applies a changed policy to the next click, and names its hash in the decision', async () => {
    const world = await start(aPolicy());
    const requestId = await opened(world);
    world.changePolicy(withLead);

    const answer = await world.click('approve', ana, requestId);

    assert.equal(answer.kind === 'card' && answer.view.state, 'partiallyApproved');
    const [decision] = await world.store.decisions(requestId);
    assert.equal(decision?.policyHash, world.policyHash());
  });

  it('lets those who approved already be enough once the policy asks for no more', async () => {
    const world = await start(withLead, { [leads]: [eve] });
    const requestId = await opened(world);
    await world.click('approve', ana, requestId);
    const early = await world.click('approve', ana, requestId);
    world.changePolicy(aPolicy());

    const answer = await world.click('approve', ana, requestId);

    assert.equal(early.kind === 'card' && early.view.notice, 'alreadyApprovedByYou');
    assert.equal(answer.kind === 'card' && answer.view.state, 'submitting');
    assert.deepEqual((await world.store.decisions(requestId)).at(-1)?.policyHash, world.policyHash());
  });

  it('tells of a rejected request who had approved it', async () => {
    const world = await start(withLead, { [leads]: [eve] });
    const requestId = await opened(world);
    await world.click('approve', ana, requestId);

    const answer = await world.click('reject', eve, requestId, { reason: 'A newsletter' });

    assert.ok(answer.kind === 'card');
    assert.deepEqual(
      answer.view.decisions.map(({ verdict, upn }) => `${verdict} ${upn}`),
      [`approve ${ana.upn}`, `reject ${eve.upn}`],
    );
  });

  it('tells people whom only a rule names what they may approve, and lets them look', async () => {
    const world = await start(withLead, { [leads]: [eve] });
    const requestId = await opened(world);

    assert.deepEqual(await world.steps.explainPerson(eve), { mayApprove: 'some' });
    assert.equal((await world.steps.showRequest(requestId, { person: eve })).kind, 'done');
  });

  describe('for recipients', () => {
    const vipRule: Rule = {
      when: { recipientIn: { users: [], groups: [vips] } },
      require: [{ from: 'approvers', count: 2 }],
      reasonRequired: false,
    };
    const policy = aPolicy({ approvers: { users: [ana.upn, ben.upn], groups: [] }, rules: [vipRule] });
    const ceo = { networkMessageId: messageA, recipientEmailAddress: 'Ceo@contoso.com' };
    const clerk = { networkMessageId: messageA, recipientEmailAddress: 'clerk@contoso.com' };

    async function stateAfterOne(prepare: (world: StepWorld) => void, emails: Parameters<typeof anAlert>[0]) {
      const world = await start(policy);
      world.directory.groups.set(vips, { members: ['ceo@contoso.com'] });
      prepare(world);
      const { requestId } = await world.steps.receiveAlert(anAlert(emails));
      await world.work();
      const answer = await world.click('approve', ana, requestId);
      if (answer.kind === 'card') return answer.view.state;
      return answer.kind === 'refused' ? answer.reason : answer.kind;
    }
    const nothing = () => {};

    it('of a named group the rule holds', async () => {
      assert.equal(await stateAfterOne(nothing, { emails: [clerk, ceo] }), 'partiallyApproved');
    });
    it('outside of it the rule does not hold', async () => {
      assert.equal(await stateAfterOne(nothing, { emails: [clerk] }), 'submitting');
    });
    it('that cannot be looked up the strictest case holds', async () => {
      const down = (world: StepWorld) => {
        world.directory.isDown = true;
      };
      assert.equal(await stateAfterOne(down, { emails: [clerk] }), 'partiallyApproved');
    });
    it('of a group that was deleted the rule goes on to hold, for everybody', async () => {
      const deleted = (world: StepWorld) => void world.directory.groups.delete(vips);
      assert.equal(await stateAfterOne(deleted, { emails: [ceo] }), 'partiallyApproved');
      assert.equal(await stateAfterOne(deleted, { emails: [clerk] }), 'partiallyApproved');
    });
    it('whom the directory does not know the strictest case holds', async () => {
      const unknown = (world: StepWorld) => {
        world.directory.memberOf = async () => undefined;
      };
      assert.equal(await stateAfterOne(unknown, { emails: [clerk] }), 'partiallyApproved');
    });
    it('of a directory that takes long the strictest case holds, and the click is answered in time', async () => {
      const emails = Array.from({ length: 100 }, (_, index) => ({
        ...clerk,
        recipientEmailAddress: `clerk${index}@contoso.com`,
      }));
      const slow = (world: StepWorld) => {
        world.directory.memberOf = async (user) => {
          world.directory.asked.push(user);
          world.clock.advance(500);
          return { of: new Set(), unknownGroups: new Set() };
        };
      };
      let asked: readonly string[] = [];
      const prepare = (world: StepWorld) => {
        slow(world);
        asked = world.directory.asked;
      };
      assert.equal(await stateAfterOne(prepare, { emails: emails as [typeof clerk] }), 'partiallyApproved');
      assert.ok(asked.length < 50, `${asked.length} questions`);
    });
    it('of more mailboxes than are looked up the strictest case holds', async () => {
      const emails = Array.from({ length: 501 }, (_, index) => ({
        networkMessageId: messageB,
        recipientEmailAddress: `clerk${index}@contoso.com`,
      })) as [typeof clerk];
      assert.equal(await stateAfterOne(nothing, { emails }), 'partiallyApproved');
    });
    it('named by object id the rule holds for each of their addresses', async () => {
      const byId = { ...vipRule, when: { recipientIn: { users: [eve.objectId.toUpperCase()], groups: [] } } };
      const world = await start(aPolicy({ rules: [byId] }));
      world.directory.people.set(eve.objectId, ['eve@contoso.com', 'chief@contoso.com']);
      const chief = { networkMessageId: messageA, recipientEmailAddress: 'Chief@contoso.com' };
      const one = await world.steps.receiveAlert(anAlert({ emails: [chief] }));
      const other = await world.steps.receiveAlert(anAlert({ emails: [{ ...clerk, networkMessageId: messageB }] }));

      const strict = await world.click('approve', ana, one.requestId);
      const plain = await world.click('approve', ana, other.requestId);

      assert.equal(strict.kind === 'card' && strict.view.state, 'partiallyApproved');
      assert.equal(plain.kind === 'card' && plain.view.state, 'submitting');
    });
  });

  it('costs no question where the policy names no group', async () => {
    const world = await start(aPolicy());
    const requestId = await opened(world);
    await world.click('approve', ana, requestId);
    await world.steps.listPending({ limit: 1, offset: 0 }, { person: ana, teamId: testChannel.teamId });

    assert.deepEqual(world.directory.asked, []);
  });
});
