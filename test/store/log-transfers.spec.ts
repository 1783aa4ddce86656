import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import type { ServiceError } from '../../src/errors.ts';
import { createLogTransfers, keptAside, type LogTransfers } from '../../src/store/log-transfers.ts';
import { type OpenedStore, openDatabase, openSqliteStore } from '../../src/store/sqlite.ts';
import { sqliteFault } from '../../src/store/sqlite-faults.ts';
import { smallDisk } from '../support/small-disk.ts';
import { pendingRequest, requestIdOf } from './samples.ts';
import { type ScriptedThread, scriptedThread } from './scripted-thread.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const pageSize = 4_096;
const diskFull = { errcode: 13, message: 'full', halfway: false };

describe('the log of the embedded store', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.remove());

  describe('and the thread that transfers it', () => {
    let file = '';
    let database: DatabaseSync;
    let threads: ScriptedThread[];
    let faults: ServiceError[];
    let transfers: LogTransfers;
    beforeEach(() => {
      file = join(directory.path, 'log.db');
      database = openDatabase(file);
      database.exec('create table kept (text)');
      threads = [];
      faults = [];
      transfers = createLogTransfers({
        database,
        pagesInLog: 40,
        onFault: (fault) => faults.push(fault),
        startThread() {
          const thread = scriptedThread(file);
          threads.push(thread);
          return thread;
        },
      });
    });
    afterEach(() => {
      if (database.isOpen) database.close();
    });

    async function commit(pages = 1): Promise<void> {
      await transfers.mayBegin();
      database.exec('begin immediate');
      transfers.begun();
      database.prepare('insert into kept values (?)').run('x'.repeat(pages * pageSize));
      database.exec('commit');
      transfers.ended();
    }
    const inLog = () => Number(database.prepare('pragma wal_checkpoint(noop)').get()?.['log']);
    const automatic = () => database.prepare('pragma wal_autocheckpoint').get()?.['wal_autocheckpoint'];
    const theThread = () => threads[0] ?? assert.fail('There is no thread.');

    it('is there only once there is enough to transfer', async () => {
      await commit();
      assert.deepEqual(threads, []);

      await commit(40);
      await commit(40);

      assert.equal(threads.length, 1);
      assert.deepEqual(theThread().orders, ['most']);
    });

    it('starts anew after the few pages of the last moment were transferred while the next transaction waited', async () => {
      await commit(40);
      const thread = theThread();
      await transfers.mayBegin();
      database.exec('begin immediate');
      transfers.begun();
      database.exec("insert into kept values ('meanwhile')");
      thread.carryOut();
      assert.deepEqual(thread.orders, ['most']);
      database.exec('commit');
      transfers.ended();
      assert.deepEqual(thread.orders, ['most', 'rest']);
      let begun = false;
      const waiting = commit().then(() => {
        begun = true;
      });
      await setImmediate();
      assert.equal(begun, false);

      thread.carryOut();
      await waiting;

      assert.ok(inLog() < 10);
      await commit(40);
      assert.deepEqual(thread.orders, ['most', 'rest', 'most']);
    });

    it('keeps nobody waiting where nothing is left', async () => {
      await commit(40);
      theThread().carryOut();

      await commit();

      assert.deepEqual(theThread().orders, ['most']);
      assert.ok(inLog() < 10);
    });

    it('is left alone until it is long again where a transaction has begun it anew meanwhile', async () => {
      await commit(40);
      const thread = theThread();
      thread.transfer();
      await transfers.mayBegin();
      database.exec('begin immediate');
      transfers.begun();
      thread.answer({});
      database.exec("insert into kept values ('anew')");
      database.exec('commit');
      transfers.ended();

      await commit(20);
      assert.deepEqual(thread.orders, ['most']);
      await commit(20);
      assert.deepEqual(thread.orders, ['most', 'most']);
    });

    it('grows while another program reads what it holds, and is not tried again at each commit', async () => {
      const reader = new DatabaseSync(file, { readOnly: true });
      reader.exec('begin');
      reader.prepare('select count(*) from kept').get();
      await commit(600);
      theThread().carryOut();
      assert.deepEqual(theThread().orders, ['most']);

      await commit();
      assert.deepEqual(theThread().orders, ['most']);
      await commit(10);
      assert.deepEqual(theThread().orders, ['most', 'most']);

      reader.close();
      theThread().carryOut();
      await commit();
      assert.ok(inLog() < 10);
    });

    it('is transferred later where the disk was full, which is told', async () => {
      await commit(40);
      theThread().answer({ fault: diskFull });
      theThread().answer({ fault: diskFull });
      assert.match(faults[0]?.message ?? '', /full/);

      await commit(10);
      assert.deepEqual(theThread().orders, ['most', 'rest', 'most']);
      theThread().carryOut();
      await commit();

      assert.ok(inLog() < 10);
    });

    it('is left to SQLite where the thread is gone, also in the middle of a transfer', async () => {
      assert.equal(automatic(), 16_384);
      await commit(40);
      theThread().answer({});
      assert.deepEqual(theThread().orders, ['most', 'rest']);
      const waiting = commit();

      theThread().die();
      await waiting;

      assert.equal(automatic(), 4_000);
      await commit(40);
      assert.deepEqual(theThread().orders, ['most', 'rest']);
    });

    it('takes nothing more where a part was transferred and the whole could not be synced', async () => {
      await commit(40);
      const reader = new DatabaseSync(file, { readOnly: true });
      reader.exec('begin');
      reader.prepare('select count(*) from kept').get();
      await commit(600);
      theThread().carryOut();
      reader.close();
      const sync = Object.assign(new Error('sync'), { errcode: 1_034 });
      transfers.failed(sqliteFault(Object.assign(new Error('busy'), { errcode: 5 })));
      await transfers.mayBegin();

      transfers.failed(sqliteFault(sync));

      await assert.rejects(commit(), { code: 'storeUnavailable', message: /disk/ });
    });

    it('takes nothing more, and outlives the database, where a sync failed after a part was transferred', async () => {
      await commit(40);
      theThread().answer({});
      assert.deepEqual(theThread().orders, ['most', 'rest']);
      const waiting = commit();
      theThread().answer({ fault: { errcode: 1_034, message: 'sync', halfway: true } });

      await assert.rejects(waiting, { code: 'storeUnavailable', message: /disk/ });

      assert.deepEqual(await transfers.close(), { halfway: true });
      const putBack = keptAside(`${file}-wal`);
      database.close();
      assert.equal(existsSync(`${file}-wal`), false);
      putBack();
      database = openDatabase(file);
      assert.ok(inLog() >= 40);
      assert.equal(database.prepare('select count(*) as rows from kept').get()?.['rows'], 1);
    });
  });

  describe('with its own thread', () => {
    const clock = { time: 1_000, now: () => clock.time };
    let opened: OpenedStore | undefined;
    afterEach(() => opened?.close());

    async function open(path: string): Promise<OpenedStore> {
      opened = await openSqliteStore({ directory: path, digest, clock, pagesInLog: 40 });
      return opened;
    }
    async function add({ store }: OpenedStore, first: number, count: number): Promise<void> {
      for (let number = first; number < first + count; number += 1) {
        await store.transaction((tx) => tx.addRequest(pendingRequest(requestIdOf(number))));
      }
    }
    const sizeOf = async (name: string) => (await stat(join(directory.path, name))).size;

    it('stays small however much is committed, and nothing is lost', async function () {
      this.timeout(30_000);
      const first = await open(directory.path);
      const before = await sizeOf('countersign.db');
      await add(first, 1, 800);

      const log = await sizeOf('countersign.db-wal');
      assert.ok(log < 10_000_000, `${log} bytes`);
      assert.ok((await sizeOf('countersign.db')) > before);
      await first.close();
      const second = await open(directory.path);
      assert.equal((await second.store.openRequests({ limit: 1, offset: 0 })).total, 800);
    });

    it('tells of a full disk, and goes on when there is space', async function () {
      this.timeout(30_000);
      const disk = await smallDisk(8);
      if (!disk) return this.skip();
      try {
        const full = await open(join(disk.path, 'data'));
        await add(full, 1, 100);
        await disk.fill();
        const failed = { code: 'storeUnavailable', message: /full|disk/ };
        await assert.rejects(add(full, 101, 10_000), failed);
        await assert.rejects(full.store.ping(), failed);
        await disk.free();
        const { total } = await full.store.openRequests({ limit: 1, offset: 0 });

        await add(full, total + 1, 100);

        clock.time += 60_000;
        await full.store.ping();
        assert.equal((await full.store.openRequests({ limit: 1, offset: 0 })).total, total + 100);
        await full.close();
      } finally {
        await disk.remove();
      }
    });
  });
});
