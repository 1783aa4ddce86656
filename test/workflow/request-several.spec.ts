import assert from 'node:assert/strict';
import type { EmailByMessage, RemediationAction, RequestId } from '../../src/approval/request.ts';
import type { RemovalAnswer } from '../../src/workflow/steps.ts';
import { anAlert, messageA, messageB, testChannel } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const to = (name: string, networkMessageId = messageA) => ({
  networkMessageId,
  recipientEmailAddress: `${name}@contoso.com`,
});

describe('a removal that somebody asks for, of several messages in several mailboxes', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function ask(
    emails: readonly [EmailByMessage, ...EmailByMessage[]],
    action: RemediationAction = 'softDelete',
  ): Promise<RemovalAnswer> {
    const answer = await world.steps.requestRemoval({ emails, action }, { person: ben, teamId: testChannel.teamId });
    assert.ok(answer.kind === 'done');
    return answer;
  }
  async function removed(...names: [string, ...string[]]): Promise<RequestId> {
    const [first, ...rest] = names;
    const answer = await world.steps.receiveAlert(anAlert({ emails: [to(first), ...rest.map((name) => to(name))] }));
    await world.click('approve', ana, answer.requestId);
    await world.work();
    return answer.requestId;
  }

  it('is one request with one card', async () => {
    const answer = await ask([to('mia'), to('noa'), to('mia', messageB), to('noa', messageB), to('MIA')]);
    await world.work();

    const { view } = answer;
    assert.deepEqual([view.emailCount, view.messageCount, view.recipientCount], [4, 2, 2]);
    assert.deepEqual([answer.asked, answer.named], [4, 4]);
    assert.equal(world.thread.posts.length, 1);
  });

  it('is as severe as was said, and medium where nobody says; choosing less talks down no rule', async () => {
    const said = [undefined, 'low', 'medium', 'high'] as const;
    const severities: unknown[] = [];
    for (const [at, severity] of said.entries()) {
      const asked = { emails: [to(`clerk${at}`)], action: 'softDelete', ...(severity && { severity }) } as const;
      const answer = await world.steps.requestRemoval(asked, { person: ben, teamId: testChannel.teamId });
      assert.ok(answer.kind === 'done');
      const { revision } = (await world.store.request(answer.view.requestId)) ?? {};
      severities.push([answer.view.severity, revision?.severities, revision?.peakSeverity]);
    }
    assert.deepEqual(severities, [
      ['medium', ['medium'], 'medium'],
      ['low', ['medium', 'low'], 'medium'],
      ['medium', ['medium'], 'medium'],
      ['high', ['high'], 'high'],
    ]);
  });

  it('asks for what is new alone, and says which requests have the rest', async () => {
    const done = await removed('mia', 'noa');
    const open = await world.steps.receiveAlert(anAlert({ emails: [to('ole', messageB)] }));

    const answer = await ask([to('mia'), to('noa'), to('pia'), to('ole', messageB), to('pia', messageB)]);

    assert.deepEqual([answer.asked, answer.named, answer.alreadyOpen], [2, 5, false]);
    assert.deepEqual(answer.openElsewhere, [{ requestId: open.requestId, emails: 1 }]);
    assert.deepEqual(answer.remediated, [{ requestId: done, emails: 2 }]);
    assert.deepEqual(answer.view.recipients, ['pia@contoso.com']);
    assert.equal(answer.view.earlierRequestId, open.requestId);
  });

  it('opens no request where all of it is done or asked for, and shows the one that is open', async () => {
    const done = await removed('mia', 'noa');
    const open = await world.steps.receiveAlert(anAlert({ emails: [to('ole', messageB)] }));

    const answer = await ask([to('mia'), to('noa'), to('ole', messageB)]);

    assert.deepEqual([answer.asked, answer.alreadyOpen, answer.view.requestId], [0, true, open.requestId]);
    assert.deepEqual(answer.remediated, [{ requestId: done, emails: 2 }]);
  });

  it('does not wait for a request that nobody can decide any more', async () => {
    const late = await world.steps.receiveAlert(anAlert({ emails: [to('mia')] }));
    world.clock.advance(24 * 3_600_000);

    const answer = await ask([to('mia')]);

    assert.deepEqual([answer.asked, answer.alreadyOpen, answer.openElsewhere], [1, false, []]);
    assert.notEqual(answer.view.requestId, late.requestId);
  });

  it('opens no request where all of it is done, and names who did it', async () => {
    const done = await removed('mia', 'noa');
    const posts = world.thread.posts.length;

    const answer = await ask([to('noa'), to('mia')]);
    await world.work();

    assert.deepEqual([answer.asked, answer.alreadyOpen, answer.view.requestId], [0, false, done]);
    assert.equal(world.thread.posts.length, posts);
  });

  it('asks for more than was done: to delete for good what was deleted softly', async () => {
    const done = await removed('mia');

    const answer = await ask([to('mia')], 'hardDelete');

    assert.deepEqual([answer.asked, answer.view.earlierRequestId], [1, done]);
  });

  const apart = [
    ['moveToInbox', 'softDelete'],
    ['moveToInbox', 'hardDelete'],
    ['softDelete', 'moveToInbox'],
    ['softDelete', 'hardDelete'],
    ['moveToJunk', 'softDelete'],
  ] as const;
  for (const [open, wanted] of apart) {
    it(`is a request of its own where an open one asks for something else: ${wanted} beside ${open}`, async () => {
      const other = await ask([to('mia')], open);

      const answer = await ask([to('mia')], wanted);

      assert.deepEqual([answer.asked, answer.alreadyOpen, answer.view.action], [1, false, wanted]);
      assert.deepEqual(answer.openElsewhere, []);
      assert.equal(answer.view.earlierRequestId, other.view.requestId);
    });
  }

  it('needs no request where an open one deletes for good', async () => {
    const other = await ask([to('mia')], 'hardDelete');

    const answer = await ask([to('mia')], 'moveToJunk');

    assert.deepEqual([answer.asked, answer.alreadyOpen, answer.view.requestId], [0, true, other.view.requestId]);
  });

  it('names an open request about the same message, before one that was decided', async () => {
    await removed('mia');
    const open = await world.steps.receiveAlert(anAlert({ emails: [to('noa')] }));

    const answer = await ask([to('pia')]);

    assert.equal(answer.view.earlierRequestId, open.requestId);
  });
});
