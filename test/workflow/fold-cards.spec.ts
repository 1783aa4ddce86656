import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import { claimFolds } from '../../src/workflow/outbox/fold-cards.ts';
import { cardKey } from '../../src/workflow/outbox/outbox-row.ts';
import { anAlert, testChannel } from '../support/builders.ts';
import { ana, ben, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const message = (number: number) => `73ca4154-58d8-43d0-a890-${String(number).padStart(12, '0')}`;
const throttled = () => new ServiceError('teamsThrottled', undefined, { retryable: true, retryAfterMs: 1_000 });

describe('a burst of alerts for one channel', () => {
  const worlds: StepWorld[] = [];
  async function start(...args: Parameters<typeof startStepWorld>): Promise<StepWorld> {
    const world = await startStepWorld(...args);
    worlds.push(world);
    return world;
  }
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });

  async function receive(world: StepWorld, count: number, from = 0): Promise<RequestId[]> {
    const ids: RequestId[] = [];
    for (let number = from; number < from + count; number += 1) {
      const emails = [{ networkMessageId: message(number), recipientEmailAddress: 'mia@contoso.com' }] as const;
      const { requestId } = await world.steps.receiveAlert(anAlert({ emails, facts: { subject: `Mail ${number}` } }));
      ids.push(requestId);
      world.clock.advance(1);
    }
    return ids;
  }

  /** Where each request is shown: by its own card, or in how many summaries. */
  function shown(world: StepWorld): Map<RequestId, string[]> {
    const places = new Map<RequestId, string[]>();
    const add = (id: RequestId, place: string) => places.set(id, [...(places.get(id) ?? []), place]);
    for (const { view } of world.thread.posts) add(view.requestId, 'card');
    for (const { view } of world.thread.summaries) for (const one of view.requests) add(one.requestId, 'summary');
    return places;
  }

  const listed = (world: StepWorld, index: number) =>
    world.thread.summaries[index]?.view.requests.map(({ requestId }) => requestId);

  it('is posted card by card as long as no more than FOLD_ABOVE wait', async () => {
    const world = await start({ foldAbove: 5 });
    const ids = await receive(world, 5);
    await world.work();

    assert.deepEqual(
      world.thread.posts.map(({ view }) => view.requestId),
      ids,
    );
    assert.equal(world.thread.summaries.length, 0);
  });

  it('lists the highest severity first, and of the same the oldest', async () => {
    const world = await start({ foldAbove: 2 });
    const emails = (number: number) =>
      [{ networkMessageId: message(number), recipientEmailAddress: 'mia@contoso.com' }] as const;
    for (const [number, severity] of (['low', 'high', 'medium', 'high'] as const).entries()) {
      await world.steps.receiveAlert(
        anAlert({ emails: emails(number), severity, facts: { subject: `Mail ${number}` } }),
      );
      world.clock.advance(1);
    }
    await world.work();

    assert.deepEqual(
      world.thread.summaries[0]?.view.requests.map(({ subject, severity }) => [subject, severity]),
      [
        ['Mail 1', 'high'],
        ['Mail 3', 'high'],
        ['Mail 2', 'medium'],
        ['Mail 0', 'low'],
      ],
    );
  });

  it('leaves a request for a card of its own where others were first with all the rest', async () => {
    const world = await start({ foldAbove: 5 });
    const [first, second] = await receive(world, 2);
    assert.ok(first && second);
    const now = world.clock.now();
    const waitingCard = (requestId: RequestId) =>
      ({ key: cardKey(requestId), requestId, state: 'waiting', at: now }) as const;
    const folds = await world.store.transaction(async (tx) => {
      for (const id of [first, second]) await tx.moveMessage((await tx.message(cardKey(id)))?.state, waitingCard(id));
      await tx.moveMessage('waiting', { ...waitingCard(second), state: 'sending', summary: 'summary:CS-00000Z:1:0' });
      return claimFolds(tx, first, [waitingCard(first), waitingCard(second)], now);
    });

    assert.deepEqual(folds, []);
    assert.equal((await world.store.message(cardKey(first)))?.state, 'waiting');
    await world.work();
    assert.deepEqual(
      world.thread.posts.map(({ view }) => view.requestId),
      [first],
    );
  });

  it('gives the one left over a card, not a summary of one', async () => {
    const world = await start({ foldAbove: 1 });
    const ids = await receive(world, 121);
    await world.work();

    assert.equal(shown(world).size, ids.length);
    assert.equal(world.thread.posts.length, 1);
    assert.ok(world.thread.summaries.every(({ view }) => view.requests.length > 1));
  }).timeout(20_000);

  it('becomes one summary that lists every request, oldest first, with what a list shows', async () => {
    const world = await start({ foldAbove: 5 });
    const ids = await receive(world, 6);
    await world.work();

    assert.equal(world.thread.posts.length, 0);
    assert.equal(world.thread.summaries.length, 1);
    assert.deepEqual(listed(world, 0), ids);
    assert.deepEqual(world.thread.summaries[0]?.view.requests[0], {
      requestId: ids[0],
      revision: 1,
      state: 'pending',
      severity: 'medium',
      action: 'softDelete',
      recipientCount: 1,
      subject: 'Mail 0',
      hasOwnCard: false,
    });
  });

  it('loses none of 500: each has a card or stands in one summary, in a few posts', async () => {
    const world = await start();
    const ids = await receive(world, 500);
    await world.work();

    const places = shown(world);
    assert.deepEqual([...places.keys()].sort(), [...ids].sort());
    assert.ok([...places.values()].every((where) => where.length === 1));
    assert.ok(world.thread.posts.length + world.thread.summaries.length <= 45);
    assert.deepEqual(await world.store.withoutCard(10), []);
  }).timeout(60_000);

  it('becomes several summaries of like size where one card cannot hold it', async () => {
    const world = await start();
    const ids = await receive(world, 42);
    await world.work();

    assert.deepEqual(
      [0, 1, 2].map((index) => listed(world, index)?.length),
      [14, 14, 14],
    );
    assert.deepEqual(
      [0, 1, 2].flatMap((index) => listed(world, index) ?? []),
      ids,
    );
    assert.equal(world.thread.posts.length, 0);
  });

  it('records for each request that it was posted, and in what', async () => {
    const world = await start({ foldAbove: 2 });
    const ids = await receive(world, 3);
    await world.work();

    const posted = (await world.store.auditEntries({ afterSeq: 0, limit: 100 })).filter(
      ({ kind }) => kind === 'card.posted',
    );
    const { channelId, teamId } = testChannel;
    const activityId = world.thread.summaries[0]?.address.activityId;
    assert.deepEqual(
      posted.map(({ requestId, data }) => [requestId, data]),
      ids.map((id) => [id, { teamId, channelId, activityId, summary: true }]),
    );
  });

  it('gathers while Teams asks for a pause, and loses none', async () => {
    const world = await start();
    world.thread.pause = 30_000;
    const ids = await receive(world, 19);
    await world.work();
    assert.equal(world.thread.posts.length, 0);
    const more = await receive(world, 21, 19);
    await world.work();
    world.thread.pause = 0;
    world.clock.advance(30_000);
    await world.work();

    assert.deepEqual([...shown(world).keys()].sort(), [...ids, ...more].sort());
    assert.equal(world.thread.summaries.length, 2);
    assert.equal(world.thread.posts.length, 0);
  });

  it('is folded again when Teams did not take the summary, not posted one by one', async () => {
    const world = await start();
    const ids = await receive(world, 30);
    world.thread.failNext(throttled());
    await world.work();
    world.clock.advance(10_000);
    await world.work();

    const places = shown(world);
    assert.deepEqual([...places.keys()].sort(), [...ids].sort());
    assert.ok(world.thread.posts.length <= 10);
    assert.ok(world.thread.summaries.length >= 1);
  });

  for (const moment of ['before Teams took the summary', 'before it was on record']) {
    it(`is folded again after a crash ${moment}`, async () => {
      const world = await start({ foldAbove: 3 });
      const ids = await receive(world, 8);
      const post = world.thread.postSummary;
      // The process dies: nothing it wanted to write afterwards is written.
      world.thread.postSummary = async (...args) => {
        const address = moment === 'before Teams took the summary' ? undefined : await post(...args);
        world.failTransactions(new ServiceError('storeUnavailable', undefined, { retryable: true }));
        if (!address) throw new ServiceError('teamsUnavailable', undefined, { retryable: true });
        return address;
      };
      await world.work();
      world.thread.postSummary = post;
      world.failTransactions(undefined);
      await world.shelf.releaseAll();
      for (let minute = 0; minute < 4; minute += 1) {
        world.clock.advance(60_000);
        await world.sweep(true);
        await world.work();
      }

      assert.deepEqual([...shown(world).keys()].sort(), [...ids].sort());
      assert.ok(world.thread.posts.length <= 3, `${world.thread.posts.length} cards one by one`);
      for (const id of ids) assert.equal((await world.store.message(cardKey(id)))?.state, 'sent');
    });
  }

  it('is posted in the end also where the claim of a dead instance is all that is left of it', async () => {
    const world = await start();
    const ids = await receive(world, 3);
    await world.store.transaction(async (tx) => {
      for (const requestId of ids) {
        const card = { key: cardKey(requestId), requestId, at: world.clock.now() };
        await tx.moveMessage('waiting', { ...card, state: 'sending', summary: 'summary:CS-00000Z:1:0' });
      }
    });
    await world.work();
    assert.equal(world.thread.posts.length, 0);
    for (let minute = 0; minute < 2; minute += 1) {
      world.clock.advance(60_000);
      await world.sweep(false);
      await world.work();
    }

    assert.deepEqual(
      world.thread.posts.map(({ view }) => view.requestId),
      ids,
    );
  });

  it('is not told in summaries that another run claimed and left: those are folded again', async () => {
    const world = await start();
    const ids = await receive(world, 50);
    const { postSummary } = world.thread;
    let posts = 0;
    // The process dies between the first summary and the second.
    world.thread.postSummary = async (...args) => {
      posts += 1;
      if (posts === 1) return postSummary(...args);
      world.failTransactions(new ServiceError('storeUnavailable', undefined, { retryable: true }));
      throw new ServiceError('teamsUnavailable', undefined, { retryable: true });
    };
    await world.work();
    world.thread.postSummary = postSummary;
    world.failTransactions(undefined);
    for (let round = 0; round < 4; round += 1) {
      world.clock.advance(30_000);
      await world.work();
    }

    assert.deepEqual([...shown(world).keys()].sort(), [...ids].sort());
    assert.ok([...shown(world).values()].every((where) => where.length === 1));
    assert.equal(world.thread.posts.length, 0);
  });

  it('is folded once by two instances that meet it at the same time', async () => {
    const world = await start({ foldAbove: 3 });
    const ids = await receive(world, 8);

    await world.workAtOnce();
    await world.work();

    const places = shown(world);
    assert.deepEqual([...places.keys()].sort(), [...ids].sort());
    assert.ok([...places.values()].every((where) => where.length === 1));
  });

  describe('that was folded', () => {
    async function folded(count = 6) {
      const world = await start({ foldAbove: 5 });
      const ids = await receive(world, count);
      await world.work();
      const [first] = ids;
      assert.ok(first);
      const summary = world.thread.summaries[0]?.address;
      assert.ok(summary);
      return { world, ids, first, summary };
    }

    it('opens for the clicker at once, and gets its own card in the channel', async () => {
      const { world, first } = await folded();

      const answer = await world.click('open', ben, first);
      await world.work();

      assert.ok(answer.kind === 'card');
      assert.deepEqual([answer.view.requestId, answer.view.notice], [first, 'ownCard']);
      assert.deepEqual(
        world.thread.posts.map(({ view }) => view.requestId),
        [first],
      );
    });

    it('stays opened under the eyes of whoever opened it, for about two minutes', async () => {
      const { world, first } = await folded();
      await world.click('open', ben, first);
      await world.work();
      world.clock.advance(119_000);
      await world.work();
      assert.equal(world.thread.summaryUpdates.length, 0);

      world.clock.advance(1_000);
      await world.work();

      assert.equal(world.thread.summaryUpdates.length, 1);
      const line = world.thread.summaryUpdates.at(-1)?.view.requests[0];
      assert.deepEqual([line?.requestId, line?.hasOwnCard], [first, true]);
    });

    it('gets one card of its own, however often it is opened', async () => {
      const { world, first } = await folded();
      await world.click('open', ben, first);
      await world.click('open', ana, first);
      await world.work();
      const again = await world.click('open', ana, first);
      await world.work();

      assert.equal(world.thread.posts.length, 1);
      assert.equal(again.kind === 'card' && again.view.notice, 'ownCard');
    });

    it('is opened without a word of an own card where it was decided in the summary', async () => {
      const { world, first } = await folded();
      await world.click('approve', ana, first);
      await world.work();

      const answer = await world.click('open', ben, first);
      await world.work();

      assert.deepEqual(answer.kind === 'card' && [answer.view.state, answer.view.notice], ['submitted', undefined]);
      assert.equal(world.thread.posts.length, 0);
    });

    it('gets no card for somebody who may not see it', async () => {
      const { world, first } = await folded();

      const answer = await world.steps.click(
        { verb: 'open', requestId: first, revision: 1 },
        { person: eve, teamId: '19:other@thread.tacv2' },
      );
      await world.work();

      assert.equal(answer.kind, 'refused');
      assert.equal(world.thread.posts.length, 0);
    });

    it('is told in the thread of its own card', async () => {
      const { world, first, summary } = await folded();
      await world.click('open', ana, first);
      await world.work();

      await world.click('approve', ana, first);
      await world.work();
      world.clock.advance(10_000);
      await world.work();

      const [reply] = world.thread.replies;
      assert.equal(reply?.kind, 'submitted');
      assert.notEqual(reply?.card.activityId, summary.activityId);
      assert.equal(world.thread.updates.at(-1)?.view.state, 'submitted');
    });

    const ends: Record<string, (world: StepWorld, id: RequestId) => Promise<unknown>> = {
      approved: (world, id) => world.click('approve', ana, id),
      rejected: (world, id) => world.click('reject', ana, id, { reason: 'A newsletter.' }),
    };
    for (const [end, decide] of Object.entries(ends)) {
      it(`is shown as ${end} in the summary within seconds, also where that was done on its own card`, async () => {
        const { world, first } = await folded();
        await world.click('open', ana, first);
        await world.work();

        await decide(world, first);
        for (let halfSeconds = 0; halfSeconds < 6; halfSeconds += 1) {
          world.clock.advance(500);
          await world.work();
        }

        const line = world.thread.summaryUpdates.at(-1)?.view.requests[0];
        const state = end === 'approved' ? 'submitted' : 'rejected';
        assert.deepEqual(
          [line?.requestId, line?.state, line?.decidedBy, line?.hasOwnCard],
          [first, state, ana.upn, true],
        );
      });
    }

    it('is shown as expired in the summary, also where it has a card of its own', async () => {
      const { world, first } = await folded();
      await world.click('open', ana, first);
      await world.work();
      world.clock.advance(25 * 60 * 60_000);
      await world.work();
      world.clock.advance(2_000);
      await world.work();

      const line = world.thread.summaryUpdates.at(-1)?.view.requests[0];
      assert.deepEqual([line?.requestId, line?.state, line?.hasOwnCard], [first, 'expired', true]);
    });

    it('is told under its own card also when it was decided before that was up', async () => {
      const { world, first, summary } = await folded();
      world.thread.pause = 5_000;
      await world.click('open', ana, first);
      await world.click('approve', ana, first);
      await world.work();
      assert.equal(world.thread.replies.length, 0);
      world.thread.pause = 0;
      for (let seconds = 0; seconds < 5; seconds += 1) {
        world.clock.advance(10_000);
        await world.work();
      }

      assert.equal(world.thread.posts.length, 1);
      assert.deepEqual(
        world.thread.replies.map(({ kind }) => kind),
        ['submitted'],
      );
      assert.notEqual(world.thread.replies[0]?.card.activityId, summary.activityId);
    });

    it('is told under the summary when it was decided without a card of its own', async () => {
      const { world, first, summary } = await folded();
      await world.click('approve', ana, first);
      await world.work();
      world.clock.advance(2_000);
      await world.work();

      assert.equal(world.thread.replies[0]?.card.activityId, summary.activityId);
      assert.equal(world.thread.updates.length, 0);
      const line = world.thread.summaryUpdates.at(-1)?.view.requests[0];
      assert.deepEqual([line?.state, line?.decidedBy, line?.hasOwnCard], ['submitted', ana.upn, false]);
    });

    it('redraws the summary once for many that end together', async () => {
      const { world } = await folded(20);
      world.clock.advance(25 * 60 * 60_000);
      await world.work();
      world.clock.advance(2_000);
      await world.work();

      assert.equal(world.thread.summaryUpdates.length, 1);
      assert.ok(world.thread.summaryUpdates[0]?.view.requests.every(({ state }) => state === 'expired'));
    });

    it('stays in the summary when its own card cannot be posted for now', async () => {
      const { world, first } = await folded();
      world.thread.failNext(throttled());
      await world.click('open', ana, first);
      await world.work();
      assert.equal(world.thread.posts.length, 0);
      world.clock.advance(60_000);
      await world.work();

      assert.equal(world.thread.posts.length, 1);
    });

    it('is folded anew when somebody deleted the summary', async () => {
      const { world, ids, first } = await folded();
      world.thread.failNext(new ServiceError('teamsGone'));
      world.thread.updateCard = async () => {
        throw new ServiceError('teamsGone');
      };
      await world.click('reject', ana, first, { reason: 'A newsletter.' });
      for (let seconds = 0; seconds < 5; seconds += 1) {
        world.clock.advance(10_000);
        await world.work();
      }

      const open = ids.filter((id) => id !== first);
      const again = new Set([...(listed(world, 1) ?? []), ...world.thread.posts.map(({ view }) => view.requestId)]);
      for (const id of open) assert.ok(again.has(id), id);
    });
  });
});
