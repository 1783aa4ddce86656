import assert from 'node:assert/strict';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, openSqliteStore, storeOn } from '../../src/store/sqlite.ts';
import { draftOf, pendingRequest } from './samples.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { TroubledDatabase } from './troubled-database.ts';

const minute = 60_000;
const gone = { code: 'storeUnavailable', message: /deleted or replaced/, retryable: true };
const locked = { code: 'storeLocked' };

describe('the embedded store, when its disk or its files give trouble,', () => {
  const clock = { time: 1_000, now: () => clock.time };
  let directory = '';
  let removeDirectory: () => Promise<void>;
  let opened: OpenedStore[] = [];
  beforeEach(async () => {
    const temporary = await temporaryDirectory();
    directory = temporary.path;
    removeDirectory = temporary.remove;
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    await removeDirectory();
  });
  async function open(): Promise<OpenedStore> {
    const store = await openSqliteStore({ directory, digest, clock });
    opened.push(store);
    return store;
  }
  const file = (name: string): string => join(directory, name);

  it('does not answer a ping for a minute after the disk was full, though a ping could be written', async () => {
    const database = new TroubledDatabase(':memory:');
    const { store, close } = await storeOn(database, { digest, clock });
    database.full = true;
    await assert.rejects(store.transaction((tx) => tx.appendAudit(draftOf())));
    database.full = false;

    await assert.rejects(store.ping(), { code: 'storeUnavailable', message: /disk .* is full/ });
    clock.time += minute - 1;
    await assert.rejects(store.ping(), { code: 'storeUnavailable' });
    clock.time += 1;
    await store.ping();
    await close();
  });

  for (const name of ['countersign.db', 'countersign.db-wal']) {
    it(`acknowledges nothing while ${name} is gone or another one, and goes on when it is back`, async () => {
      const { store } = await open();
      const write = () => store.transaction((tx) => tx.addRequest(pendingRequest('CS-000001')));
      await rename(file(name), file('away'));
      await assert.rejects(store.ping(), gone);
      await assert.rejects(write(), gone);
      await copyFile(file('away'), file(name));
      await assert.rejects(store.ping(), gone);

      await rename(file('away'), file(name));

      await store.ping();
      await write();
      assert.deepEqual(await store.request('CS-000001'), pendingRequest('CS-000001'));
    });
  }

  it('lets no second store in where the lock file was deleted, however often it is tried', async () => {
    const { store, close } = await open();
    await rm(file('countersign.lock'));

    await assert.rejects(open(), locked);
    await assert.rejects(open(), locked);

    await store.ping();
    await close();
    await (await open()).store.ping();
  });

  it('starts beside a program that reads the database', async () => {
    await (await open()).close();
    const reader = new DatabaseSync(file('countersign.db'), { readOnly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from audit').get();

    await (await open()).store.ping();

    reader.close();
  });

  it('writes as soon as another program has let go of the database, and does not stand still meanwhile', async () => {
    const database = new TroubledDatabase(file('shared.db'), { timeout: 5_000 });
    database.exec('pragma journal_mode = wal');
    const { store, close } = await storeOn(database, { digest, clock });
    const other = new DatabaseSync(file('shared.db'));
    other.exec('begin immediate');
    const before = database.attempts;
    const startedAt = performance.now();
    const writing = store.transaction((tx) => tx.addRequest(pendingRequest('CS-000001')));
    await setImmediate();
    assert.equal(database.attempts, before + 1);
    assert.ok(performance.now() - startedAt < 1_000);
    assert.equal(await store.request('CS-000001'), undefined);

    other.exec('commit');
    await writing;
    assert.ok(database.attempts > before + 1);

    assert.deepEqual(await store.request('CS-000001'), pendingRequest('CS-000001'));
    other.close();
    await close();
  });
});
