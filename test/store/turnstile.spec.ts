import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { createTurnstile } from '../../src/store/turnstile.ts';

describe('a turnstile', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  it('lets so many in, and the others in their order when somebody leaves', async () => {
    const turnstile = createTurnstile(2, 1_000);
    const entered: number[] = [];
    const all = [1, 2, 3, 4].map((one) => turnstile.enter().then(() => entered.push(one)));
    await clock.tickAsync(999);
    assert.deepEqual(entered, [1, 2]);

    turnstile.leave();
    await clock.tickAsync(0);
    assert.deepEqual(entered, [1, 2, 3]);

    turnstile.leave();
    await Promise.all(all);
    assert.deepEqual(entered, [1, 2, 3, 4]);
  });

  it('turns away who waited too long, and keeps the place for the others', async () => {
    const turnstile = createTurnstile(1, 1_000);
    await turnstile.enter();
    const late = assert.rejects(turnstile.enter(), { code: 'storeUnavailable', retryable: true });
    await clock.tickAsync(500);
    const patient = turnstile.enter();
    await clock.tickAsync(500);
    await late;

    turnstile.leave();
    await patient;

    turnstile.leave();
    await turnstile.enter();
    await assert.rejects(Promise.all([turnstile.enter(), clock.tickAsync(1_000)]), { code: 'storeUnavailable' });
  });
});
