import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ServiceError } from '../../src/errors.ts';
import { createGovernor, type Governor, type Passage } from '../../src/teams/governor.ts';

describe("Teams' published limits", () => {
  let time: sinon.SinonFakeTimers;
  let governor: Governor;
  /** When each message went. */
  let went: number[];
  const start = 1_000_000;
  const thread = (name: string): Passage => ({ tenantId: 't', conversationId: name });

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: start });
    governor = createGovernor({ now: () => Date.now() });
    went = [];
  });
  afterEach(() => time.restore());

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
    governor.hold(thread('a'), 1_500);
    const sent = send(thread('a'));
    await send(thread('b'));
    await time.tickAsync(1_500);
    await sent;
    assert.deepEqual(went, [0, 1_500]);
    governor.hold(thread('a'), 60_000);
    await assert.rejects(governor.pass(thread('a')), { code: 'teamsThrottled', retryAfterMs: 60_000 });
  });

  it('hold nobody up because the clock was set back', async () => {
    let ahead = 3_600_000;
    governor = createGovernor({ now: () => Date.now() + ahead });
    await Promise.all(Array.from({ length: 7 }, () => send(thread('a'))));
    governor.hold(thread('b'), 1_000);
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
