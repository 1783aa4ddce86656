import assert from 'node:assert/strict';
import { connectorFault } from '../../src/teams/sdk/connector-faults.ts';
import { replyKey } from '../../src/workflow/outbox/outbox-row.ts';
import { scheduleReply } from '../../src/workflow/outbox/schedule-reply.ts';
import { anAlert } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;

describe('what is said in Teams', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  async function posted() {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    return requestId;
  }

  /** Works until nothing is left to retry, as time goes by. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      await world.work();
      world.clock.advance(6 * minute);
    }
    await world.work();
  }

  const said = () => world.thread.replies.map(({ kind }) => kind);

  it('redraws the card once for an approval that Graph takes at once', async () => {
    const requestId = await posted();
    await world.click('approve', ana, requestId);
    await world.work();
    world.clock.advance(1_000);
    await world.work();

    assert.equal(world.thread.updates.length, 1);
    assert.equal(world.thread.updates[0]?.view.state, 'submitted');
  });

  it('shows the approval after half a second, where Graph takes longer', async () => {
    const requestId = await posted();
    await world.click('approve', ana, requestId);

    assert.equal(await world.shelf.nextDueAt(['redrawCard']), world.clock.now() + 500);
  });

  it('shows a rejection at once', async () => {
    const requestId = await posted();
    await world.click('reject', ben, requestId, { reason: 'A newsletter.' });
    await world.work();

    assert.deepEqual(
      world.thread.updates.map(({ view }) => view.state),
      ['rejected'],
    );
  });

  it('is drawn as things stand in the end, however many redraws wait', async () => {
    const requestId = await posted();
    world.thread.failNext(connectorFault({ status: 503, code: undefined }, undefined));
    await world.steps.receiveAlert(anAlert({ severity: 'high' }));
    await world.work();
    await world.click('reject', ana, requestId, { reason: 'Nothing.' });
    await settle();

    assert.deepEqual(
      world.thread.updates.map(({ view }) => view.state),
      ['rejected'],
    );
  });

  for (const status of [429, 412, 500, 502, 503, 504, 408]) {
    it(`is said in the order of the events, although Teams answers the first with ${status}`, async () => {
      const requestId = await posted();
      const now = world.clock.now();
      await world.store.transaction(async (tx) => {
        await scheduleReply(tx, requestId, 'unclear', 1, now);
        await scheduleReply(tx, requestId, 'submitted', 1, now);
        await scheduleReply(tx, requestId, 'expired', 1, now);
      });
      for (let times = 0; times < 3; times += 1) {
        world.thread.failNext(connectorFault({ status, code: undefined }, undefined));
      }
      await settle();

      assert.deepEqual(said(), ['unclear', 'submitted', 'expired']);
    });
  }

  it('is said in the order of the events, also where the work is delivered in another', async () => {
    const requestId = await posted();
    const now = world.clock.now();
    await world.store.transaction(async (tx) => {
      await scheduleReply(tx, requestId, 'unclear', 1, now + 3 * minute);
      await scheduleReply(tx, requestId, 'submitted', 1, now);
    });
    await settle();

    assert.deepEqual(said(), ['unclear', 'submitted']);
  });

  it('goes on after a reply that Teams will never take', async () => {
    const requestId = await posted();
    const now = world.clock.now();
    world.thread.failNext(connectorFault({ status: 413, code: 'MessageSizeTooBig' }, undefined));
    await world.store.transaction(async (tx) => {
      await scheduleReply(tx, requestId, 'unclear', 1, now);
      await scheduleReply(tx, requestId, 'submitted', 1, now);
    });
    await settle();

    assert.deepEqual(said(), ['submitted']);
    assert.equal((await world.store.message(replyKey(requestId, 'unclear', 1)))?.state, 'gone');
  });

  it('brings back an earlier reply whose work was lost', async () => {
    const requestId = await posted();
    const now = world.clock.now();
    await world.store.transaction(async (tx) => {
      await tx.moveMessage(undefined, { key: replyKey(requestId, 'unclear', 1), requestId, state: 'sending', at: now });
      await scheduleReply(tx, requestId, 'submitted', 1, now);
    });
    await settle();

    assert.deepEqual(said(), ['unclear', 'submitted']);
  });

  it('never begins a thread with a reply: the outcome waits for the card', async () => {
    world.thread.failNext(connectorFault({ status: 504, code: undefined }, undefined));
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.work();
    await world.click('approve', ana, requestId);
    const order: string[] = [];
    const { postCard, reply } = world.thread;
    world.thread.postCard = async (...args) => {
      order.push('card');
      return postCard(...args);
    };
    world.thread.reply = async (...args) => {
      order.push('reply');
      return reply(...args);
    };
    await settle();

    assert.deepEqual(order, ['card', 'reply']);
  });
});
