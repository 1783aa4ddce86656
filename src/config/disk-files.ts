import { accessSync, constants, lstatSync, readFileSync, statfsSync, statSync } from 'node:fs';
import type { Files, FoundAt } from './setting-reader.ts';

/** Files as they lie on disk; a missing or forbidden one is undefined. */
export const diskFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
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
