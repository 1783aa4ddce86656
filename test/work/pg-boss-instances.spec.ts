import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import { openBossWork } from '../../src/work/pg-boss.ts';
import { lanes, type Work, workKey } from '../../src/workflow/work.ts';
import { sharedPostgres } from '../support/postgres.ts';
import { type BossBench, createBossBench, post } from './boss-bench.ts';
import { recordingLog } from './recording-log.ts';

const waiters = `select pid from pg_locks where not granted and locktype = 'transactionid'`;
const one = { thread: 1, mailboxes: 1, reads: 1, callbacks: 1 };
const clock = { now: () => Date.now() };

describe('durable work on PostgreSQL, in several processes', () => {
  let bench: BossBench;
  beforeEach(async () => {
    bench = await createBossBench(await (await sharedPostgres()).url());
  });
  afterEach(() => bench.close());

  it('begins work only when everybody who scheduled it has committed', async () => {
    await bench.schedule(post(1));
    const { sql, end } = await bench.transaction();
    const engine = await bench.open({ thread: 1 });
    await engine.schedule(sql, post(1), Date.now());
    await bench.begin(engine);
    await bench.doneUpTo(2);
    assert.deepEqual(bench.keysBegun(), [workKey(post(2))]);

    await end('commit');
    await bench.until(2);

    assert.deepEqual(bench.keysBegun(), [workKey(post(2)), workKey(post(1))]);
  });

  it('never runs the same work twice at once, in whichever process; what comes meanwhile runs afterwards', async () => {
    const blocked = Promise.withResolvers<void>();
    bench.step = () => blocked.promise;
    await bench.start();
    await bench.schedule(post(1));
    await bench.until(1);
    await bench.start({ thread: 1 });
    await bench.schedule(post(1));
    bench.step = async () => undefined;
    await bench.doneUpTo(2);
    await bench.doneUpTo(3);
    assert.equal(bench.keysBegun().filter((key) => key === workKey(post(1))).length, 1);

    blocked.resolve();
    await bench.until(2, workKey(post(1)));
  });

  it('never runs twice at once what a dead process left and what was scheduled since, though both are taken', async () => {
    await bench.schedule(post(1));
    await bench.query(`update countersign_work.job set state = 'retry', started_on = now()`);
    await bench.schedule(post(1));
    const { sql, end } = await bench.transaction();
    await sql(`update countersign_work.job set state = 'active', heartbeat_on = now() where state = 'retry'`, []);
    await bench.start({ thread: 1 });
    while ((await bench.query(waiters)).length === 0);
    await end('commit');
    await bench.doneUpTo(2);
    assert.deepEqual(bench.keysBegun(), [workKey(post(2))]);

    await bench.query(`delete from countersign_work.job where state = 'active'`);
    await bench.until(1, workKey(post(1)));
  });

  it('does 500 things that were scheduled at once in two processes, each once', async () => {
    await Promise.all([bench.start(), bench.start()]);
    const { sql, end } = await bench.transaction();
    const sender = await bench.open();
    for (let number = 1; number <= 500; number += 1) await sender.schedule(sql, post(number), Date.now());
    await end('commit');
    const committedAt = performance.now();

    await bench.until(500);

    assert.ok(performance.now() - committedAt < 10_000);
    assert.equal(new Set(bench.keysBegun()).size, 500);
    assert.deepEqual(new Set(bench.begun.map(({ engine }) => engine)), new Set([0, 1]));
  });

  it('loses no order and runs no key twice at once, whatever comes while whatever runs, in two processes', async () => {
    await bench.query('create table truth (key text primary key, ordered int not null, done int not null)');
    const works = [post(1), post(2)];
    for (const work of works) await bench.query(`insert into truth values ('${workKey(work)}', 0, 0)`);
    const running = new Set<string>();
    let twice = 0;
    bench.step = async (work) => {
      const key = workKey(work);
      if (running.has(key)) twice += 1;
      running.add(key);
      try {
        const [row] = await bench.query(`select ordered from truth where key = '${key}'`);
        await bench.query(`select pg_sleep(${Math.random() / 200})`);
        if (Math.random() < 0.03)
          throw new ServiceError('teamsThrottled', undefined, { retryable: true, retryAfterMs: 5 });
        await bench.query(`update truth set done = ${row?.['ordered']} where key = '${key}'`);
      } finally {
        running.delete(key);
      }
    };
    const [sender] = await Promise.all([bench.start(), bench.start()]);

    async function order(work: Work): Promise<void> {
      const { sql, end } = await bench.transaction();
      await sender.schedule(sql, work, Date.now());
      await sql('update truth set ordered = ordered + 1 where key = $1', [workKey(work)]);
      await sql(`select pg_sleep(${Math.random() / 100})`, []);
      await end('commit');
    }
    for (let round = 1; round <= 10; round += 1) {
      await Promise.all([...works, ...works, ...works].map(order));
      await bench.emptied();
      const truth = await bench.query('select ordered, done from truth');
      assert.deepEqual(truth, [
        { ordered: 3 * round, done: 3 * round },
        { ordered: 3 * round, done: 3 * round },
      ]);
    }
    assert.equal(twice, 0);
  });

  it('starts in five processes at once on an empty database', async () => {
    const { log, lines } = recordingLog();
    const empty = await (await sharedPostgres()).url();
    const options = { url: empty, lanes, concurrency: one, clock, log };

    const opening = [1, 2, 3, 4, 5].map(() => openBossWork(options));
    for (const engine of await Promise.all(opening)) await engine.stop(0);

    assert.deepEqual(lines, []);
  });
});
