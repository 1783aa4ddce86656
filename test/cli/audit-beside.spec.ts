/** The audit log is read while others append to it: nothing is missing, nothing is torn, and nobody is held up. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { after, before, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { type OpenedStore, openSqliteStore } from '../../src/store/sqlite.ts';
import { signChain } from '../../src/workflow/sign-chain.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { freshDatabase, openOn } from '../store/postgres-database.ts';
import { alertOf, ana, decisionBy, draftOf, pendingRequest, requestIdOf } from '../store/samples.ts';
import { testKey, testSigner } from '../support/checkpoints.ts';
import { fakeClock, silentLog, silentMeter } from '../support/fakes.ts';
import { auditHere, runAudit } from '../support/run-audit.ts';

interface Instances {
  readonly stores: readonly Store[];
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function embedded(): Promise<Instances> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-'));
  const { store, close } = await openSqliteStore({ directory, digest, clock: { now: () => 1_000 } });
  return {
    stores: [store],
    env: { DATA_DIR: directory },
    async close() {
      await close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function three(): Promise<Instances> {
  const { url, drop } = await freshDatabase();
  const opened = await Promise.all([openOn(url), openOn(url), openOn(url)]);
  return {
    stores: opened.map(({ store }) => store),
    env: { DATABASE_URL: url },
    async close() {
      await Promise.all(opened.map(({ close }) => close()));
      await drop();
    },
  };
}

for (const [name, open] of [
  ['one instance on the embedded store', embedded],
  ['three instances on PostgreSQL', three],
] as const) {
  describe(`the audit log, while ${name} append to it`, () => {
    let instances: Instances;
    let folder: string;
    before(async () => {
      instances = await open();
      folder = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
      writeFileSync(join(folder, 'private.pem'), testKey.privatePem);
    });
    after(async () => {
      rmSync(folder, { recursive: true });
      await instances.close();
    });

    /** Appends until told to stop; answers how much. */
    function keepAppending(): { stop(): Promise<number> } {
      let isOver = false;
      const append = async (store: Store): Promise<number> => {
        let count = 0;
        for (; !isOver; count += 2) {
          await store.transaction(async (tx) => {
            await tx.appendAudit(draftOf({ data: { count } }));
            await tx.appendAudit(draftOf({ kind: 'card.posted', data: { text: 'x'.repeat(500) } }));
          });
          // Room for others on the one thread that all of this test has.
          await new Promise((resolve) => setImmediate(resolve));
        }
        return count;
      };
      const running = Promise.all(instances.stores.map(append));
      return {
        async stop() {
          isOver = true;
          return (await running).reduce((sum, count) => sum + count, 0);
        },
      };
    }

    it('is exported up to one moment, signed at that moment, and verifies; so does what goes on growing', async () => {
      const appending = keepAppending();
      const env = { ...instances.env, AUDIT_SIGNING_KEY_PATH: join(folder, 'private.pem') };
      const checkpoint = join(folder, 'checkpoint.json');
      await auditHere(['verify'], env);

      const exported = await runAudit(['export', '--checkpoint', checkpoint], env);
      const verified = await runAudit(['verify'], env);
      const appended = await appending.stop();
      const lines = exported.stdout.split('\n').length - 1;
      writeFileSync(join(folder, 'export.jsonl'), exported.stdout);
      const again = await auditHere(
        ['verify', '--file', join(folder, 'export.jsonl'), '--checkpoint', checkpoint],
        env,
      );

      assert.deepEqual([exported.status, exported.stderr], [0, '']);
      assert.deepEqual([verified.status, verified.stderr], [0, '']);
      assert.deepEqual([again.status, again.stderr], [0, '']);
      assert.match(again.stdout, new RegExp(`up to entry ${lines}, signed by a key that was given\\.$`, 'm'));
      assert.ok(lines > 0 && lines < appended, `${lines} of ${appended}`);
    }).timeout(60_000);

    it('is signed once a day, whoever tries', async () => {
      const clock = fakeClock(Date.UTC(2031, 0, 1));
      const appending = keepAppending();
      const signed: number[] = [];
      for (let day = 1; day <= 3; day += 1) {
        const meter = { ...silentMeter, count: () => void signed.push(day) };
        const ports = { clock, log: silentLog, meter, signer: testSigner };
        await Promise.all([...instances.stores, ...instances.stores].map((store) => signChain({ ...ports, store })));
        clock.advance(86_400_000);
      }
      await appending.stop();

      const { status, stdout } = await auditHere(['verify'], {
        ...instances.env,
        AUDIT_SIGNING_KEY_PATH: join(folder, 'private.pem'),
      });

      assert.deepEqual(signed, [1, 2, 3]);
      assert.equal(status, 0);
      assert.match(stdout, /^4 checkpoints fit; the newest, of 2031-01-03T/m);
    }).timeout(60_000);
  });
}

describe('the audit log of the embedded store, while a thread transfers SQLite’s log and mail facts are overwritten', () => {
  let directory: string;
  let opened: OpenedStore;
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'countersign-'));
    opened = await openSqliteStore({ directory, digest, clock: { now: () => 1_000 }, pagesInLog: 40 });
  });
  after(async () => {
    await opened.close();
    rmSync(directory, { recursive: true });
  });
  const sizeOf = (file: string): number => statSync(join(directory, file)).size;

  /** Ends requests, and blanks what their mail said, until told to stop. */
  function keepForgetting(): { stop(): Promise<number> } {
    const { store } = opened;
    const facts = { subject: 'Your parcel', urls: Array<string>(300).fill('https://parcel.example/') };
    const asked = { endedBefore: 2_000, at: 9_000, requests: 10, alerts: 100 };
    let isOver = false;
    let count = 0;
    const running = (async () => {
      for (; !isOver; count += 1) {
        const id = requestIdOf(count);
        await store.transaction(async (tx) => {
          await tx.addRequest({ ...pendingRequest(id), state: 'rejected', rejection: decisionBy(ana) });
          await tx.addAlert(alertOf({ alertId: id, facts }), { requestId: id, revision: 1 }, 'contributes', 1_000, 's');
          await tx.appendAudit(draftOf({ requestId: id }));
        });
        await store.transaction((tx) => tx.blankFacts(asked));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    return {
      async stop() {
        isOver = true;
        await running;
        return count;
      },
    };
  }

  it('verifies from another process, again and again, and holds neither of them up', async () => {
    const { rows } = await sql<{ secure_delete: number }>`pragma secure_delete`.execute(opened.tables);
    assert.equal(rows[0]?.secure_delete, 1);
    const forgetting = keepForgetting();
    const lengths: number[] = [];
    const size = sizeOf('countersign.db');
    for (let round = 0; round < 3; round += 1) {
      const { status, stdout, stderr } = await runAudit(['verify'], { DATA_DIR: directory });
      assert.deepEqual([status, stderr], [0, '']);
      lengths.push(Number(/entries 1 to (\d+),/.exec(stdout)?.[1]));
    }
    const written = await forgetting.stop();

    assert.deepEqual(
      lengths,
      [...new Set(lengths)].toSorted((a, b) => a - b),
    );
    // The database itself grows only when its log is transferred.
    assert.ok(sizeOf('countersign.db') > size);
    assert.ok((lengths.at(-1) ?? 0) <= written);
    const log = sizeOf('countersign.db-wal');
    assert.ok(log < 10_000_000, `${log} bytes`);
    await opened.store.ping();
    assert.match((await auditHere(['verify'], { DATA_DIR: directory })).stdout, new RegExp(`entries 1 to ${written},`));
  }).timeout(60_000);
});
