import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createClosers } from '../src/closers.ts';
import { startRepeating } from '../src/repeating.ts';
import { silentLog } from './support/fakes.ts';

describe('closing', () => {
  let timers: sinon.SinonFakeTimers;
  beforeEach(() => {
    timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  });
  afterEach(() => timers.restore());

  it('ends what was opened last first, and the rest whatever becomes of one part', async () => {
    const ended: string[] = [];
    const warned: unknown[] = [];
    const closers = createClosers({ ...silentLog, warn: ({ part }) => warned.push(part) });
    closers.add('store', 1_000, async () => void ended.push('store'));
    closers.add('broken', 1_000, () => Promise.reject(new Error('broken')));
    closers.add('hanging', 1_000, () => new Promise(() => undefined));
    closers.add('calls', 1_000, async () => void ended.push('calls'));

    const closing = closers.closeAll();
    await timers.tickAsync(999);
    assert.deepEqual(ended, ['calls']);
    await timers.tickAsync(1);
    await closing;

    assert.deepEqual(ended, ['calls', 'store']);
    assert.deepEqual(warned, ['hanging', 'broken']);
  });

  it('closes everything once', async () => {
    let times = 0;
    const closers = createClosers(silentLog);
    closers.add('store', 1_000, async () => {
      times += 1;
    });

    await Promise.all([closers.closeAll(), closers.closeAll()]);

    assert.equal(times, 1);
  });

  it('waits for a task that is repeated, which never runs twice at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let runs = 0;
    let ended = false;
    const task = () => {
      runs += 1;
      return promise;
    };
    const repeating = startRepeating(1_000, task, silentLog);
    await timers.tickAsync(3_500);
    const stopping = repeating.stop().then(() => {
      ended = true;
    });
    await timers.tickAsync(5_000);

    assert.deepEqual([runs, ended], [1, false]);
    resolve();
    await stopping;
    assert.deepEqual([runs, ended], [1, true]);
  });

  const failures: [string, () => Promise<void>][] = [
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws at once',
      () => {
        throw new RangeError('broken');
      },
    ],
  ];
  for (const [how, fail] of failures) {
    it(`logs a task that ${how}, and repeats it all the same`, async () => {
      const told: unknown[] = [];
      const log = { ...silentLog, error: ({ error }: Readonly<Record<string, unknown>>) => told.push(error) };

      const repeating = startRepeating(1_000, fail, log);
      await timers.tickAsync(3_500);
      await repeating.stop();

      assert.equal(told.length, 3);
      assert.ok(told.every((error) => error instanceof Error && error.message === 'broken'));
    });
  }
});
