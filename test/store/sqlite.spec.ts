import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { type OpenStore, storeContract } from '../contract/store-contract.ts';
import { type OpenShelf, workShelfContract } from '../contract/work-shelf-contract.ts';
import { temporaryDirectory } from './temporary-directory.ts';

async function open(): Promise<OpenStore & OpenShelf> {
  const directory = await temporaryDirectory();
  const opened = await openSqliteStore({ directory: directory.path, digest, clock: { now: () => 1_000 } });
  return {
    ...opened,
    nextDueAt: (kind) => opened.workShelf.nextDueAt([kind]),
    onScheduled: opened.workShelf.onScheduled,
    async close() {
      await opened.close();
      await directory.remove();
    },
  };
}

storeContract('the embedded store', open);
workShelfContract('the embedded store', open);
