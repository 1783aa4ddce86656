import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import { misfit } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import { type OpenedStore, storeOn } from '../../src/store/sqlite.ts';
import type { StoreTransaction } from '../../src/workflow/store-port.ts';
import { draftOf, pendingRequest, requestIdOf } from './samples.ts';
import { TroubledDatabase } from './troubled-database.ts';

const clock = { now: () => 1_000 };
const full = { code: 'storeUnavailable', message: /disk .* is full/, retryable: true };
const held = { code: 'storeUnavailable', message: /Another program holds/, retryable: true };

describe('transactions of the embedded store that are asked for at the same time', () => {
  let database: TroubledDatabase;
  let opened: OpenedStore;
  let timers: sinon.SinonFakeTimers;
  beforeEach(async () => {
    database = new TroubledDatabase(':memory:');
    opened = await storeOn(database, { digest, clock });
    database.log.length = 0;
    // All in one moment: on a busy machine a group would end by its time, in two commits.
    timers = sinon.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    timers.restore();
    database.held = false;
    return opened.close();
  });

  async function write(tx: StoreTransaction, number: number): Promise<number> {
    await tx.addRequest(pendingRequest(requestIdOf(number)));
    await tx.appendAudit(draftOf({ requestId: requestIdOf(number) }));
    await tx.schedule({ kind: 'postCard', requestId: requestIdOf(number) }, number);
    return number;
  }
  const writing = (number: number): Promise<number> => opened.store.transaction((tx) => write(tx, number));
  const settled = (all: Promise<unknown>[]): Promise<string[]> =>
    Promise.all(
      all.map((one) =>
        one.then(
          (value) => String(value),
          (thrown: ServiceError) => thrown.code,
        ),
      ),
    );
  /** The numbers of all requests that are kept; throws where the audit log does not agree. */
  async function kept(): Promise<number[]> {
    const { requests } = await opened.store.openRequests({ limit: 1_000, offset: 0 });
    const entries = await opened.store.auditEntries({ afterSeq: 0, limit: 1_000 });
    assert.deepEqual(
      requests.map(({ id }) => id),
      entries.map(({ requestId }) => requestId),
    );
    assert.ok(entries.every((entry, index) => misfit(entry, entries[index - 1], digest) === undefined));
    return requests.map(({ id }) => Number(id.slice(3)));
  }

  it('share one commit', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(writing));

    assert.deepEqual(answers, [1, 2, 3, 4, 5]);
    assert.deepEqual(database.log, ['begin immediate', 'commit']);
    assert.deepEqual(await kept(), [1, 2, 3, 4, 5]);
  });

  it('are answered only after their commit, and their work is told of only then', async () => {
    opened.workShelf.onScheduled((kinds) => database.log.push(`told of ${[...kinds]}`));

    await Promise.all([1, 2].map((number) => writing(number).then(() => database.log.push(`answered ${number}`))));

    assert.deepEqual(database.log.slice(0, 2), ['begin immediate', 'commit']);
    assert.deepEqual(database.log.slice(2).toSorted(), [
      'answered 1',
      'answered 2',
      'told of postCard',
      'told of postCard',
    ]);
  });

  it('never make anybody wait for more than 64 of them', async () => {
    await Promise.all(Array.from({ length: 130 }, () => opened.store.transaction(async () => undefined)));

    assert.ok(database.log.filter((statement) => statement === 'commit').length >= 3);
  });

  for (const failing of [1, 2, 3]) {
    it(`fail alone: number ${failing} of three is undone, the others are kept`, async () => {
      const defect = new ServiceError('graphUnavailable');
      const all = [1, 2, 3].map((number) =>
        opened.store.transaction(async (tx) => {
          await write(tx, number);
          if (number === failing) throw defect;
          return number;
        }),
      );

      await assert.rejects(all[failing - 1] ?? Promise.resolve(), (thrown) => thrown === defect);
      await Promise.allSettled(all);

      assert.deepEqual(
        await kept(),
        [1, 2, 3].filter((number) => number !== failing),
      );
      await writing(4);
      assert.equal((await kept()).at(-1), 4);
    });
  }

  it('are all refused where the commit fails, whatever they came to, and can all be repeated', async () => {
    let told = 0;
    opened.workShelf.onScheduled(() => {
      told += 1;
    });
    database.full = true;
    const refusal = opened.store.transaction(async (tx) => {
      // Believed something that never became true.
      if (await tx.request(requestIdOf(1))) throw new ServiceError('storeConflict');
    });
    const attempts = [writing(1), refusal, writing(2)];
    attempts.unshift(writing(3));

    assert.deepEqual(await settled(attempts), Array(4).fill('storeUnavailable'));
    await assert.rejects(writing(1), full);
    assert.equal(told, 0);
    assert.deepEqual(await kept(), []);

    database.full = false;
    await Promise.all([1, 2, 3].map(writing));
    assert.deepEqual(await kept(), [1, 2, 3]);
  });

  it('are all refused where SQLite gives up the transaction in the middle, also to one that hides the fault', async () => {
    const pages = Number(database.prepare('pragma page_count').get()?.['page_count']);
    database.exec(`pragma max_page_count = ${pages + 2}`);
    const tooLong = { tenantId: 'contoso', teamId: 'team', serviceUrl: 'x'.repeat(100_000) };
    let stillBegun = true;
    const hiding = opened.store.transaction(async (tx) => {
      await tx.saveInstallation(tooLong).catch(() => undefined);
      stillBegun = database.isTransaction;
      await tx.saveInstallation({ ...tooLong, serviceUrl: 'short' }).catch(() => undefined);
    });
    const attempts = [writing(1), hiding];

    const results = await settled(attempts);
    database.exec('pragma max_page_count = 1000000');

    assert.equal(stillBegun, false);
    assert.deepEqual(results, ['storeUnavailable', 'storeUnavailable']);
    assert.equal(await opened.store.installation('team'), undefined);
    assert.deepEqual(await kept(), []);
    await opened.store.transaction((tx) => tx.saveInstallation(tooLong));
    await writing(1);
    assert.deepEqual(await kept(), [1]);
  });

  it('leave a lease that has run out to be found again where the commit fails', async () => {
    await writing(1);
    const { workShelf } = opened;
    await workShelf.take(['postCard'], 1, 1, 10);
    database.full = true;
    await assert.rejects(workShelf.take(['postCard'], 1, 11, 100), full);
    database.full = false;

    assert.equal((await workShelf.take(['postCard'], 1, 12, 100)).length, 1);
  });

  it('are not seen by others before they are kept: a read waits for the commit', async () => {
    const written = Promise.withResolvers<void>();
    const blocked = Promise.withResolvers<void>();
    database.full = true;
    const lost = opened.store.transaction(async (tx) => {
      await write(tx, 1);
      written.resolve();
      await blocked.promise;
    });
    await written.promise;

    const read = opened.store.request(requestIdOf(1));
    const due = opened.workShelf.nextDueAt(['postCard']);
    blocked.resolve();

    await assert.rejects(lost, full);
    assert.deepEqual(await Promise.all([read, due]), [undefined, undefined]);
  });

  it('are all kept before the store closes; what comes later is refused', async () => {
    const writes = Array.from({ length: 100 }, (_, index) => writing(index + 1));
    const closing = opened.close();
    const late = writing(101);

    await assert.rejects(late, { code: 'storeUnavailable', message: 'The store is closed.', retryable: true });
    assert.equal((await Promise.all(writes)).length, 100);
    await closing;
    assert.equal(database.isOpen, false);
  });

  describe('while another program holds the database', () => {
    beforeEach(async () => {
      await opened.close();
      timers.restore();
      timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
      database = new TroubledDatabase(':memory:');
      const soon = (task: () => void): void => queueMicrotask(task);
      opened = await storeOn(database, { digest, clock, soon });
    });

    it('are tried again until it lets go, while reads are answered', async () => {
      database.held = true;
      const attempt = writing(1);
      await timers.tickAsync(2_000);
      assert.ok(database.attempts > 5 && database.attempts < 30, `${database.attempts} attempts`);
      assert.equal(await opened.store.request(requestIdOf(1)), undefined);

      database.held = false;
      await timers.tickAsync(500);

      assert.equal(await attempt, 1);
    });

    it('are refused after five seconds each, to be repeated later', async () => {
      database.held = true;
      const first = assert.rejects(writing(1), held);
      await timers.tickAsync(3_000);
      const second = writing(2);
      await timers.tickAsync(2_500);
      await first;

      database.held = false;
      await timers.tickAsync(500);

      assert.equal(await second, 2);
      assert.deepEqual(await kept(), [2]);
    });
  });
});
