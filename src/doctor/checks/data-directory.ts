import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, skipped } from '../finding.ts';

/** Names of what cannot be written, among those that are there; `isThere`: of the folder. */
export interface DirectoryFacts {
  readonly isThere: boolean;
  readonly locked: readonly string[];
}

export function judgeDirectory({ isThere, locked }: DirectoryFacts): Finding {
  if (!isThere) return ok('The folder that DATA_DIR names is not there yet; the first start makes it.');
  if (locked.length === 0) return ok('The folder that DATA_DIR names can be written.');
  return fault({
    what: `This user may not write ${locked.join(', ')} where DATA_DIR leads.`,
    why: 'The service keeps every request and the audit log there, and does not start.',
    fix: 'Run the doctor as the user of the service. If it says the same: chown -R <that user> on the folder.',
  });
}

const files = ['countersign.db', 'countersign.db-wal', 'countersign.db-shm', 'countersign.lock'];

async function lookAt(directory: string): Promise<DirectoryFacts> {
  if (!(await isThere(directory))) return { isThere: false, locked: [] };
  const mayWrite = await isWritable(directory, constants.W_OK | constants.X_OK);
  const locked = await Promise.all(files.map((file) => isLocked(join(directory, file))));
  return { isThere: true, locked: [...(mayWrite ? [] : ['the folder']), ...files.filter((_, index) => locked[index])] };
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
const isWritable = (path: string, mode: number) =>
  access(path, mode).then(
    () => true,
    () => false,
  );
const isLocked = async (path: string) => (await isThere(path)) && !(await isWritable(path, constants.W_OK));

export const dataDirectoryCheck = defineCheck({
  needs: ['store'],
  async look({ store }) {
    if (store.kind === 'postgres') return [skipped('the data is kept in PostgreSQL (DATABASE_URL)')];
    return [judgeDirectory(await lookAt(store.dataDir))];
  },
});
