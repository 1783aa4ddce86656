/** Deadlines through the whole service, with durations of seconds and with a clock that jumps. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, it } from 'mocha';

import { mentionsOn } from '../cards/mentions.ts';
import { people } from '../sandbox/teams/people.ts';
import type { Post } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const hour = 3_600_000;
const { ana, ben, eve } = people;
const approvers = { users: [ana.upn, ben.upn] };
const preload = pathToFileURL(join(import.meta.dirname, '../support/shifted-clock.ts')).href;

describe('deadlines of the running service', function () {
  this.timeout(60_000);
  let world: FlowWorld;
  afterEach(() => world.close());

  async function pushed(): Promise<string> {
    const { body } = await world.tenant.pushAlert(world.tenant.sampleAlert(0));
    const { requestId } = body as { requestId: string };
    await eventually(world, () => posts().some(({ card }) => says(card, requestId)));
    return requestId;
  }
  const posts = () => world.tenant.teams.posts();
  const told = (requestId: string, words: string) =>
    world.card(requestId).replies.filter(({ card }) => says(card, words));
  const reminders = (requestId: string) => told(requestId, 'Still waiting for a decision');

  async function clicked(
    as: 'ana' | 'ben' | 'eve',
    verb: string,
    postId: string,
  ): Promise<{ type: string; value: unknown }> {
    const [answer] = await world.tenant.teams.click({ as, postId, verb });
    return answer?.body as { type: string; value: unknown };
  }

  it('reminds, then escalates, and whom it was escalated to may approve from then on', async () => {
    const escalateTo = { users: [eve.upn] };
    world = await startFlow({ policy: { approvers, remindAfter: 'PT1S', escalateAfter: 'PT3S', escalateTo } });
    const requestId = await pushed();
    const early = await clicked('eve', 'approve', world.card(requestId).id);
    assert.match(String(early.value), /the approver policy does not name you/);

    const [reminder] = await eventually(world, () => reminders(requestId).length > 0 && reminders(requestId));
    assert.deepEqual(
      mentionsOn(reminder?.card ?? {}).map(({ mentioned }) => mentioned.id),
      [ana.upn, ben.upn],
    );
    await eventually(world, () => told(requestId, 'Escalated').length > 0);
    await eventually(world, () => says(world.card(requestId).card, `to ${eve.upn}: each of them may approve`));
    await clicked('eve', 'approve', world.card(requestId).id);

    await eventually(world, () => world.tenant.graph.remediations.length === 1);
    assert.partialDeepStrictEqual(world.tenant.graph.remediations[0]?.body, { approverUpn: eve.upn });
    assert.equal(reminders(requestId).length, 1);
    assert.deepEqual(world.tenant.violations, []);
  });

  it('expires, and is asked for again once, by two people at once', async () => {
    world = await startFlow({ policy: { approvers, expiresAfter: 'PT2S' } });
    const requestId = await pushed();
    const { id: postId } = world.card(requestId);
    await eventually(world, () => says(world.card(requestId).card, 'askAgain'));
    assert.ok(says(world.card(requestId).card, 'Expired'));

    await Promise.all([clicked('ana', 'askAgain', postId), clicked('ben', 'askAgain', postId)]);

    const isNew = ({ id, from, card }: Post) => id !== postId && from === 'bot' && says(card, `message: ${requestId}`);
    await eventually(world, () => posts().some(isNew));
    const expired = () => posts().find(({ id }) => id === postId)?.card;
    await eventually(world, () => says(expired(), 'asked for it again with') && !says(expired(), 'askAgain'));
    const cards = posts().filter(({ from, card }) => from === 'bot' && card !== undefined);
    assert.equal(cards.length, 2);
    assert.equal(world.tenant.graph.remediations.length, 0);
  });

  it('lets the one who asked take it back, and nobody else, by a command in the channel', async () => {
    world = await startFlow();
    const { teams } = world.tenant;
    await teams.say('request 73ca4154-58d8-43d0-a890-08dc18c52e6d adele@contoso.com', { as: 'ana', where: 'channel' });
    const post = await eventually(world, () =>
      posts().find(({ from, card }) => from === 'bot' && says(card, 'approve')),
    );
    const [requestId = ''] = /CS-[0-9A-Z]{6}/.exec(JSON.stringify(post.card)) ?? [];
    const card = () => posts().find(({ id }) => id === post.id)?.card;
    const answered = (words: RegExp) =>
      eventually(world, () => posts().some((one) => [one, ...one.replies].some(({ text }) => words.test(text ?? ''))));

    await teams.say(`withdrow ${requestId}`, { as: 'ana', where: 'channel' });
    await answered(/Did you mean "withdraw"/);
    await teams.say(`withdraw ${requestId}`, { as: 'ben', where: 'channel' });
    await answered(/Only the person who asked for CS-\w+ can withdraw it/);
    await teams.say(`Withdraw ${requestId.toLowerCase()}`, { as: 'ana', where: 'channel' });
    await answered(/CS-\w+ is withdrawn/);

    await eventually(world, () => says(card(), `Withdrawn by ${ana.upn}`));
    await teams.say(`withdraw ${requestId}`, { as: 'ana', where: 'channel' });
    await answered(/It's too late: CS-\w+ does not wait/);
  });

  it('reminds once, however often it is killed in between', async () => {
    const rules = [{ when: {}, require: [{ from: 'approvers', count: 2 }] }];
    world = await startFlow({ policy: { approvers, rules, remindAfter: 'PT3S' } });
    const requestId = await pushed();
    await clicked('ana', 'approve', world.card(requestId).id);
    // Redrawn: so it knows where its card stands, and posts no second one after the crash.
    await eventually(world, () => says(world.card(requestId).card, '1 of 2 approvals'));
    await world.crash();
    await eventually(world, () => reminders(requestId).length > 0);
    await world.crash();
    await world.crash();
    await clicked('ben', 'approve', world.card(requestId).id);
    await eventually(world, () => told(requestId, 'Submitted to Microsoft Defender').length > 0);

    assert.equal(reminders(requestId).length, 1);
    assert.equal(world.tenant.graph.remediations.length, 1);
  });

  it('does at its time what a clock that jumps makes due, and nothing twice when it jumps back', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-clock-'));
    const setClock = async (shift: number) => {
      await writeFile(join(directory, 'shift'), String(shift));
      process.kill(world.service.pid, 'SIGUSR2');
      await world.logged(`The clock shows ${shift} ms more`);
    };
    try {
      world = await startFlow({
        policy: { approvers, remindAfter: 'PT1H', expiresAfter: 'PT2H' },
        env: { NODE_OPTIONS: `--import=${preload}`, TEST_CLOCK: join(directory, 'shift') },
      });
      const requestId = await pushed();
      assert.deepEqual(reminders(requestId), []);
      await setClock(hour);
      await eventually(world, () => reminders(requestId).length > 0);
      await setClock(0);
      await setClock(2 * hour);
      await eventually(world, () => says(world.card(requestId).card, 'Expired'));

      assert.equal(reminders(requestId).length, 1);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
