/** Embedded stores full of the past. Making a large one takes minutes, so they are kept between runs of the bench. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';

export interface BorrowedStore {
  readonly dataDir: string;
  /** After the service on it has ended. A store that nobody gives back is made anew by the next run. */
  giveBack(): Promise<void>;
}

/** Of the past requests themselves: raise it where other rows are made. */
const storyVersion = 2;

export async function borrowPastStore(count: number): Promise<BorrowedStore> {
  const shelf = join(tmpdir(), `countersign-past-${storyVersion}-${await schemaVersion()}-${count}`);
  await removeOutdated(basename(shelf), count);
  if (!existsSync(shelf)) {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'keep-past-sqlite.ts'), `${count}`, shelf]);
  }
  const dataDir = `${shelf}.in-use`;
  await rename(shelf, dataDir);
  return {
    dataDir,
    async giveBack() {
      tidy(dataDir);
      await rename(dataDir, shelf);
    },
  };
}

/** Deadlines of this run's requests are nobody's business in the next. */
function tidy(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'countersign.db'));
  database.exec('delete from work; pragma wal_checkpoint(truncate)');
  database.close();
}

/** Other versions of the tables, and what a run that was killed has left behind. */
async function removeOutdated(current: string, count: number): Promise<void> {
  const names = await readdir(tmpdir());
  const old = names.filter((name) => /^countersign-past-\d/.test(name) && name !== current);
  for (const name of old.filter((one) => new RegExp(`-${count}(\\.|$)`).test(one))) {
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Of the tables as a new store has them: a migration that is changed before its release counts too. */
async function schemaVersion(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-schema-'));
  try {
    const opened = await openSqliteStore({ directory, digest, clock: { now: () => Date.now() } });
    await opened.close();
    const database = new DatabaseSync(join(directory, 'countersign.db'));
    const rows = database.prepare('select name, sql from sqlite_master order by name').all();
    database.close();
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 12);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
