import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import type { SyncFile } from '../../src/store/wal-sync.ts';
import { pendingRequest, requestIdOf } from './samples.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const clock = { time: 1_000, now: () => clock.time };
const minute = 60_000;

describe('the embedded store, while its log is synced,', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let opened: OpenedStore;
  let syncFile: SyncFile;
  const open = async () => {
    opened = await openSqliteStore({
      directory: directory.path,
      digest,
      clock,
      syncFile: (descriptor) => syncFile(descriptor),
    });
  };
  beforeEach(async () => {
    directory = await temporaryDirectory();
    syncFile = async () => undefined;
    await open();
  });
  afterEach(async () => {
    await opened.close();
    await directory.remove();
  });

  const add = (number: number) => opened.store.transaction((tx) => tx.addRequest(pendingRequest(requestIdOf(number))));
  async function kept(): Promise<string[]> {
    const { requests } = await opened.store.openRequests({ limit: 10, offset: 0 });
    return requests.map(({ id }) => id);
  }

  it('answers nobody, neither who wrote nor who reads, before the disk has it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    syncFile = () => {
      begun.resolve();
      return promise;
    };
    const answered: string[] = [];
    const writing = add(1).then(() => answered.push('write'));
    await begun.promise;
    const reading = kept().then(() => answered.push('read'));
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
    assert.deepEqual(answered, []);

    resolve();
    await Promise.all([writing, reading]);
    assert.deepEqual(answered.toSorted(), ['read', 'write']);
  });

  it('syncs after every commit', async () => {
    let syncs = 0;
    syncFile = async () => {
      syncs += 1;
    };
    await add(1);
    await add(2);
    assert.equal(syncs, 2);
  });

  it('acknowledges nothing that could not be synced, and says for a minute that the disk failed', async () => {
    syncFile = () => Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    const failed = { code: 'storeUnavailable', message: /disk/, retryable: true };
    await assert.rejects(add(1), failed);
    syncFile = async () => undefined;
    await assert.rejects(opened.store.ping(), failed);
    clock.time += minute;
    await opened.store.ping();
  });

  it('writes anew what a failed sync may have lost, before anything else is acknowledged', async () => {
    await add(1);
    syncFile = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    await assert.rejects(add(2), { code: 'storeUnavailable', message: /full/ });
    syncFile = async () => undefined;
    await add(3);

    assert.deepEqual(await kept(), ['CS-000001', 'CS-000002', 'CS-000003']);
    await opened.close();
    await open();
    assert.deepEqual(await kept(), ['CS-000001', 'CS-000002', 'CS-000003']);
  });

  it('waits with that while another program reads the log, and loses nothing', async () => {
    await add(1);
    const reader = new DatabaseSync(join(directory.path, 'countersign.db'), { readOnly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from audit').get();
    syncFile = () => Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    await assert.rejects(add(2), { code: 'storeUnavailable' });
    let synced = 0;
    syncFile = async () => {
      synced += 1;
    };
    const adding = add(3);
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
    assert.equal(synced, 0);

    reader.close();
    await adding;

    assert.deepEqual(await kept(), ['CS-000001', 'CS-000002', 'CS-000003']);
  });
});
