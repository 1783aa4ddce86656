import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { misfit } from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { requestIdOf } from './samples.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const child = fileURLToPath(new URL('committing-child.ts', import.meta.url));
const clock = { now: () => 1_000 };

describe('the embedded store and its process', () => {
  let directory = '';
  let removeDirectory: () => Promise<void>;
  let running: ChildProcess | undefined;
  beforeEach(async () => {
    const temporary = await temporaryDirectory();
    directory = temporary.path;
    removeDirectory = temporary.remove;
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await removeDirectory();
  });

  /** Lines that the child said until `enough`; then it is killed, if it has not ended by itself. */
  async function runChild(
    first: number,
    settings: readonly number[],
    enough: (lines: readonly string[]) => boolean,
  ): Promise<string[]> {
    const started = spawn(process.execPath, [child, directory, String(first), ...settings.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = started;
    const ended = once(started, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: started.stdout })) {
      lines.push(line);
      if (enough(lines)) started.kill('SIGKILL');
    }
    await ended;
    return lines;
  }

  const settings = {
    '1 at once': [1],
    '25 at once': [25],
    'the log being transferred all the time': [1, 20],
    both: [25, 20],
  };
  for (const [name, how] of Object.entries(settings)) {
    it(`holds every acknowledged commit, whole, whenever the process is killed, with ${name}`, async function () {
      this.timeout(30_000);
      let known = 0;
      for (const acknowledgements of [1, 7, 40, 150, 400]) {
        const lines = await runChild(known + 1, how, ({ length }) => length >= acknowledgements);
        const lastAcknowledged = Math.max(...lines.map(Number));
        assert.ok(lastAcknowledged >= known + acknowledgements);

        const { store, workShelf, close } = await openSqliteStore({ directory, digest, clock });
        const entries = await store.auditEntries({ afterSeq: 0, limit: 100_000 });
        const { total } = await store.openRequests({ limit: 1, offset: 0 });
        const work = await workShelf.take(['postCard'], 100_000, Number.MAX_SAFE_INTEGER, 0);
        const missing = Array.from({ length: lastAcknowledged }, (_, index) => requestIdOf(index + 1)).filter(
          (id, index) => entries[index]?.requestId !== id,
        );
        await workShelf.releaseAll();
        await close();

        assert.deepEqual(missing, []);
        assert.equal(total, entries.length);
        assert.equal(damage(), 'ok');
        assert.equal(work.length, entries.length);
        assert.deepEqual(
          entries.filter((entry, index) => misfit(entry, entries[index - 1], digest) !== undefined),
          [],
        );
        known = entries.length;
      }
    });
  }

  function damage(): unknown {
    const database = new DatabaseSync(join(directory, 'countersign.db'), { readOnly: true });
    const found = database.prepare('pragma integrity_check').get()?.['integrity_check'];
    database.close();
    return found;
  }

  it('refuses a second process while the first one lives', async function () {
    this.timeout(30_000);
    const { close, store } = await openSqliteStore({ directory, digest, clock });

    const lines = await runChild(1, [1], () => false);

    assert.deepEqual(lines, ['storeLocked']);
    assert.equal((await store.openRequests({ limit: 1, offset: 0 })).total, 0);
    await close();
  });
});
