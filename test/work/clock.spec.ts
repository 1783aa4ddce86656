import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { createClockWatch } from '../../src/work/clock-watch.ts';
import type { EmbeddedWork } from '../../src/work/embedded.ts';
import { workKey } from '../../src/workflow/work.ts';
import { type Bench, createBench, post } from './bench.ts';

const hour = 3_600_000;

describe('a clock that is set', () => {
  it('is noticed by how far it was moved, once, and small corrections are not', () => {
    let wall = 1_700_000_000_000;
    let steady = 50;
    const moved = createClockWatch({ now: () => wall }, { now: () => steady });
    const pass = (steadyMs: number, wallMs: number) => {
      steady += steadyMs;
      wall += wallMs;
      return moved();
    };

    assert.deepEqual(
      [
        pass(5_000, 5_000),
        pass(5_000, 5_300),
        pass(5_000, 5_000 - hour),
        pass(5_000, 5_000),
        pass(5_000, 5_000 + hour),
      ],
      [0, 0, -hour + 300, 0, hour],
    );
  });

  describe('under durable work', () => {
    let timers: sinon.SinonFakeTimers;
    let bench: Bench;
    let engine: EmbeddedWork | undefined;
    beforeEach(async () => {
      timers = sinon.useFakeTimers({
        now: 1_700_000_000_000,
        toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
      });
      bench = await createBench();
    });
    afterEach(async () => {
      await engine?.stop(0);
      engine = undefined;
      await bench.opened.close();
      timers.restore();
    });

    it('does not make it wait longer than it was meant to', async () => {
      engine = bench.start();
      await engine.idle();
      await bench.schedule(post(1), 60_000);

      timers.setSystemTime(Date.now() - hour);
      await timers.tickAsync(70_000);

      assert.deepEqual(bench.begun, [workKey(post(1))]);
    });

    it('lets deadlines stand', async () => {
      engine = bench.start();
      await engine.idle();
      await bench.schedule({ kind: 'expireRequest', requestId: 'CS-000001' }, 60_000);

      timers.setSystemTime(Date.now() - hour);
      await timers.tickAsync(hour);

      assert.deepEqual(bench.begun, []);
      await timers.tickAsync(70_000);
      assert.equal(bench.begun.length, 1);
    });
  });
});
