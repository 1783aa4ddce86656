import assert from 'node:assert/strict';
import { ServiceError } from '../../src/errors.ts';
import type { AlertPage } from '../../src/workflow/alert-feed.ts';
import { firstLookMs, overlapMs } from '../../src/workflow/poll-alerts.ts';
import { type PollWorld, record, startPollWorld } from './poll-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const year = 365 * 24 * hour;

describe("Polling of Defender's alerts", () => {
  let polling: PollWorld;
  let now: () => number;
  beforeEach(async () => {
    polling = await startPollWorld();
    now = polling.world.clock.now;
  });
  afterEach(() => polling.close());

  const list = (id: string, ageMs: number) => polling.feed.listed.push({ id, changedAt: now() - ageMs });
  const froms = () => polling.feed.asked.map((asked) => ('from' in asked ? now() - asked.from : undefined));
  const failing = (problem: Extract<AlertPage, { kind: 'notRead' }>['problem'], retryAfterMs?: number): AlertPage => ({
    kind: 'notRead',
    problem,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

  it('begins an hour back, not with the whole past', async () => {
    list('yesterday', 24 * hour);
    list('lately', 30 * minute);

    await polling.poll();

    assert.deepEqual(await polling.taken(), ['lately']);
    assert.deepEqual(froms(), [0, firstLookMs + overlapMs]);
    assert.equal(await polling.mark(), now() - 30 * minute);
  });

  it('takes every page before it counts as taken', async () => {
    for (const [nth, id] of ['a', 'b', 'c', 'd', 'e'].entries()) list(id, (nth + 1) * minute);

    await polling.poll();

    assert.deepEqual((await polling.taken()).toSorted(), ['a', 'b', 'c', 'd', 'e']);
    assert.equal(await polling.mark(), now() - minute);
    assert.deepEqual(polling.counted, [...Array(5).fill('alert taken'), 'poll done']);
  });

  it('goes on ten minutes before where it was, and takes nothing twice', async () => {
    list('first', minute);
    await polling.poll();
    polling.world.clock.advance(minute);
    // Shown late: it bears a time before the one that was taken.
    list('late', 9 * minute);
    list('next', 0);
    polling.feed.asked.length = 0;

    await polling.poll();

    assert.equal(froms()[0], 2 * minute + overlapMs);
    assert.deepEqual((await polling.taken()).toSorted(), ['first', 'late', 'next']);
    assert.equal(polling.counted.filter((result) => result === 'alert duplicate').length, 0);
  });

  it('takes a version that came later, of an alert that it has', async () => {
    list('a', 5 * minute);
    await polling.poll();
    polling.feed.listed.length = 0;
    list('a', 0);

    await polling.poll();

    assert.deepEqual(await polling.taken(), ['a', 'a']);
    assert.equal(await polling.mark(), now());
  });

  it('knows after a restart what it had taken', async () => {
    list('a', minute);
    await polling.poll();

    await polling.instance('one')();

    assert.deepEqual(await polling.taken(), ['a']);
    assert.deepEqual(polling.counted, ['alert taken', 'poll done', 'alert duplicate', 'poll done']);
  });

  it('moves on only as far as was taken, where a later page fails', async () => {
    list('a', minute);
    await polling.poll();
    const before = await polling.mark();
    polling.world.clock.advance(5 * minute);
    for (const id of ['b', 'c', 'd']) list(id, 0);
    const [first] = [{ kind: 'page', alerts: polling.feed.listed.slice(1, 3).map(record), next: '0 0 0' } as const];
    polling.feed.answerNext(first, failing('unavailable'));

    await polling.poll();
    assert.equal(await polling.mark(), before);
    await polling.poll();

    assert.deepEqual((await polling.taken()).toSorted(), ['a', 'b', 'c', 'd']);
    assert.equal(await polling.mark(), now());
  });

  it('moves on only when the store has taken all of it', async () => {
    list('a', minute);
    await polling.poll();
    const before = await polling.mark();
    list('b', 0);
    polling.feed.onRead = async () => polling.world.failTransactions(new ServiceError('storeUnavailable'));

    await polling.poll();
    polling.feed.onRead = undefined;
    polling.world.failTransactions(undefined);
    assert.equal(await polling.mark(), before);
    assert.equal(polling.counted.at(-1), 'poll failed');
    await polling.poll();

    assert.deepEqual(await polling.taken(), ['a', 'b']);
  });

  it('leaves out what cannot be read, says so once, and is not held up by it', async () => {
    list('unreadable-1', 3 * minute);
    list('defect-1', 2 * minute);
    list('good', minute);
    polling.feed.answerNext({ kind: 'page', alerts: [], at: now() });
    polling.feed.answerNext({
      kind: 'page',
      alerts: [null, 7, 'x', [], {}, { id: '\ud800' }, { id: { a: 1 } }],
      at: now(),
    });

    await polling.poll();
    polling.world.clock.advance(minute);
    await polling.poll();
    const told = polling.logged.length;
    polling.world.clock.advance(minute);
    await polling.poll();

    assert.deepEqual(await polling.taken(), ['good']);
    assert.equal(told, 9);
    assert.equal(polling.logged.length, told);
    assert.deepEqual(polling.logged.map(({ fields }) => fields['alert']).slice(-2), ['defect-1', 'unreadable-1']);
    assert.equal(polling.counted.filter((result) => result === 'alert unreadable').length, 8);
  });

  it('tells no more of an odd id than a hash of it', async () => {
    list('unreadable: mia@contoso.com', minute);

    await polling.poll();

    assert.match(String(polling.logged[0]?.fields['alert']), /^[0-9a-f]{16}$/);
  });

  it('leaves alone what is of another product, and the note of a remediation', async () => {
    const note = {
      ...record({ id: 'b', changedAt: now() }),
      title: 'Administrative action submitted by an Administrator',
    };
    const foreign = { ...record({ id: 'a', changedAt: now() }), serviceSource: 'microsoftDefenderForEndpoint' };
    polling.feed.answerNext(
      { kind: 'page', alerts: [], at: now() },
      { kind: 'page', alerts: [foreign, note], at: now() },
    );

    await polling.poll();

    assert.deepEqual(await polling.taken(), []);
    assert.deepEqual(polling.counted, ['alert foreign', 'alert action', 'poll done']);
  });

  it('names the missing permission, once an hour', async () => {
    polling.feed.answerNext(...Array<AlertPage>(70).fill(failing('permission')));
    for (let polls = 0; polls < 61; polls += 1) {
      await polling.poll();
      polling.world.clock.advance(minute);
    }

    assert.deepEqual(
      polling.logged.map(({ level, message }) => `${level} ${message}`),
      Array(2).fill('error Grant it'),
    );
    assert.equal(polling.counted.filter((result) => result === 'poll permission').length, 61);
    assert.equal(await polling.mark(), undefined);
  });

  it('waits as long as Graph asks, and so do the other instances', async () => {
    await polling.poll();
    polling.feed.answerNext(failing('throttled', 10 * minute));
    await polling.poll();
    const asked = polling.feed.asked.length;
    const other = polling.instance('two');

    polling.world.clock.advance(9 * minute);
    await polling.poll();
    await other();
    assert.equal(polling.feed.asked.length, asked);
    polling.world.clock.advance(2 * minute);
    await polling.poll();

    assert.equal(polling.feed.asked.length, asked + 1);
    assert.deepEqual(
      polling.logged.map(({ message }) => message),
      ['Alerts of Defender could not be polled', 'Alerts of Defender are polled again'],
    );
  });

  it('is done by one instance at a time, and taken over from one that died', async () => {
    const other = polling.instance('two');
    let during = 0;
    polling.feed.onRead = async () => {
      const before = polling.feed.asked.length;
      polling.feed.onRead = undefined;
      await other();
      during = polling.feed.asked.length - before;
    };
    list('a', minute);
    await polling.poll();
    assert.equal(during, 0);
    polling.feed.asked.length = 0;

    await other();
    assert.equal(polling.feed.asked.length, 0);
    polling.world.clock.advance(minute);
    list('b', 0);
    await other();

    assert.deepEqual(await polling.taken(), ['a', 'b']);
  });

  it('is left by an instance whose place another has taken', async () => {
    for (const [nth, id] of ['a', 'b', 'c'].entries()) list(id, (nth + 1) * minute);
    await polling.poll();
    const before = await polling.mark();
    for (const id of ['d', 'e', 'f', 'g', 'h']) list(id, 0);
    polling.feed.onRead = async () => {
      polling.feed.onRead = undefined;
      // It slept in the middle of a page.
      polling.world.clock.advance(5 * minute);
      await polling.world.store.transaction((tx) =>
        tx.leasePoll({
          name: 'defender:defender',
          holder: 'two',
          now: now(),
          leaseUntil: now() + hour,
          longest: now() + hour,
        }),
      );
    };

    await polling.poll();

    assert.equal(await polling.mark(), before);
    assert.equal(polling.feed.asked.filter((asked) => 'next' in asked).length, 1);
  });

  it('ends where it is when the service stops, and goes on from there', async () => {
    list('b', 0);
    list('a', minute);
    let alerts = 0;
    const stopping = polling.instance('one', { receiveAlert: count }, () => alerts > 0);
    async function count(...[alert]: Parameters<typeof polling.world.steps.receiveAlert>) {
      alerts += 1;
      return polling.world.steps.receiveAlert(alert);
    }
    await stopping();
    const mark = await polling.mark();
    assert.deepEqual(await polling.taken(), ['b']);
    assert.ok(mark !== undefined && mark < now() - minute);

    await polling.poll();

    assert.deepEqual(await polling.taken(), ['b', 'a']);
  });

  it('reads a burst in shorter pieces, and misses nothing of it', async () => {
    for (let nth = 0; nth < 205; nth += 1) list(`a${nth}`, nth * 10_000);

    await polling.poll();

    assert.equal(new Set(await polling.taken()).size, 205);
    assert.equal(await polling.mark(), now());
    assert.equal(polling.counted.at(-1), 'poll done');
  });

  it('reads pieces twice as long after each that it could read, and never takes back how far it came', async () => {
    list('a', 0);
    await polling.poll();
    const mark = await polling.mark();
    polling.feed.asked.length = 0;
    const marks: (number | undefined)[] = [];
    polling.feed.onRead = async () => void marks.push(await polling.mark());
    const endless = Array.from({ length: 50 }, (_, nth): AlertPage => ({ kind: 'page', alerts: [], next: `${nth}` }));
    polling.feed.answerNext(...endless);

    polling.world.clock.advance(minute);
    await polling.poll();

    const pieces = polling.feed.asked.flatMap((asked) => ('from' in asked ? [[asked.from, asked.to]] : []));
    const from = now() - minute - overlapMs;
    assert.deepEqual(pieces, [
      [from, undefined],
      [from, from + overlapMs / 2],
      [from + overlapMs / 2, undefined],
    ]);
    assert.deepEqual([...new Set(marks)], [mark]);
    assert.equal(polling.counted.at(-1), 'poll done');
  });

  it('asks for smaller pages where one is too large', async () => {
    list('a', minute);
    polling.feed.answerNext({ kind: 'page', alerts: [], at: now() }, failing('tooLarge'), failing('tooLarge'));

    await polling.poll();

    assert.deepEqual(
      polling.feed.asked.map((asked) => ('pageSize' in asked ? asked.pageSize : 0)),
      [1, 50, 13, 4],
    );
    assert.deepEqual(await polling.taken(), ['a']);
  });

  it('gives up on a list that leads back to itself, and on one without end', async () => {
    await polling.poll();
    const before = await polling.mark();
    polling.feed.answerNext(...Array<AlertPage>(3).fill({ kind: 'page', alerts: [], at: now(), next: 'again' }));
    await polling.poll();
    polling.feed.answerNext(
      ...Array.from(
        { length: 2_000 },
        (_, nth): AlertPage => ({ kind: 'page', alerts: [], at: now(), next: `${nth}` }),
      ),
    );
    polling.feed.asked.length = 0;
    await polling.poll();

    assert.deepEqual(polling.counted, ['poll done', 'poll garbage', 'poll tooMany']);
    assert.equal(polling.feed.asked.length, 100);
    assert.equal(await polling.mark(), before);
  });

  it('asks for no more of a list without end the next time either', async () => {
    await polling.poll();
    polling.feed.onRead = async () =>
      polling.feed.answerNext({ kind: 'page', alerts: [], at: now(), next: `${polling.feed.asked.length}` });
    for (let round = 0; round < 4; round += 1) {
      polling.feed.asked.length = 0;
      polling.world.clock.advance(minute);
      await polling.poll();
      assert.ok(polling.feed.asked.length <= 100, `${polling.feed.asked.length} calls`);
    }
    polling.feed.onRead = undefined;
    list('a', minute);
    polling.world.clock.advance(minute);

    await polling.poll();

    assert.deepEqual(await polling.taken(), ['a']);
    assert.equal(polling.counted.at(-1), 'poll done');
  });

  it('comes to the end of a burst that is too long for one round, in windows that get shorter from round to round', async () => {
    polling.feed.pageSize = 1;
    for (let nth = 0; nth < 210; nth += 1) list(`a${nth}`, nth * 10_000);
    const results = [];
    for (let round = 0; round < 4; round += 1) {
      await polling.poll();
      results.push(polling.counted.at(-1));
      polling.world.clock.advance(minute);
    }

    assert.deepEqual(results, ['poll tooMany', 'poll tooMany', 'poll done', 'poll done']);
    assert.equal(new Set(await polling.taken()).size, 210);
  });

  describe('whatever the clocks say', () => {
    it('begins an hour before the time of Graph, where ours is wrong by a year', async () => {
      for (const wrong of [year, -year]) {
        const own = await startPollWorld();
        try {
          const { clock } = own.world;
          own.feed.at = () => clock.now() - wrong;
          own.feed.listed.push({ id: 'new', changedAt: clock.now() - wrong - 30 * minute });
          own.feed.listed.push({ id: 'old', changedAt: clock.now() - wrong - 3 * hour });

          await own.poll();

          assert.deepEqual(await own.taken(), ['new']);
        } finally {
          await own.close();
        }
      }
    });

    it('skips nothing while ours is ahead, nor after it was put right', async () => {
      const honest = now();
      polling.feed.at = () => honest;
      polling.feed.listed.push({ id: 'before', changedAt: honest - minute });
      await polling.poll();
      polling.world.clock.advance(year);
      polling.feed.listed.push({ id: 'during', changedAt: honest });
      await polling.poll();
      polling.world.clock.advance(-year);
      polling.feed.listed.push({ id: 'after', changedAt: honest });

      await polling.poll();

      assert.deepEqual(await polling.taken(), ['before', 'during', 'after']);
      assert.equal(await polling.mark(), honest);
    });

    it('does not begin anew with years of alerts when ours is set back', async () => {
      const honest = now();
      polling.feed.at = () => honest;
      polling.feed.listed.push({ id: 'old', changedAt: honest - 2 * hour });
      await polling.poll();
      polling.world.clock.advance(-year);

      await polling.poll();

      assert.deepEqual(await polling.taken(), []);
      assert.equal(await polling.mark(), honest - hour);
    });

    it('does not believe an alert of the future', async () => {
      list('a', minute);
      list('liar', -year);

      await polling.poll();

      assert.deepEqual((await polling.taken()).toSorted(), ['a', 'liar']);
      assert.equal(await polling.mark(), now() - minute);
    });

    it('finds its way back from a mark that lies ahead', async () => {
      await polling.world.store.transaction(async (tx) => {
        const lease = { name: 'defender:defender', holder: 'one', now: now(), leaseUntil: now(), longest: now() };
        await tx.leasePoll(lease);
        await tx.keepPoll({ ...lease, from: undefined, takenUntil: now() + year });
      });
      list('a', minute);

      await polling.poll();

      assert.deepEqual(await polling.taken(), ['a']);
      assert.equal(await polling.mark(), now() - minute);
    });
  });
});
