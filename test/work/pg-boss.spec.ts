import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { openBossWork } from '../../src/work/pg-boss.ts';
import { lanes, workKey } from '../../src/workflow/work.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { type BossBench, createBossBench, post, submit } from './boss-bench.ts';
import { recordingLog } from './recording-log.ts';

const hour = 3_600_000;
const one = { thread: 1, mailboxes: 1, reads: 1, callbacks: 1 };
const clock = { now: () => Date.now() };

describe('durable work on PostgreSQL', () => {
  let bench: BossBench;
  beforeEach(async () => {
    bench = await createBossBench(await (await sharedPostgres()).url());
  });
  afterEach(() => bench.close());

  it('runs what was committed before its start and after it, once, and forgets it', async () => {
    await bench.schedule(post(1));
    await bench.start();
    await bench.until(1);

    await bench.schedule(submit(1));
    await bench.until(2);
    await bench.emptied();

    assert.deepEqual(bench.keysBegun(), [workKey(post(1)), workKey(submit(1))]);
  });

  it('knows nothing of what was rolled back', async () => {
    const { sql, end } = await bench.transaction();
    const engine = await bench.start({ thread: 1 });
    await engine.schedule(sql, post(1), Date.now());
    await end('rollback');

    await bench.doneUpTo(2);

    assert.deepEqual(bench.keysBegun(), [workKey(post(2))]);
  });

  it('begins what is due at once well before it would look again', async () => {
    await bench.start();
    const waits: number[] = [];
    for (let number = 1; number <= 20; number += 1) {
      await bench.schedule(post(number));
      const committedAt = performance.now();
      await bench.until(number);
      waits.push((bench.begun.at(-1)?.at ?? Number.POSITIVE_INFINITY) - committedAt);
    }

    const median = waits.toSorted((one, other) => one - other)[10] ?? Number.POSITIVE_INFINITY;
    assert.ok(median < 100, `${median} ms`);
  });

  it('keeps the same work once while it waits, due at the earlier time', async () => {
    await bench.schedule(post(1), hour);
    await bench.schedule(post(1), 300);
    await bench.schedule(post(1), 2 * hour);
    const scheduledAt = performance.now();
    assert.equal((await bench.jobs()).length, 1);

    await bench.start({ thread: 1 });
    await bench.until(1);
    const waited = performance.now() - scheduledAt;
    await bench.doneUpTo(2);

    assert.deepEqual(bench.keysBegun(), [workKey(post(1)), workKey(post(2))]);
    assert.ok(waited > 200 && waited < 2_000, `${waited} ms`);
  });

  it('is woken by work that waited for later and is due now', async () => {
    await bench.schedule(post(1), hour);
    await bench.start();

    await bench.schedule(post(1));
    const committedAt = performance.now();
    await bench.until(1);

    assert.ok(performance.now() - committedAt < 400);
  });

  it('tries again when it was asked to, not before, counting the failures', async () => {
    bench.step = async () => {
      if (bench.begun.length === 1)
        throw new ServiceError('graphThrottled', undefined, { retryable: true, retryAfterMs: 1_200 });
    };
    await bench.start();
    await bench.schedule(submit(1));
    await bench.until(1);
    const [waiting] = await bench.settled('created');
    await bench.until(2);

    assert.equal(waiting?.['failures'], 1);
    const [first, second] = bench.begun;
    const pause = (second?.at ?? 0) - (first?.at ?? 0);
    assert.ok(pause >= 1_200 && pause < 2_200, `${pause} ms`);
  });

  it('makes one of work that comes back and the same work that was scheduled meanwhile', async () => {
    bench.step = async () => {
      if (bench.begun.length > 1) return;
      await bench.schedule(submit(1), hour);
      throw new ServiceError('graphThrottled', undefined, { retryable: true, retryAfterMs: 2 * hour });
    };
    await bench.start();
    await bench.schedule(submit(1));
    await bench.until(1);

    const waiting = await bench.settled('created');

    assert.deepEqual(waiting, [{ state: 'created', name: 'mailboxes', failures: 1 }]);
    const [due] = await bench.query(
      `select start_after < now() + interval '61 minutes' as soon from countersign_work.job`,
    );
    assert.equal(due?.['soon'], true);
    await bench.schedule(submit(1));
    await bench.until(2);
  });

  it('tries again what failed in a way that nobody foresaw', async () => {
    bench.step = async () => {
      if (bench.begun.length === 1) throw new TypeError('a defect');
    };
    await bench.start();
    await bench.schedule(post(1));

    await bench.until(2);

    const [line] = bench.lines.filter(({ level }) => level === 'error');
    assert.equal(line?.message, 'Work failed unexpectedly; tried again later.');
  });

  it('keeps what was given up for people to see; the sweep leaves it alone, a new order does not', async () => {
    bench.step = async () => {
      throw new ServiceError('graphRefused');
    };
    await bench.start({ mailboxes: 1 });
    await bench.schedule(submit(1));
    await bench.until(1);
    const shown = await bench.settled('created');
    await bench.ensure(submit(1));
    await bench.schedule(submit(2));
    await bench.until(1, workKey(submit(2)));
    assert.equal(bench.keysBegun().length, 2);

    await bench.schedule(submit(1));
    await bench.until(2, workKey(submit(1)));

    assert.deepEqual(shown, [{ state: 'created', name: 'given-up', failures: 1 }]);
    assert.equal(bench.lines.find(({ level }) => level === 'error')?.fields['code'], 'graphRefused');
  });

  it('adds for the sweep what nobody knows of, and nothing that waits or is under way', async () => {
    const blocked = Promise.withResolvers<void>();
    bench.step = () => blocked.promise;
    await bench.schedule(submit(1), hour);
    await bench.start();
    await bench.ensure(post(1));
    await bench.until(1);

    await bench.ensure(post(1));
    await bench.ensure(submit(1));

    const states = (await bench.jobs()).map(({ state, name }) => `${name} ${state}`);
    assert.deepEqual(states, ['mailboxes created', 'thread active']);
    blocked.resolve();
  });

  it('runs no more of a lane at once than it may, and one lane never holds up another', async () => {
    const blocked = Promise.withResolvers<void>();
    bench.step = (work) => (work.kind === 'submitBatch' ? blocked.promise : Promise.resolve());
    await bench.start({ mailboxes: 2, thread: 1 });
    for (const number of [1, 2, 3]) await bench.schedule(submit(number));
    await bench.until(2);
    await bench.doneUpTo(1);
    await bench.doneUpTo(2);
    assert.equal(bench.begun.length, 4);

    blocked.resolve();
    await bench.until(5);
  });

  it('waits for what runs when it stops, takes nothing more, and is not healthy any more', async () => {
    const blocked = Promise.withResolvers<void>();
    bench.step = () => blocked.promise;
    const engine = await bench.start();
    await bench.schedule(post(1));
    await bench.until(1);
    assert.equal(engine.isHealthy(), true);

    const stopping = engine.stop(10_000);
    assert.equal(engine.isHealthy(), false);
    await bench.schedule(post(2));
    blocked.resolve();
    await stopping;

    assert.deepEqual(bench.keysBegun(), [workKey(post(1))]);
    assert.deepEqual(await bench.jobs(), [{ state: 'created', name: 'thread', failures: 0 }]);
  });

  it('gives back at once what it was just taking when it was stopped', async () => {
    const engine = await bench.start();
    await bench.schedule(post(1), 400);
    const { sql, end } = await bench.transaction();
    await sql('lock table countersign_work.job_common in access exclusive mode', []);
    await bench.query(`select pg_sleep_until(now() + interval '1 second')`);

    const stopping = engine.stop(10_000);
    await end('commit');
    await stopping;

    assert.deepEqual(bench.begun, []);
    assert.deepEqual(await bench.jobs(), [{ state: 'created', name: 'thread', failures: 0 }]);
  });

  it('waits no longer than the grace for what runs', async () => {
    bench.step = () => new Promise(() => undefined);
    const engine = await bench.start();
    await bench.schedule(post(1));
    await bench.until(1);

    const stoppedAt = performance.now();
    await engine.stop(100);

    assert.ok(performance.now() - stoppedAt < 2_000);
  });

  it('says that the store is unavailable where there is no database', async () => {
    const { log } = recordingLog();
    const nowhere = 'postgres://nobody:nothing@127.0.0.1:1/none';

    const opening = openBossWork({ url: nowhere, lanes, concurrency: one, clock, log });

    await assert.rejects(opening, { code: 'storeUnavailable' });
  });
});
