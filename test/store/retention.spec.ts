import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Client } from 'pg';
import type { ApprovalRequest, RequestId } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { freshDatabase, openOn } from './postgres-database.ts';
import { alertOf, ana, approvedRequest, decisionBy, pendingRequest, requestIdOf } from './samples.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const asked = { endedBefore: 2_000, at: 9_000, requests: 2, alerts: 100 };

async function addRejected(store: Store, ids: readonly RequestId[], subject = 'Your parcel'): Promise<void> {
  for (const id of ids) {
    const request: ApprovalRequest = { ...pendingRequest(id), state: 'rejected', rejection: decisionBy(ana) };
    await store.transaction(async (tx) => {
      await tx.addRequest(request);
      const alert = alertOf({ alertId: id, facts: { subject, urls: Array(200).fill(`https://${subject}.example/`) } });
      await tx.addAlert(alert, { requestId: id, revision: 1 }, 'contributes', 1_000, `salt of ${subject}`);
      await tx.keepOwnFacts(id, { sender: { address: `it@${subject}.example` } }, `own salt of ${subject}`);
    });
  }
}

describe('the embedded store, when mail facts are forgotten', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let opened: OpenedStore;
  beforeEach(async () => {
    directory = await temporaryDirectory();
    opened = await openSqliteStore({ directory: directory.path, digest, clock: { now: () => 1_000 } });
  });
  afterEach(() => directory.remove());

  async function onDisk(): Promise<string> {
    const names = await readdir(directory.path);
    const files = await Promise.all(names.map((name) => readFile(join(directory.path, name), 'latin1')));
    return files.join('\n');
  }

  it('leaves nothing of them in its files, once it is closed', async () => {
    const ids = Array.from({ length: 40 }, (_, number) => requestIdOf(number));
    await addRejected(opened.store, ids, 'marked-subject');
    const before = await onDisk();

    await opened.store.transaction((tx) => tx.blankFacts({ ...asked, requests: 100 }));
    await opened.close();

    assert.match(before, /marked-subject/);
    const after = await onDisk();
    assert.match(after, /CS-000001/);
    assert.doesNotMatch(after, /marked-subject/);
  });

  it('finds out when requests ended of which an older version did not note it', async () => {
    const { store, tables } = opened;
    await addRejected(store, ['CS-000001', 'CS-000002']);
    await store.transaction(async (tx) => {
      await tx.addDecision('CS-000001', decisionBy(ana, { at: 70 }));
      await tx.addRequest(approvedRequest('CS-000003', { state: 'submitted' }));
      await tx.addDecision('CS-000003', decisionBy(ana, { at: 80 }));
      const batch = { number: 1, state: 'accepted', emailCount: 2, attempts: 1, endedAt: 90 } as const;
      await tx.addBatches('CS-000003', [{ batch, emails: [] }]);
      await tx.addRequest(pendingRequest('CS-000004'));
    });
    await tables.updateTable('request').set({ ended_at: null }).execute();

    const counts = await store.transaction(async (tx) => [
      await tx.noteEnds(2),
      await tx.noteEnds(2),
      await tx.noteEnds(2),
    ]);

    const rows = await tables.selectFrom('request').select(['id', 'ended_at']).orderBy('id').execute();
    await opened.close();
    assert.deepEqual(counts, [2, 1, 0]);
    assert.deepEqual(
      rows.map((row) => [row.id, row.ended_at]),
      [
        ['CS-000001', 70],
        ['CS-000002', pendingRequest('CS-000002').expiresAt],
        ['CS-000003', 90],
        ['CS-000004', null],
      ],
    );
  });
});

describe('several instances on one PostgreSQL, when mail facts are forgotten', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let opened: Awaited<ReturnType<typeof openOn>>;
  beforeEach(async () => {
    database = await freshDatabase();
    opened = await openOn(database.url);
  });
  afterEach(async () => {
    await opened.close();
    await database.drop();
  });

  async function onServer(sql: string): Promise<{ at: number }[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<{ at: number }>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('each take others, and never wait for one another', async () => {
    const { store } = opened;
    const ids = Array.from({ length: 4 }, (_, number) => requestIdOf(number));
    await addRejected(store, ids);

    const [first, second] = await store.transaction(async (tx) => {
      const mine = await tx.blankFacts(asked);
      const theirs = await store.transaction((other) => other.blankFacts(asked));
      return [mine.requestIds, theirs.requestIds] as const;
    });

    assert.deepEqual([...first, ...second].toSorted(), ids);
  });

  it('leave alone what somebody writes to at the same moment', async () => {
    const { store } = opened;
    await addRejected(store, ['CS-000001', 'CS-000002']);

    const { requestIds } = await store.transaction(async (tx) => {
      await tx.lockRequest('CS-000001');
      return store.transaction((other) => other.blankFacts(asked));
    });

    assert.deepEqual(requestIds, ['CS-000002']);
  });

  it('find out when requests ended of which an older version did not note it, each once', async () => {
    const { store } = opened;
    await addRejected(store, ['CS-000001', 'CS-000002', 'CS-000003']);
    await store.transaction((tx) => tx.addDecision('CS-000001', decisionBy(ana, { at: 70 })));
    await onServer('update request set ended_at = null');

    const counts = await store.transaction(async (tx) => [
      await tx.noteEnds(2),
      await store.transaction((other) => other.noteEnds(2)),
    ]);

    const ends = await onServer('select ended_at::int as at from request order by ended_at');
    assert.deepEqual(counts, [2, 1]);
    const { expiresAt } = pendingRequest('CS-000001');
    assert.deepEqual(
      ends.map(({ at }) => at),
      [70, expiresAt, expiresAt],
    );
  });
});
