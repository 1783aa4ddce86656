import { randomUUID } from 'node:crypto';
import { closeSync, constants, copyFileSync, existsSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../errors.ts';
import { isDiskTrouble, sqliteFault } from './sqlite-faults.ts';

/** SQLite's largest count of pages in a step. */
const allPages = 2 ** 31 - 1;
/** The service holds what is read here for milliseconds, a truncation of its log included. */
const busyMs = 5_000;

/**
 * A whole copy of the embedded store in `directory`, as it was at one moment, beside a running service. Resolves with
 * its size in bytes. Throws `storeUnavailable` where there is no store, the file is there already, or a disk is full.
 */
export async function backUp(directory: string, to: string): Promise<number> {
  const file = join(directory, 'countersign.db');
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new ServiceError(
      'storeUnavailable',
      `There is no embedded store in ${directory}. Set DATA_DIR to its folder.`,
    );
  }
  if (existsSync(to)) throw isThere(to);
  // Under another name until it is whole: a copy that was cut short must not be taken for one. The name is nobody
  // else's: of two backups at once to one file, each writes its own.
  const part = `${to}.${randomUUID()}.part`;
  makeFile(part, to);
  try {
    await copyPages(file, part);
    nameWhole(part, to);
  } catch (thrown) {
    const fault = sqliteFault(thrown);
    if (!isDiskTrouble(fault)) throw fault;
    const why = `${file} could not be read, or ${to} not written. Check both disks, and the space on the second.`;
    throw new ServiceError('storeUnavailable', why, { cause: thrown });
  } finally {
    rmSync(part, { force: true });
  }
  return statSync(to).size;
}

function isThere(to: string): ServiceError {
  return new ServiceError('storeUnavailable', `${to} is there already; nothing is written over.`);
}

/** Readable by this account alone, as the store is. */
function makeFile(path: string, to: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (thrown) {
    const why = `${to} cannot be made. Name a folder that is there, and that this account may write.`;
    throw new ServiceError('storeUnavailable', why, { cause: thrown });
  }
}

/** A rename would write over what somebody has put there meanwhile; a link does not, nor does such a copy. */
function nameWhole(part: string, to: string): void {
  try {
    try {
      linkSync(part, to);
    } catch (thrown) {
      if (codeOf(thrown) === 'EEXIST') throw thrown;
      // Some file systems (FAT, many network shares) have no links.
      copyFileSync(part, to, constants.COPYFILE_EXCL);
    }
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') throw isThere(to);
    const why = `${to} cannot be written. Check its folder, and the space on its disk.`;
    throw new ServiceError('storeUnavailable', why, { cause: thrown });
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}

async function copyPages(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: busyMs });
  try {
    // In steps, SQLite would begin anew whenever the service has written in between.
    await backup(source, to, { rate: allPages });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    // Without a log of its own, one file is everything; the service puts it back when it opens the store.
    copy.exec('pragma journal_mode = delete');
    const [answer] = copy.prepare('pragma quick_check(1)').all();
    if (answer?.['quick_check'] !== 'ok')
      throw new ServiceError('storeUnavailable', 'The copy is damaged; check the disk.');
    // An empty file is a whole database to SQLite, and none to whoever has to restore it.
    if (!copy.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get())
      throw new ServiceError('storeUnavailable', `${from} holds no tables of the service. Set DATA_DIR to its folder.`);
  } finally {
    copy.close();
  }
}
