import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, it } from 'mocha';
import { workKey } from '../../src/workflow/work.ts';
import { sharedPostgres, startOwnPostgres } from '../support/postgres.ts';
import { type BossBench, createBossBench, post, submit } from './boss-bench.ts';

const theirConnections = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'countersign-work' and datname = current_database()`;
const active = `select id from countersign_work.job where state = 'active'`;

describe('durable work on PostgreSQL, when something dies', () => {
  let bench: BossBench | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });

  it('does within 18 seconds what a process that was killed had begun', async function () {
    this.timeout(25_000);
    const url = await (await sharedPostgres()).url();
    bench = await createBossBench(url);
    await bench.schedule(post(1));
    const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./boss-child.ts')), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await bench.start();
    child.kill('SIGKILL');
    const killedAt = performance.now();

    await bench.until(1, workKey(post(1)));

    assert.ok(performance.now() - killedAt < 18_000);
  });

  it('goes on by itself after all its connections were cut', async () => {
    bench = await createBossBench(await (await sharedPostgres()).url());
    const blocked = Promise.withResolvers<void>();
    bench.step = () => blocked.promise;
    await bench.start();
    await bench.schedule(submit(1));
    await bench.until(1);

    await bench.query(theirConnections);
    blocked.resolve();
    while ((await bench.query(active)).length > 0);
    await bench.schedule(submit(1));
    await bench.until(2);

    assert.deepEqual(new Set(bench.begun.map(({ key }) => key)), new Set([workKey(submit(1))]));
  });

  it('is not healthy while the server is gone, and goes on when it is back, telling codes only', async () => {
    const server = await startOwnPostgres({ durable: true });
    try {
      const url = await server.url();
      bench = await createBossBench(url);
      const engine = await bench.start();
      await bench.schedule(post(1), 1_000);

      await server.crash();
      while (engine.isHealthy()) await nextTurn();
      await server.restart();
      await bench.until(1);
      await bench.schedule(post(2));
      await bench.until(2);

      assert.equal(engine.isHealthy(), true);
      const told = JSON.stringify(bench.lines);
      assert.ok(bench.lines.length > 0);
      assert.ok(!told.includes('127.0.0.1') && !told.includes(new URL(url).password), told);
    } finally {
      await bench?.close();
      bench = undefined;
      await server.stop();
    }
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
