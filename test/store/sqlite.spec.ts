import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { type OpenStore, storeContract } from '../contract/store-contract.ts';
import { workShelfContract } from '../contract/work-shelf-contract.ts';
import { temporaryDirectory } from './temporary-directory.ts';

async function open(): Promise<OpenStore> {
  const directory = await temporaryDirectory();
  const opened = await openSqliteStore({ directory: directory.path, digest, clock: { now: () => 1_000 } });
  return {
    ...opened,
    async close() {
      await opened.close();
      await directory.remove();
    },
  };
}

storeContract('the embedded store', open);
workShelfContract('the embedded store', open);
