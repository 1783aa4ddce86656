import assert from 'node:assert/strict';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import { type OpenedStore, openDatabase, openSqliteStore, storeOn } from '../../src/store/sqlite.ts';
import { alertOf, draftOf, emailTo, pendingRequest, requestIdOf } from './samples.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const clock = { now: () => 1_000 };

describe('the embedded store on disk', () => {
  let directory = '';
  let removeDirectory: () => Promise<void>;
  let opened: OpenedStore[] = [];
  beforeEach(async () => {
    const temporary = await temporaryDirectory();
    directory = join(temporary.path, 'new', 'data');
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
  async function openOn(database: DatabaseSync): Promise<OpenedStore> {
    const store = await storeOn(database, { digest, clock });
    opened.push(store);
    return store;
  }
  const file = (name: string): string => join(directory, name);

  it('creates its directory and its files, readable by nobody else', async () => {
    const { store } = await open();
    await store.ping();

    const modes = await Promise.all(
      ['', ...(await readdir(directory))].map(async (name) => [
        name,
        ((await stat(file(name))).mode & 0o777).toString(8),
      ]),
    );

    assert.deepEqual(Object.fromEntries(modes), {
      '': '700',
      'countersign.db': '600',
      'countersign.db-shm': '600',
      'countersign.db-wal': '600',
      'countersign.lock': '600',
    });
  });

  it('keeps everything over a close and a new start', async () => {
    const first = await open();
    await first.store.transaction(async (tx) => {
      await tx.addRequest(pendingRequest('CS-000001'));
      await tx.schedule({ kind: 'postCard', requestId: 'CS-000001' }, 5);
    });
    await first.close();

    const { store, workShelf } = await open();

    assert.deepEqual(await store.request('CS-000001'), pendingRequest('CS-000001'));
    assert.equal(await workShelf.nextDueAt(['postCard']), 5);
  });

  it('syncs every commit to the disk and checks references', async () => {
    await mkdir(directory, { recursive: true });
    const database = openDatabase(file('plain.db'));

    const settings = ['journal_mode', 'synchronous', 'foreign_keys'].map(
      (name) => database.prepare(`pragma ${name}`).get()?.[name],
    );

    database.close();
    assert.deepEqual(settings, ['wal', 2, 1]);
  });

  it('refuses a second store on the same directory, says what to do, and leaves the first one working', async () => {
    const first = await open();

    await assert.rejects(open(), { code: 'storeLocked', message: /Stop it, or set DATA_DIR/ });

    await first.store.ping();
    await first.close();
    await (await open()).store.ping();
  });

  it('says so where the file is no database, and can be started once it has gone', async () => {
    await mkdir(directory, { recursive: true });
    await writeFile(file('countersign.db'), 'not a database at all, '.repeat(300));

    await assert.rejects(open(), { code: 'storeUnavailable', message: /damaged or is not a database/ });

    await rm(file('countersign.db'));
    await (await open()).store.ping();
  });

  it('says so where a newer version has written the database', async () => {
    await (await open()).close();
    const database = new DatabaseSync(file('countersign.db'));
    database.exec(`insert into kysely_migration (name, timestamp) values ('999-later', '2030-01-01T00:00:00.000Z')`);
    database.close();

    await assert.rejects(open(), {
      code: 'storeUnavailable',
      message: /the version that wrote this database, or a newer/,
    });
  });

  it('says so where the directory cannot be created, or a directory lies where the file belongs', async () => {
    await mkdir(file('countersign.db'), { recursive: true });
    await assert.rejects(open(), { code: 'storeUnavailable', message: /could not be opened/ });
    await rm(directory, { recursive: true });
    await writeFile(directory, '');

    await assert.rejects(open(), { code: 'storeUnavailable', message: /could not be created or written/ });
  });

  it('rolls back when the disk is full, says so, and works again when there is space', async () => {
    await mkdir(directory, { recursive: true });
    const database = openDatabase(file('full.db'));
    const { store } = await openOn(database);
    const pages = Number(database.prepare('pragma page_count').get()?.['page_count']);
    database.exec(`pragma max_page_count = ${pages + 2}`);
    const write = () =>
      store.transaction(async (tx) => {
        await tx.addRequest(pendingRequest('CS-000001'));
        const emails = Array.from({ length: 2_000 }, (_, index) => emailTo(`user${index}`));
        await tx.addEmails('CS-000001', emails, 1);
      });

    await assert.rejects(write(), { code: 'storeUnavailable', message: /disk .* is full/, retryable: true });
    assert.equal(await store.request('CS-000001'), undefined);
    database.exec('pragma max_page_count = 1000000');
    await write();

    assert.equal((await store.emails('CS-000001')).length, 2_000);
  });

  it('passes on the fault also where SQLite itself has rolled back already', async () => {
    const database = new DatabaseSync(':memory:');
    const { store } = await openOn(database);
    const defect = new ServiceError('graphUnavailable');

    const attempt = store.transaction(() => {
      database.exec('rollback');
      return Promise.reject(defect);
    });

    await assert.rejects(attempt, (thrown) => thrown === defect);
    await store.ping();
  });

  it('answers a ping with a fault where it can be read but not written', async () => {
    await (await open()).close();
    const { store } = await openOn(new DatabaseSync(file('countersign.db'), { readOnly: true }));

    await assert.rejects(store.ping(), { code: 'storeUnavailable', message: /cannot be written/ });
    assert.equal(await store.request('CS-000001'), undefined);
  });

  it('refuses rows of a request that was never added, with the whole transaction', async () => {
    const { store } = await open();

    const orphan = store.transaction(async (tx) => {
      await tx.addRequest(pendingRequest('CS-000001'));
      await tx.addAlert(alertOf(), { requestId: 'CS-000002', revision: 1 }, 'contributes', 1);
    });

    await assert.rejects(orphan, { code: 'internal' });
    assert.equal(await store.request('CS-000001'), undefined);
  });

  it('finishes the transaction under way before it closes, and is unavailable afterwards', async () => {
    const { store, close } = await open();
    const started = Promise.withResolvers<void>();
    const blocked = Promise.withResolvers<void>();
    const writing = store.transaction(async (tx) => {
      await tx.addRequest(pendingRequest('CS-000001'));
      started.resolve();
      await blocked.promise;
      await tx.appendAudit(draftOf());
    });
    await started.promise;

    const closing = close();
    blocked.resolve();
    await Promise.all([writing, closing]);

    await assert.rejects(store.request('CS-000001'), { code: 'storeUnavailable', message: 'The store is closed.' });
    await assert.rejects(
      store.transaction(async () => 1),
      { code: 'storeUnavailable' },
    );
    assert.deepEqual(await (await open()).store.request('CS-000001'), pendingRequest('CS-000001'));
  });

  it('lets nobody change, delete, replace or slip in an audit entry', async () => {
    const { store } = await open();
    await store.transaction(async (tx) => {
      for (const number of [1, 2, 3]) await tx.appendAudit(draftOf({ requestId: requestIdOf(number) }));
    });
    const before = await store.auditEntries({ afterSeq: 0, limit: 10 });
    const intruder = new DatabaseSync(file('countersign.db'));
    const columns = 'at, tenant_id, kind, request_id, revision, actor, data, previous_hash, hash';
    const attempts = [
      `update audit set data = '{}' where seq = 2`,
      'delete from audit where seq = 3',
      `insert or replace into audit (seq, ${columns}) select 2, ${columns} from audit where seq = 1`,
      `insert into audit (seq, ${columns}) select 5, ${columns} from audit where seq = 1`,
    ];

    for (const attempt of attempts) assert.throws(() => intruder.exec(attempt), /audit entries are/);

    intruder.close();
    assert.deepEqual(await store.auditEntries({ afterSeq: 0, limit: 10 }), before);
  });
});
