import {
  accessSync,
  closeSync,
  constants,
  createReadStream,
  lstatSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Files, FoundAt } from './setting-reader.ts';

/** Bytes. No file that a setting names needs more; of one that has more, a byte more is read, so that it can be told. */
export const longestFile = 1_048_576;

/** For a file that is read again while the service runs; rejects where it cannot be. */
export function readWhileRunning(path: string): Promise<string> {
  return text(createReadStream(path, { end: longestFile }));
}

/** Files as they lie on disk; a missing or forbidden one is undefined. */
export const diskFiles: Files = {
  read(path) {
    try {
      return readStart(path);
    } catch {
      return undefined;
    }
  },
  look(path) {
    try {
      if (!statSync(path).isDirectory()) return 'file';
    } catch {
      return isBrokenLink(path) ? 'file' : undefined;
    }
    return folderKind(path);
  },
};

function readStart(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(longestFile + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

/** Where a link that leads nowhere lies, no folder can be made either. */
function isBrokenLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** procfs and sysfs (magic numbers of statfs(2)): access(2) lets root write there, and nothing can be made. */
const kernelFileSystems: readonly number[] = [0x9fa0, 0x62656572];

function folderKind(path: string): FoundAt {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return kernelFileSystems.includes(statfsSync(path).type) ? 'lockedFolder' : 'folder';
  } catch {
    return 'lockedFolder';
  }
}
