import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import type { EmbeddedWork } from '../../src/work/embedded.ts';
import { lanes, type Work, workKey } from '../../src/workflow/work.ts';
import { type Bench, createBench, post, submit } from './bench.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('durable work in one process', () => {
  let timers: sinon.SinonFakeTimers;
  let bench: Bench;
  let engine: EmbeddedWork | undefined;
  beforeEach(async () => {
    timers = sinon.useFakeTimers({ now: 1_700_000_000_000, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    bench = await createBench();
  });
  afterEach(async () => {
    await engine?.stop(0);
    engine = undefined;
    await bench.opened.close();
    timers.restore();
  });
  function start(): EmbeddedWork {
    engine = bench.start();
    return engine;
  }

  it('runs what was scheduled before its start, once, and forgets it', async () => {
    await bench.schedule(post(1));
    await bench.schedule(submit(1));

    await start().idle();
    await timers.tickAsync(hour);

    assert.deepEqual(bench.begun.toSorted(), [workKey(post(1)), workKey(submit(1))]);
  });

  it('runs what is scheduled later as soon as it is committed, without waiting for a timer', async () => {
    await start().idle();

    await bench.schedule(post(1));
    await engine?.idle();

    assert.deepEqual(bench.begun, [workKey(post(1))]);
  });

  it('looks once at the shelf for all that is scheduled at once, and only in the lane that does it', async () => {
    await start().idle();
    const looks = sinon.spy(bench.opened.workShelf, 'take');
    const blocked = Promise.withResolvers<void>();
    bench.step = () => blocked.promise;

    await Promise.all([1, 2].map((number) => bench.schedule(post(number))));
    await timers.tickAsync(0);

    assert.equal(bench.begun.length, 2);
    assert.deepEqual(
      looks.args.map(([kinds]) => kinds),
      [lanes.thread],
    );
    blocked.resolve();
    await engine?.idle();
  });

  it('hands the handler the work itself', async () => {
    const seen: Work[] = [];
    bench.step = async (work) => void seen.push(work);
    const reply: Work = { kind: 'sendReply', requestId: 'CS-000001', reply: 'submitted', round: 2 };
    await bench.schedule(reply);

    await start().idle();

    assert.deepEqual(seen, [reply]);
  });

  it('waits for the due time', async () => {
    start();
    await bench.schedule(post(1), 10 * minute);

    await timers.tickAsync(10 * minute - 1);
    assert.deepEqual(bench.begun, []);
    await timers.tickAsync(100);

    assert.deepEqual(bench.begun, [workKey(post(1))]);
  });

  it('runs again what a process that died had begun', async () => {
    await bench.schedule(post(1));
    await bench.opened.workShelf.take(['postCard'], 1, bench.now(), bench.now() + hour);

    await start().idle();

    assert.deepEqual(bench.begun, [workKey(post(1))]);
  });

  it('runs so many items of a lane at once as it may, and one lane never holds up the other', async () => {
    const blocked = Promise.withResolvers<void>();
    bench.step = (work) => (work.kind === 'submitBatch' ? blocked.promise : Promise.resolve());
    for (const number of [1, 2, 3, 4]) await bench.schedule(submit(number));
    start();
    await timers.tickAsync(minute);
    assert.deepEqual(
      bench.begun,
      [1, 2].map((number) => workKey(submit(number))),
    );

    await bench.schedule(post(1));
    await timers.tickAsync(0);
    assert.equal(bench.begun.at(-1), workKey(post(1)));
    blocked.resolve();
    await engine?.idle();

    assert.deepEqual(
      bench.begun.slice(3),
      [3, 4].map((number) => workKey(submit(number))),
    );
  });

  it('never runs the same work twice at once: what comes meanwhile runs afterwards', async () => {
    const first = Promise.withResolvers<void>();
    let atOnce = 0;
    let most = 0;
    bench.step = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (bench.begun.length === 1) await first.promise;
      atOnce -= 1;
    };
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(0);
    await bench.schedule(post(1));
    await timers.tickAsync(minute);
    assert.equal(bench.begun.length, 1);

    first.resolve();
    await engine?.idle();

    assert.equal(bench.begun.length, 2);
    assert.equal(most, 1);
  });

  it('notices within 30 seconds that the clock jumped forward', async () => {
    await bench.schedule(post(1), hour);
    start();
    await timers.tickAsync(minute);

    bench.clockError = hour;
    await timers.tickAsync(30_000);

    assert.deepEqual(bench.begun, [workKey(post(1))]);
  });

  it('runs nothing twice, and goes on, when the clock jumps an hour while a step is under way', async () => {
    const blocked = Promise.withResolvers<void>();
    bench.step = () => blocked.promise;
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(0);

    bench.clockError = hour;
    await timers.tickAsync(5 * minute);
    blocked.resolve();
    await engine?.idle();

    assert.deepEqual(bench.begun, [workKey(post(1))]);
  });

  it('goes on after the clock jumped back, looking at the shelf about twice a minute meanwhile', async () => {
    start();
    await bench.schedule(post(1), 10_000);
    bench.clockError = -hour;
    const looks = sinon.spy(bench.opened.workShelf, 'take');

    await timers.tickAsync(30 * minute);
    assert.deepEqual(bench.begun, []);
    assert.ok(looks.callCount < 70 * Object.keys(lanes).length, `${looks.callCount} looks`);
    await bench.schedule(post(2));
    await timers.tickAsync(31 * minute);

    assert.deepEqual(bench.begun, [workKey(post(2)), workKey(post(1))]);
  });

  it('waits for what runs when it stops, and takes nothing more', async () => {
    const blocked = Promise.withResolvers<void>();
    let finished = false;
    bench.step = async () => {
      await blocked.promise;
      finished = true;
    };
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(0);

    const stopping = engine?.stop(10_000);
    await bench.schedule(post(2));
    await timers.tickAsync(5_000);
    blocked.resolve();
    await stopping;
    await timers.tickAsync(hour);

    assert.equal(finished, true);
    assert.deepEqual(bench.begun, [workKey(post(1))]);
    assert.equal(await bench.opened.workShelf.releaseAll(), 0);
    assert.equal(timers.countTimers(), 0);
  });

  it('begins nothing that it was just taking when it was stopped; the next start does', async () => {
    const { workShelf } = bench.opened;
    const take = workShelf.take;
    let stopping: Promise<void> | undefined;
    const taking = sinon.stub(workShelf, 'take').callsFake(async (...asked) => {
      const items = await take(...asked);
      if (items.length > 0) stopping = engine?.stop(1_000);
      return items;
    });
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(0);
    await stopping;
    assert.deepEqual(bench.begun, []);
    taking.restore();

    await start().idle();

    assert.deepEqual(bench.begun, [workKey(post(1))]);
  });

  it('waits no longer than the grace; what still ran is run again by the next start', async () => {
    bench.step = () => new Promise(() => undefined);
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(0);

    const stopping = engine?.stop(10_000);
    let stopped = false;
    void stopping?.then(() => {
      stopped = true;
    });
    await timers.tickAsync(9_999);
    assert.equal(stopped, false);
    await timers.tickAsync(1);
    assert.equal(stopped, true);
    assert.equal(timers.countTimers(), 0);
    bench.step = async () => undefined;
    await start().idle();

    assert.deepEqual(bench.begun, [workKey(post(1)), workKey(post(1))]);
  });
});
