import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { ServiceError } from '../../src/errors.ts';
import type { EmbeddedWork } from '../../src/work/embedded.ts';
import { lanes, workKey } from '../../src/workflow/work.ts';
import { type Bench, createBench, post } from './bench.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('durable work in one process, when something fails,', () => {
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
  const nextDueAt = (): Promise<number | undefined> => bench.opened.workShelf.nextDueAt(lanes.thread);

  it('puts work back after a fault that may pass, and waits longer every time', async () => {
    bench.step = () => Promise.reject(new ServiceError('graphUnavailable', undefined, { retryable: true }));
    await bench.schedule(post(1));
    start();
    const waits: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      await engine?.idle();
      const wait = ((await nextDueAt()) ?? 0) - bench.now();
      waits.push(wait);
      await timers.tickAsync(wait + 20);
    }

    const longest = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((seconds) => seconds * 1_000);
    for (const [round, wait] of waits.entries()) {
      const limit = longest[round] ?? 0;
      // It was put back at most those 20 ms ago.
      assert.ok(wait >= limit / 2 - 20 && wait <= limit, `round ${round}: ${wait}`);
    }
    assert.deepEqual(bench.lines[0], {
      level: 'warn',
      fields: { kind: 'postCard', requestId: 'CS-000001', code: 'graphUnavailable', failures: 1 },
      message: 'Work failed; tried again later.',
    });
  });

  it('waits as long as the other side asked', async () => {
    bench.step = () =>
      Promise.reject(new ServiceError('teamsThrottled', '', { retryable: true, retryAfterMs: 17_000 }));
    await bench.schedule(post(1));

    await start().idle();

    assert.equal(await nextDueAt(), bench.now() + 17_000);
  });

  it('tries again after an error that nobody foresaw, logging where it came from but not what it said', async () => {
    bench.step = (work) => {
      if (bench.begun.length === 1) throw new TypeError(`secret of ${work.requestId}`);
      return Promise.resolve();
    };
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(2_000);

    assert.equal(bench.begun.length, 2);
    assert.equal(bench.lines[0]?.fields['error'], 'TypeError');
    assert.match(JSON.stringify(bench.lines[0]?.fields['frames']), /embedded-faults\.spec\.ts/);
    assert.doesNotMatch(JSON.stringify(bench.lines), /secret/);
  });

  it('gives up what cannot succeed, says so, and goes on with the rest', async () => {
    bench.step = (work) =>
      work.requestId === 'CS-000001' ? Promise.reject(new ServiceError('graphRefused')) : Promise.resolve();
    await bench.schedule(post(1));
    await bench.schedule(post(2));
    start();
    await timers.tickAsync(hour);

    assert.deepEqual(bench.begun, [workKey(post(1)), workKey(post(2))]);
    assert.equal(await nextDueAt(), undefined);
    assert.deepEqual(
      bench.lines.map(({ level, fields }) => [level, fields['code']]),
      [['error', 'graphRefused']],
    );
  });

  it('survives a shelf that cannot be read: logged, tried again ever more slowly, and then all is done', async () => {
    const { workShelf } = bench.opened;
    const fault = new ServiceError('storeUnavailable', 'disk full', { retryable: true });
    const looks = sinon.stub(workShelf, 'take').rejects(fault);
    await bench.schedule(post(1));
    start();
    for (let second = 0; second < 300; second += 1) {
      await timers.tickAsync(1_000);
      await bench.schedule(post(1));
    }
    const looksOfALane = looks.callCount / Object.keys(lanes).length;
    assert.ok(looksOfALane > 3 && looksOfALane < 20, `${looksOfALane} looks`);
    looks.restore();
    await timers.tickAsync(30_000);

    assert.deepEqual(bench.begun, [workKey(post(1))]);
    assert.equal(bench.lines[0]?.fields['code'], 'storeUnavailable');
  });

  it('survives a shelf that cannot be written: the step is not repeated, its end is told until it is taken', async () => {
    const { workShelf } = bench.opened;
    const fault = new ServiceError('storeUnavailable', 'disk full', { retryable: true });
    const release = sinon.stub(workShelf, 'releaseAll').rejects(fault);
    const done = sinon.stub(workShelf, 'done').rejects(fault);
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(minute);
    assert.deepEqual(bench.begun, []);
    release.restore();
    await timers.tickAsync(5 * minute);
    assert.deepEqual(bench.begun, [workKey(post(1))]);
    assert.ok(done.callCount > 3 && done.callCount < 60, `${done.callCount} attempts`);
    done.restore();
    await timers.tickAsync(30_000);

    assert.equal(await workShelf.releaseAll(), 0);
    assert.equal(await nextDueAt(), undefined);
    assert.equal(bench.begun.length, 1);
  });

  it('stops although the shelf cannot be written', async () => {
    sinon.stub(bench.opened.workShelf, 'done').rejects(new ServiceError('storeUnavailable'));
    await bench.schedule(post(1));
    start();
    await timers.tickAsync(minute);

    const stopping = engine?.stop(1_000);
    await timers.tickAsync(1_000);
    await stopping;

    assert.equal(timers.countTimers(), 0);
  });
});
