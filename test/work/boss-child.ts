/** A process that takes work and never finishes it: `node boss-child.ts <url>`. Says `begun` when it took some. */
import { openBossWork } from '../../src/work/pg-boss.ts';
import { lanes, type WorkHandlers, workKinds } from '../../src/workflow/work.ts';

const [, , url = ''] = process.argv;
const silent = () => undefined;
const engine = await openBossWork({
  url,
  lanes,
  concurrency: { thread: 1, mailboxes: 1, reads: 1, callbacks: 1 },
  clock: { now: () => Date.now() },
  log: { debug: silent, info: silent, warn: silent, error: silent },
});
const forEver = () => {
  process.stdout.write('begun\n');
  return new Promise(() => undefined);
};
await engine.start(Object.fromEntries(workKinds.map((kind) => [kind, forEver])) as unknown as WorkHandlers);
