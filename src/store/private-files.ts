import { closeSync, mkdirSync, openSync } from 'node:fs';
import { ServiceError } from '../errors.ts';

export function prepareDirectory(directory: string): void {
  onDisk(() => mkdirSync(directory, { recursive: true, mode: 0o700 }));
}

/**
 * Creates the file where it is missing. A file that exists is not opened here: closing any descriptor of a file
 * drops all of this process's POSIX locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
export function privateFile(path: string): string {
  onDisk(() => {
    try {
      closeSync(openSync(path, 'wx', 0o600));
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
  });
  return path;
}

function onDisk(action: () => void): void {
  try {
    action();
  } catch (thrown) {
    throw new ServiceError(
      'storeUnavailable',
      'The data directory could not be created or written. Check its path, its owner and the space on its disk.',
      { cause: thrown },
    );
  }
}
