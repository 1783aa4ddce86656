import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { requestIdOf } from '../store/samples.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { type BossBench, createBossBench, post, submit } from './boss-bench.ts';

const hour = 3_600_000;

describe('what stands in the queue on PostgreSQL', () => {
  let bench: BossBench;
  beforeEach(async () => {
    bench = await createBossBench(await (await sharedPostgres()).url());
  });
  afterEach(() => bench.close());

  it('is told by kind: due and since when, later, under way, given up', async () => {
    const engine = await bench.open();
    assert.deepEqual(await engine.standing(), []);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.step = async ({ kind }) => {
      if (kind === 'submitBatch') throw new ServiceError('graphRefused');
      await held;
    };
    await bench.schedule(submit(1));
    await bench.schedule(post(1));
    await bench.begin(engine);
    await bench.until(2);
    while ((await bench.jobs()).every(({ name }) => name !== 'given-up'));
    // Another one of the same key waits until the first is done.
    await bench.schedule(post(1));
    await bench.schedule({ kind: 'expireRequest', requestId: requestIdOf(9) }, hour);

    const standing = await engine.standing();
    release();

    const { oldestDueAt = 0, ...posts } = standing.find(({ kind }) => kind === 'postCard') ?? {};
    assert.deepEqual(posts, { kind: 'postCard', due: 1, later: 0, underWay: 1, givenUp: 0 });
    assert.ok(Math.abs(oldestDueAt - Date.now()) < 60_000);
    assert.deepEqual(
      standing.filter(({ kind }) => kind !== 'postCard').toSorted((a, b) => a.kind.localeCompare(b.kind)),
      [
        { kind: 'expireRequest', due: 0, later: 1, underWay: 0, givenUp: 0 },
        { kind: 'submitBatch', due: 0, later: 0, underWay: 0, givenUp: 1 },
      ],
    );
  });
});
