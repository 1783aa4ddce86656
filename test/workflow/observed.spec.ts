import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { observedStore } from '../../src/workflow/observed-store.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { untraced } from '../../src/workflow/untraced.ts';
import { anAlert, testChannel } from '../support/builders.ts';
import { ana, eve } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

/** What was counted and observed, as lines. */
function noting() {
  const lines: string[] = [];
  const labelsOf = (labels: Readonly<Record<string, string>> = {}) =>
    Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  return {
    lines,
    about: (part: string) => lines.filter((line) => line.startsWith(`countersign_${part}`)),
    meter: {
      count: (name: string, labels?: Readonly<Record<string, string>>) =>
        void lines.push(`${name} ${labelsOf(labels)}`),
      observe: (name: string, seconds: number) => void lines.push(`${name} ${Math.round(seconds)}`),
    },
  };
}

describe('for /metrics', () => {
  let noted: ReturnType<typeof noting>;
  let world: StepWorld;
  beforeEach(async () => {
    noted = noting();
    world = await startStepWorld({}, { meter: noted.meter });
  });
  afterEach(() => world.close());

  it('a request is counted when it opens and ends, with the time until the decision and until the proof', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert());
    world.clock.advance(7_200_000);
    await world.click('approve', ana, requestId);
    await world.work();
    world.mailboxes.otherwise = 'others';
    world.clock.advance(60_000);
    await world.work();

    assert.deepEqual(noted.about('requests'), [
      'countersign_requests_opened_total ',
      'countersign_requests_ended_total outcome=verified',
    ]);
    assert.deepEqual(noted.about('time'), [
      'countersign_time_to_decide_seconds 7200',
      'countersign_time_to_proof_seconds 60',
    ]);
  });

  it('what was rolled back is not counted', async () => {
    world.failNextTransaction(new ServiceError('storeUnavailable'));

    await assert.rejects(world.steps.receiveAlert(anAlert()));

    assert.deepEqual(noted.about('requests'), []);
  });

  it('what failed and was taken up again is counted each time that it ends, and not when it is taken up', async () => {
    world.mailboxes.answerNext({ kind: 'refused', status: 403, code: 'permission', message: 'no' });
    const { requestId } = await world.steps.receiveAlert(anAlert());
    await world.click('approve', ana, requestId);
    await world.work();
    await world.click('retry', ana, requestId);
    assert.deepEqual(noted.about('requests_ended'), ['countersign_requests_ended_total outcome=failed']);
    await world.work();
    world.mailboxes.otherwise = 'others';
    world.clock.advance(60_000);
    await world.work();

    assert.deepEqual(noted.about('requests_ended'), [
      'countersign_requests_ended_total outcome=failed',
      'countersign_requests_ended_total outcome=verified',
    ]);
  });

  it('what a transaction did that had to be run again is counted once', async () => {
    // As on PostgreSQL, where two transactions met.
    const { store } = world;
    const twice: Store['transaction'] = async (steps) => {
      const rolledBack = new Error('met another one');
      const first = store.transaction(async (tx) => {
        await steps(tx);
        throw rolledBack;
      });
      await assert.rejects(first, rolledBack);
      return store.transaction(steps);
    };
    const watched = observedStore({ ...store, transaction: twice }, { meter: noted.meter, tracer: untraced });

    await watched.transaction((tx) => tx.count({ name: 'ended', bucket: 'expired', day: 20_000, by: 1 }));

    assert.equal(noted.about('requests_ended').length, 2, 'one by the world, one by what stands around it');
  });

  it('a command is counted by what became of it', async () => {
    const asker = { person: ana, teamId: testChannel.teamId };
    await world.steps.listPending({ limit: 5, offset: 0 }, asker);
    await world.steps.withdraw('CS-000009', asker);
    await world.steps.readStats({ person: eve });

    assert.deepEqual(noted.about('commands'), [
      'countersign_commands_total command=pending result=done',
      'countersign_commands_total command=withdraw result=unknownRequest',
      'countersign_commands_total command=stats result=notAMember',
    ]);
  });

  it('work is counted and timed by its kind', async () => {
    await world.steps.receiveAlert(anAlert());
    world.thread.failNext(new ServiceError('teamsUnavailable', undefined, { retryable: true }));
    await world.work();
    world.clock.advance(60_000);
    await world.work();

    assert.deepEqual(noted.about('work_total'), [
      'countersign_work_total kind=postCard result=failed',
      'countersign_work_total kind=postCard result=done',
    ]);
    assert.deepEqual(noted.about('work_seconds'), ['countersign_work_seconds 0', 'countersign_work_seconds 0']);
  });
});
