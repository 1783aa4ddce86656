import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ServiceError } from '../../src/errors.ts';
import { createGovernor, type Governor, governed, type Passage } from '../../src/teams/governor.ts';
import { createLocalAllowances } from '../../src/teams/local-allowances.ts';
import { connectorFault } from '../../src/teams/sdk/connector-faults.ts';

describe("Teams' published limits", () => {
  let time: sinon.SinonFakeTimers;
  let governor: Governor;
  /** When each message went. */
  let went: number[];
  const start = 1_000_000;
  const thread = (name: string): Passage => ({ tenantId: 't', conversationId: name });

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: start });
    governor = governorOn({ now: () => Date.now() });
    went = [];
  });
  afterEach(() => time.restore());

  /** Without chance: pauses are not spread. */
  function governorOn(clock: { now(): number }): Governor {
    return createGovernor(createLocalAllowances(clock), () => 0);
  }
  const answered = (status: number, retryAfterMs?: number) => connectorFault({ status, code: undefined }, retryAfterMs);

  async function send(passage: Passage): Promise<void> {
    await governor.pass(passage);
    went.push(Date.now() - start);
  }

  it('let seven messages a second into one thread, and eight in two seconds', async () => {
    const sent = Promise.all(Array.from({ length: 9 }, () => send(thread('a'))));
    await time.tickAsync(2_149);
    assert.deepEqual(went, [0, 0, 0, 0, 0, 0, 0, 1_150]);
    await time.tickAsync(1);
    await sent;
    assert.equal(went[8], 2_150);
  });

  it('are kept for each thread by itself', async () => {
    await Promise.all(['a', 'b', 'c'].flatMap((name) => Array.from({ length: 7 }, () => send(thread(name)))));
    assert.deepEqual(new Set(went), new Set([0]));
  });

  it('hand back to the queue what would have to wait longer than a few seconds', async () => {
    for (let sent = 0; sent < 60; sent += 1) {
      const one = send(thread('a'));
      await time.tickAsync(320);
      await one;
    }
    await assert.rejects(
      governor.pass(thread('a')),
      (fault: unknown) =>
        fault instanceof ServiceError &&
        fault.code === 'teamsThrottled' &&
        fault.retryable &&
        Number(fault.retryAfterMs) > 2_000,
    );
  });

  it('never let more through than any window allows', async () => {
    const windows = [
      [7, 1_000],
      [8, 2_000],
      [60, 30_000],
    ] as const;
    for (let round = 0; round < 400; round += 1) {
      void send(thread('a')).catch(() => undefined);
      await time.tickAsync(97);
    }
    await time.tickAsync(5_000);
    for (const [count, span] of windows) {
      for (const [index, at] of went.entries()) {
        const end = went[index + count];
        assert.ok(end === undefined || end - at >= span, `${count + 1} within ${span} ms`);
      }
    }
    assert.ok(went.length > 60);
  });

  it('let fifty a second into one tenant', async () => {
    const sent = Promise.all(Array.from({ length: 51 }, (_, index) => send(thread(`thread ${index}`))));
    await time.tickAsync(0);
    assert.equal(went.length, 50);
    await time.tickAsync(1_150);
    await sent;
    assert.equal(went.at(-1), 1_150);
  });

  it('wait as long as Teams asked for', async () => {
    await governor.learn(thread('a'), answered(429, 1_500));
    const sent = send(thread('a'));
    await send(thread('b'));
    await time.tickAsync(1_500);
    await sent;
    assert.deepEqual(went, [0, 1_500]);
    await governor.learn(thread('a'), answered(503, 60_000));
    await assert.rejects(governor.pass(thread('a')), { code: 'teamsThrottled', retryAfterMs: 60_000 });
    assert.equal(await governor.pauseBefore(thread('a')), 60_000);
  });

  for (const status of [429, 412]) {
    it(`wait longer each time that Teams says ${status} without saying how long, until it takes one`, async () => {
      const pauses: number[] = [];
      for (let times = 0; times < 9; times += 1) {
        await governor.learn(thread('a'), answered(status));
        pauses.push(await governor.pauseBefore(thread('a')));
        await time.tickAsync(pauses.at(-1) ?? 0);
      }
      assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
      await governor.learn(thread('a'), undefined);
      await governor.learn(thread('a'), answered(status));
      assert.equal(await governor.pauseBefore(thread('a')), 500);
    });
  }

  it('are not kept waiting by faults that ask for no pause', async () => {
    for (const status of [500, 502, 503, 504, 400, 404]) await governor.learn(thread('a'), answered(status));
    assert.equal(await governor.pauseBefore(thread('a')), 0);
  });

  it('wait in the whole tenant where it turns several threads away at once', async () => {
    await governor.learn(thread('a'), answered(429, 10_000));
    await governor.learn(thread('b'), answered(429, 10_000));
    assert.equal(await governor.pauseBefore(thread('x')), 0);
    await governor.learn(thread('c'), answered(429, 10_000));
    assert.equal(await governor.pauseBefore(thread('x')), 10_000);
    assert.equal(await governor.pauseBefore({ tenantId: 'other', conversationId: 'x' }), 0);
  });

  it('wait in single threads where they are turned away one after the other', async () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      await governor.learn(thread(name), answered(429, 60_000));
      await time.tickAsync(1_100);
    }
    assert.equal(await governor.pauseBefore(thread('x')), 0);
  });

  it('spread those who are sent back, so that they do not all return at once', async () => {
    const chance = [0.5, 0.1].values();
    governor = createGovernor(createLocalAllowances({ now: () => Date.now() }), () => chance.next().value ?? 0);
    await governor.learn(thread('a'), answered(429, 20_000));
    await assert.rejects(governor.pass(thread('a')), { retryAfterMs: 20_050 });
  });

  it('count from the answer, where a busy process or a slow network lets messages arrive late', async () => {
    const late = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));
    const sent = Promise.all(Array.from({ length: 7 }, () => governed(governor, thread('a'), late(900))));
    await time.tickAsync(900);
    await sent;
    assert.equal(await governor.pauseBefore(thread('a')), 1_150);
  });

  it('pass on what Teams answered, also where it could not be noted', async () => {
    const allowances = createLocalAllowances({ now: () => Date.now() });
    governor = createGovernor({ ...allowances, close: () => Promise.reject(new Error('no store')) });
    const fault = answered(429, 1_000);
    await assert.rejects(
      governed(governor, thread('a'), () => Promise.reject(fault)),
      (thrown) => thrown === fault,
    );
  });

  it('hold nobody up because the clock was set back', async () => {
    let ahead = 3_600_000;
    governor = governorOn({ now: () => Date.now() + ahead });
    await Promise.all(Array.from({ length: 7 }, () => send(thread('a'))));
    await governor.learn(thread('b'), answered(429, 1_000));
    ahead = 0;
    const sent = Promise.all([send(thread('a')), send(thread('b'))]);
    await time.tickAsync(1_150);
    await sent;
    assert.deepEqual(went.slice(7), [1_000, 1_150]);
  });

  it('forget threads that have been quiet for an hour', async () => {
    await send(thread('a'));
    await time.tickAsync(3_600_151);
    await Promise.all(Array.from({ length: 7 }, () => send(thread('a'))));
    assert.equal(went.length, 8);
  });
});
