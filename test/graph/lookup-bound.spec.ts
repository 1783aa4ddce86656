import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import sinon from 'sinon';
import { ServiceError } from '../../src/errors.ts';
import { createBound } from '../../src/graph/lookup-bound.ts';
import { fakeClock } from '../support/fakes.ts';

describe('The bound of what is asked in bulk', () => {
  let timers: sinon.SinonFakeTimers;
  beforeEach(() => {
    timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => timers.restore());

  function start({ atOnce = 2, perMinute = 100 }) {
    const clock = fakeClock();
    const begun: (() => void)[] = [];
    let refusals = 0;
    const refused = () => {
      refusals += 1;
    };
    const bound = createBound({ atOnce, perMinute, patienceMs: 1_000, clock, refused });
    /** Runs until `begun[n]` is called. */
    const ask = () => bound(() => new Promise<void>((resolve) => void begun.push(resolve)));
    const quick = async () => bound(async () => 'told');
    return { clock, bound, begun, ask, quick, refusals: () => refusals };
  }

  function isUnavailable(thrown: unknown): boolean {
    return thrown instanceof ServiceError && thrown.code === 'directoryUnavailable' && thrown.retryable;
  }

  it('lets so many run at once, and the next one as soon as one has ended', async () => {
    const { begun, ask } = start({});
    const asked = [ask(), ask(), ask(), ask()];
    await turn();
    assert.equal(begun.length, 2);

    begun[0]?.();
    await turn();
    assert.equal(begun.length, 3);
    for (const end of [1, 2, 3]) {
      begun[end]?.();
      await turn();
    }
    await Promise.all(asked);
    assert.equal(timers.countTimers(), 0);
  });

  it('gives the place of one that failed to the next', async () => {
    const { bound, quick } = start({ atOnce: 1 });
    const failed = bound(() => Promise.reject(new ServiceError('internal')));
    const next = quick();

    await assert.rejects(failed, { code: 'internal' });
    assert.equal(await next, 'told');
  });

  it('refuses whoever has waited too long for a turn, and no place is lost by that', async () => {
    const { begun, ask, quick, refusals } = start({ atOnce: 1 });
    const [first, second] = [ask(), ask()];
    const refusal = assert.rejects(second, isUnavailable);
    await turn();
    timers.tick(1_000);
    await refusal;
    assert.equal(refusals(), 1);

    begun[0]?.();
    await first;
    assert.equal(begun.length, 1);
    assert.equal(await quick(), 'told');
  });

  it('begins no more in any minute than it may, and refuses the rest without waiting', async () => {
    const { clock, quick, refusals } = start({ perMinute: 3 });
    for (const ms of [0, 30_000, 29_999]) {
      clock.advance(ms);
      await quick();
    }
    await assert.rejects(quick(), isUnavailable);

    clock.advance(1);
    assert.equal(await quick(), 'told');
    await assert.rejects(quick(), isUnavailable);
    clock.advance(30_000);
    assert.equal(await quick(), 'told');
    assert.equal(refusals(), 2);
  });

  it('looks at the minute again after the wait for a turn', async () => {
    const { begun, ask } = start({ atOnce: 1, perMinute: 1 });
    const [first, second] = [ask(), ask()];
    const refusal = assert.rejects(second, isUnavailable);
    await turn();
    begun[0]?.();

    await Promise.all([first, refusal]);
    assert.equal(begun.length, 1);
  });
});
