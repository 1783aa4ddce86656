import { readFileSync } from 'node:fs';
import type { Files } from './setting-reader.ts';

/** Files as they lie on disk; a missing or forbidden one is undefined. */
export const diskFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },
};
