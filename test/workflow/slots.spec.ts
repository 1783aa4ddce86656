import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { anAlert } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const minute = 60_000;

/** Each its own message, so that nothing joins. */
function alertNumber(index: number) {
  const networkMessageId = `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return anAlert({
    alertId: `alert-${index}`,
    emails: [{ networkMessageId, recipientEmailAddress: 'ola@contoso.com' }],
  });
}

describe("Graph's places for remediations", () => {
  let world: StepWorld;
  beforeEach(async () => {
    // Each request with a card of its own.
    world = await startStepWorld({ foldAbove: 1_000 });
  });
  afterEach(() => world.close());

  async function approve(count: number, from = 0): Promise<RequestId[]> {
    const ids: RequestId[] = [];
    for (let index = from; index < from + count; index += 1) {
      const { requestId } = await world.steps.receiveAlert(alertNumber(index));
      ids.push(requestId);
    }
    await world.work();
    for (const requestId of ids) await world.click('approve', ana, requestId);
    await world.work();
    return ids;
  }

  it('are taken by forty of ours at most, and what waits says so on its card', async () => {
    const ids = await approve(43);

    assert.equal(world.mailboxes.calls.length, 40);
    const last = ids.at(-1);
    const waiting = world.thread.updates.findLast(({ view }) => view.requestId === last)?.view;
    assert.equal(waiting?.state, 'submitting');
    assert.equal(waiting.batches[0]?.waitsBecause, 'slot');
  });

  it('are given to who waits the longest as soon as the mailboxes show the effect', async () => {
    const ids = await approve(43);
    world.mailboxes.otherwise = 'others';
    world.clock.advance(minute);
    await world.work();

    assert.equal(world.mailboxes.calls.length, 43);
    for (const [index, id] of ids.entries()) {
      assert.equal((await world.store.request(id))?.state, index < 40 ? 'verified' : 'submitted');
    }
  });

  it('are kept while the mail still lies where it lay', async () => {
    await approve(41);
    for (let minutes = 0; minutes < 30; minutes += 1) {
      world.clock.advance(minute);
      await world.work();
    }
    assert.equal(world.mailboxes.calls.length, 40);
  });

  it('are free after the last look of VERIFY_SCHEDULE, whatever it showed', async () => {
    await approve(41);
    for (let hours = 0; hours < 7; hours += 1) {
      world.clock.advance(60 * minute);
      await world.work();
    }
    assert.equal(world.mailboxes.calls.length, 41);
  });

  it('are free again also where the work that frees them was lost', async () => {
    await approve(41);
    for (const item of await world.shelf.take(['verifyOutcome'], 100, Number.MAX_SAFE_INTEGER, 0)) {
      await world.shelf.done(item);
    }
    world.mailboxes.otherwise = 'others';
    await world.sweep(true);
    await world.work();
    assert.equal(world.mailboxes.calls.length, 41);
  });

  it('are not taken by what Graph refused, nor by a dry run', async () => {
    world.mailboxes.answerNext(
      ...Array.from(
        { length: 40 },
        () => ({ kind: 'refused', status: 400, code: 'badRequest', message: 'no' }) as const,
      ),
    );
    await approve(41);
    assert.equal(world.mailboxes.calls.length, 41);

    world.settings.dryRun = true;
    await approve(60, 100);
    world.settings.dryRun = false;
    await approve(1, 200);
    assert.equal(world.mailboxes.calls.length, 42);
  });
});
