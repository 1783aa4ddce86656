/** Tricks by which a request might get through with fewer people than the policy asks for. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { Policy, Rule } from '../../src/approval/policy.ts';
import { anAlert, aPolicy, messageA, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const two: Rule['require'] = [{ from: 'approvers', count: 2 }];
const vips = '99999999-0000-4000-8000-0000000000f1';
const people = { users: [ana.upn, ben.upn], groups: [] };
const because = { reason: 'A known phish' };

describe('nobody gets a request through with fewer people', () => {
  const worlds: StepWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });

  async function start(policy: Policy, reviseEveryMs = 0): Promise<StepWorld> {
    const world = await startStepWorld({ policy, reviseEveryMs });
    worlds.push(world);
    return world;
  }
  function stateOf(answer: Awaited<ReturnType<StepWorld['click']>>): string {
    if (answer.kind === 'card') return answer.view.notice ?? answer.view.state;
    return answer.kind === 'refused' ? answer.reason : answer.kind;
  }

  it('by choosing a severity, higher or lower, that no rule names', async () => {
    const rules: Rule[] = [{ when: { severity: ['medium'] }, require: two, reasonRequired: true }];
    const world = await start(aPolicy({ approvers: people, rules }));
    for (const severity of ['low', 'high'] as const) {
      const { requestId } = await world.steps.receiveAlert(
        anAlert({ severity: 'medium', emails: [emailOf(severity)] }),
      );

      assert.equal(stateOf(await world.click('approve', ana, requestId, { severity })), 'reasonRequired');
      assert.equal(
        stateOf(await world.click('approve', ana, requestId, { severity, ...because })),
        'partiallyApproved',
      );
    }
  });

  function emailOf(name: string) {
    return { networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` };
  }

  it('by a recipient that cannot be looked up: who decides without it decides still', async () => {
    const require: Rule['require'] = [{ from: { users: [eve.upn], groups: [] }, count: 1 }];
    const rule: Rule = { when: { recipientIn: { users: [], groups: [vips] } }, require, reasonRequired: false };
    const world = await start(aPolicy({ approvers: people, rules: [rule] }));
    world.directory.isDown = true;
    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: [emailOf('clerk')] }));

    const rejected = await world.click('reject', eve, requestId, because);
    const first = await world.click('approve', eve, requestId);
    const second = await world.click('approve', ana, requestId);

    assert.equal(stateOf(rejected), 'notAnApprover');
    assert.ok(first.kind === 'card');
    assert.deepEqual([first.view.state, first.view.quorum.isAssumed], ['partiallyApproved', true]);
    assert.deepEqual(
      first.view.quorum.missing.map(({ from }) => from.isApprovers),
      [true],
    );
    assert.equal(stateOf(second), 'submitting');
  });

  it('between a more severe alert and its revision', async () => {
    const rules: Rule[] = [{ when: { severity: ['high'] }, require: two, reasonRequired: false }];
    const world = await start(aPolicy({ approvers: people, rules }), 30_000);
    const { requestId } = await world.steps.receiveAlert(anAlert({ severity: 'low', emails: [emailOf('adele')] }));
    await world.steps.receiveAlert(anAlert({ severity: 'high', emails: [emailOf('adele')] }));

    const early = await world.click('approve', ana, requestId);
    const now = await world.click('approve', ana, requestId);

    assert.equal(stateOf(early), 'partiallyApproved');
    assert.ok(early.kind === 'card');
    assert.deepEqual([early.view.quorum.given, early.view.quorum.needed], [1, 2]);
    assert.equal(stateOf(now), 'alreadyApprovedByYou');
  });

  it('by what gathers and changes nothing: the click counts', async () => {
    const world = await start(aPolicy({ approvers: people }), 30_000);
    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: [emailOf('adele')] }));
    await world.steps.receiveAlert(anAlert({ emails: [emailOf('adele')] }));

    assert.equal(stateOf(await world.click('approve', ana, requestId)), 'submitting');
  });

  it('by an approval from before a reason was asked for, and lets it be given anew', async () => {
    const world = await start(
      aPolicy({ approvers: people, rules: [{ when: {}, require: two, reasonRequired: false }] }),
    );
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, requestId);
    world.changePolicy(aPolicy({ approvers: people, rules: [{ when: {}, require: two, reasonRequired: true }] }));

    const second = await world.click('approve', ben, requestId, because);
    const idle = await world.click('approve', ben, requestId, because);
    const anew = await world.click('approve', ana, requestId, because);

    assert.equal(stateOf(second), 'partiallyApproved');
    assert.equal(stateOf(idle), 'alreadyApprovedByYou');
    assert.equal(stateOf(anew), 'submitting');
  });

  it('under a policy that was replaced while the directory answered', async () => {
    const group = '99999999-0000-4000-8000-000000000001';
    const world = await start(aPolicy({ approvers: { users: [ana.upn], groups: [group] } }));
    const { requestId } = await world.steps.receiveAlert(anAlert());
    const { memberOf } = world.directory;
    world.directory.memberOf = async (user, groupIds) => {
      world.changePolicy(aPolicy({ approvers: { users: [ben.upn], groups: [group] } }));
      return memberOf(user, groupIds);
    };

    assert.equal(stateOf(await world.click('approve', ana, requestId)), 'notAnApprover');
  });
});

describe('somebody without a say', () => {
  let world: StepWorld;
  afterEach(() => world.close());

  it('sets off no questions about recipients', async () => {
    const rule: Rule = { when: { recipientIn: { users: [], groups: [vips] } }, require: two, reasonRequired: false };
    world = await startStepWorld({ policy: aPolicy({ approvers: people, rules: [rule] }) });
    const { requestId } = await world.steps.receiveAlert(anAlert());

    await world.click('approve', eve, requestId);
    const strangers = [...world.directory.asked];
    await world.click('approve', ana, requestId);

    assert.deepEqual(strangers, []);
    assert.ok(world.directory.asked.length > 0);
  });

  it('is shown the rules as they are, where they may look', async () => {
    const rule: Rule = { when: { recipientIn: { users: [], groups: [vips] } }, require: two, reasonRequired: false };
    world = await startStepWorld({ policy: aPolicy({ approvers: people, rules: [rule] }) });
    world.directory.groups.set(vips, { members: [] });
    const { requestId } = await world.steps.receiveAlert(anAlert());

    const shown = await world.steps.showRequest(requestId, { person: eve, teamId: testChannel.teamId });

    assert.ok(shown.kind === 'done');
    assert.deepEqual([shown.view.quorum.isAssumed, shown.view.quorum.needed], [false, 1]);
  });

  it('fills no audit log: the same refusal stands in it once a minute, with how often it was repeated', async () => {
    world = await startStepWorld({ policy: aPolicy({ approvers: people }) });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    for (let times = 0; times < 50; times += 1) await world.click('approve', eve, requestId);
    await world.click('reject', eve, requestId, because);
    world.clock.advance(60_000);
    await world.click('approve', eve, requestId);

    const refused = (await world.store.auditEntries({ afterSeq: 0, limit: 100 })).filter(
      ({ kind }) => kind === 'decision.refused',
    );
    assert.deepEqual(
      refused.map(({ data }) => [data['verdict'], data['repeated']]),
      [
        ['approve', undefined],
        ['reject', undefined],
        ['approve', 49],
      ],
    );
  });
});
