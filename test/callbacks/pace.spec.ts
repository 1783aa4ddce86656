import assert from 'node:assert/strict';
import { createCallbacks } from '../../src/callbacks/create-callbacks.ts';
import { createPace, type Pace } from '../../src/callbacks/pace.ts';
import { startReceiver } from './receiver.ts';

const minute = 60_000;

describe('A receiver of callbacks', () => {
  let now: number;
  let pace: Pace;
  beforeEach(() => {
    now = 1_000_000;
    pace = createPace({ now: () => now });
  });

  const begin = (times: number) => Array.from({ length: times }, () => pace.begin());
  const silent = () => {
    now += 10_000;
    pace.ended({ isSilent: true, tookMs: 10_000 });
  };
  const answered = (tookMs: number) => pace.ended({ isSilent: false, tookMs });

  it('that hangs gets two calls at once, and does not keep others from theirs', async () => {
    const [dead, healthy] = await Promise.all([startReceiver(), startReceiver()]);
    dead.answer = () => undefined;
    const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`];
    const callbacks = createCallbacks({
      receivers: [
        { source: 'dead', url: dead.origin, secrets },
        { source: 'healthy', url: healthy.origin, secrets },
      ],
      steady: { now: () => performance.now() },
      clock: { now: () => Date.now() },
      timeoutMs: 400,
    });
    const tell = async (source: string) => (await callbacks.tell(source, { id: 'outcome_1', body: '{}' })).kind;

    const hanging = Promise.all(Array.from({ length: 200 }, () => tell('dead')));
    const beside = await tell('healthy');
    const first = await hanging;
    const after = await Promise.all([tell('dead'), tell('healthy')]);
    await Promise.all([dead.close(), healthy.close()]);

    assert.equal(beside, 'taken');
    assert.deepEqual(first.slice(0, 3), ['notTaken', 'notTaken', 'notAsked']);
    assert.equal(first.filter((kind) => kind === 'notAsked').length, 198);
    assert.deepEqual(after, ['notAsked', 'taken']);
    assert.equal(dead.heard.length, 2);
  });

  it('that says nothing is left alone for a minute, then asked by one call, and left alone for longer', () => {
    begin(2);
    silent();
    pace.ended({ isSilent: true, tookMs: 10_000 });

    assert.deepEqual(begin(2), [minute, minute]);
    now += minute - 1;
    assert.deepEqual(begin(1), [1]);
    now += 1;
    assert.deepEqual(begin(3), [undefined, minute, minute]);
    for (const restMs of [2, 4, 5, 5].map((minutes) => minutes * minute)) {
      silent();
      assert.deepEqual(begin(1), [restMs]);
      now += restMs;
      assert.deepEqual(begin(1), [undefined]);
    }
  });

  it('that answers again at once has every place again', () => {
    begin(2);
    silent();
    answered(9_000);
    assert.deepEqual(begin(3), [undefined, undefined, 4_500]);
    answered(20);

    assert.deepEqual(begin(10), Array(10).fill(undefined));
  });

  it('that is slow keeps two places, and what waits for them comes one behind the other', () => {
    begin(1);
    answered(3_000);

    const waits = begin(600);

    assert.deepEqual(waits.slice(0, 5), [undefined, undefined, 1_500, 3_000, 4_500]);
    assert.equal(waits.at(-1), 5 * minute);
  });
});
