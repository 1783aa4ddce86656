/**
 * Run as a process of its own: commits one request after another, or so many at once, from the number given, and says
 * each number on stdout once its commit was acknowledged. Says the fault's code instead where the store does not open.
 * A fourth argument: how many pages in the log are transferred at once.
 */
import { digest } from '../../src/digest.ts';
import { ServiceError } from '../../src/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { draftOf, pendingRequest, requestIdOf } from './samples.ts';

const [directory = '', first = '1', atOnce = '1', pagesInLog] = process.argv.slice(2);

async function commitForEver(): Promise<void> {
  const { store } = await openSqliteStore({
    directory,
    digest,
    clock: { now: () => Date.now() },
    ...(pagesInLog === undefined ? {} : { pagesInLog: Number(pagesInLog) }),
  });
  async function commit(number: number): Promise<void> {
    const id = requestIdOf(number);
    await store.transaction(async (tx) => {
      await tx.addRequest(pendingRequest(id));
      await tx.appendAudit(draftOf({ requestId: id }));
      await tx.schedule({ kind: 'postCard', requestId: id }, number);
    });
    process.stdout.write(`${number}\n`);
  }
  for (let number = Number(first); ; number += Number(atOnce)) {
    await Promise.all(Array.from({ length: Number(atOnce) }, (_, index) => commit(number + index)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

try {
  await commitForEver();
} catch (thrown) {
  process.stdout.write(`${thrown instanceof ServiceError ? thrown.code : String(thrown)}\n`);
}
