import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import { redrawOpenCards } from '../../src/workflow/redraw-open-cards.ts';
import { anAlert, aPolicy } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const halfADay = 12 * 3_600_000;
const twoApprovers = [{ when: {}, require: [{ from: 'approvers' as const, count: 2 }], reasonRequired: false }];

describe('Cards, when the policy changes,', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld({ foldAbove: 1_000 });
  });
  afterEach(() => world.close());

  /** Each about another mail. */
  async function received(...numbers: number[]): Promise<RequestId[]> {
    const ids: RequestId[] = [];
    for (const number of numbers) {
      const networkMessageId = `73ca4154-58d8-43d0-a890-${String(number).padStart(12, '0')}`;
      const emails = [{ networkMessageId, recipientEmailAddress: 'mia@contoso.com' }] as const;
      ids.push((await world.steps.receiveAlert(anAlert({ emails }))).requestId);
    }
    await world.work();
    return ids;
  }

  async function passing(ms: number): Promise<void> {
    world.clock.advance(ms);
    await world.work();
  }

  it('are redrawn once where somebody still decides, more than one page of them, and left alone where nobody does', async () => {
    const [expired = assert.fail()] = await received(0);
    await passing(halfADay);
    const [rejected, approved, ...open] = await received(
      ...Array(53)
        .keys()
        .map((index) => index + 1),
    );
    assert.ok(rejected && approved);
    await world.click('reject', ana, rejected, { reason: 'Ours.' });
    await world.click('approve', ana, approved);
    await passing(halfADay);
    world.changePolicy(aPolicy({ rules: twoApprovers }));
    const [partly] = open;
    assert.ok(partly && open.length === 51);
    await world.click('approve', ben, partly);
    await passing(1_000);
    const before = world.thread.updates.length;

    await redrawOpenCards(world);
    await world.work();

    const redrawn = world.thread.updates.slice(before).map(({ view }) => view);
    assert.deepEqual(redrawn.map(({ requestId }) => requestId).sort(), open.sort());
    assert.ok(redrawn.every(({ quorum }) => quorum.needed === 2));
    const states = await Promise.all([expired, rejected, approved].map((id) => world.store.request(id)));
    assert.deepEqual(
      states.map((request) => request?.state),
      ['expired', 'rejected', 'submitted'],
    );
  });

  it('are not touched where there is nothing to decide', async () => {
    await redrawOpenCards(world);
    await world.work();

    assert.deepEqual(world.thread.updates, []);
  });
});
