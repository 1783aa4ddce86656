import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { keepSecret } from '../src/config/secret.ts';
import { openStorage } from '../src/open-storage.ts';
import type { StorageParts } from '../src/storage.ts';
import type { WorkHandlers } from '../src/workflow/work.ts';
import { workKinds } from '../src/workflow/work.ts';
import { pendingRequest } from './store/samples.ts';
import { temporaryDirectory } from './store/temporary-directory.ts';
import { silentLog } from './support/fakes.ts';
import { startOwnPostgres } from './support/postgres.ts';

const parts: StorageParts = {
  clock: { now: () => Date.now() },
  log: silentLog,
  concurrency: { thread: 2, mailboxes: 2, reads: 2, callbacks: 1 },
};

function handlersTelling(done: (kind: string) => void): WorkHandlers {
  const handlers = workKinds.map((kind) => [kind, async () => done(kind)] as const);
  return Object.fromEntries(handlers) as unknown as WorkHandlers;
}

describe('storage', () => {
  it('is one file for one process where no database is named', async () => {
    const directory = await temporaryDirectory();
    const storage = await openStorage({ kind: 'embedded', dataDir: directory.path }, parts);
    const done = Promise.withResolvers<string>();
    const work = await storage.startWork(handlersTelling(done.resolve));

    await storage.store.transaction((tx) => tx.schedule({ kind: 'postCard', requestId: 'CS-000001' }, 0));

    assert.equal(await done.promise, 'postCard');
    assert.equal(storage.alone, true);
    assert.deepEqual(await storage.missing(), []);
    await work.stop(1_000);
    await storage.close();
    assert.deepEqual(await storage.missing(), ['store']);
    await directory.remove();
  });

  it('is PostgreSQL for any number of processes, started at once on an empty database, and says what is gone', async () => {
    const server = await startOwnPostgres();
    const url = keepSecret(await server.url());
    const storages = await Promise.all(Array.from({ length: 5 }, () => openStorage({ kind: 'postgres', url }, parts)));
    const done = Promise.withResolvers<string>();
    const [first, second] = storages;
    assert.ok(first && second);
    assert.deepEqual(await first.missing(), ['work']);
    const work = await first.startWork(handlersTelling(done.resolve));

    await second.store.transaction(async (tx) => {
      await tx.addRequest(pendingRequest('CS-000001'));
      await tx.schedule({ kind: 'postCard', requestId: 'CS-000001' }, 0);
    });

    assert.equal(await done.promise, 'postCard');
    assert.equal(first.alone, false);
    assert.deepEqual(await first.missing(), []);
    assert.equal((await first.store.openRequests({ limit: 1, offset: 0 })).total, 1);
    await work.stop(1_000);
    await server.crash();
    assert.deepEqual(await first.missing(), ['store', 'work']);
    await Promise.all(storages.map(({ close }) => close()));
    await server.stop();
  });
});
