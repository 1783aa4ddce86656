import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const source = join(import.meta.dirname, 'policy.json');
/** As the policy file names the group. */
export const socLeadsId = 'b1f6c0de-5a3e-4d27-9c41-7e2d90a4c5f0';

/** A whole life within half a minute: nobody watches a demo for a day. */
const hurried = {
  remindAfter: 'PT4S',
  escalateAfter: 'PT8S',
  escalateTo: { groups: [socLeadsId] },
  expiresAfter: 'PT25S',
};

type Deadlines = 'usual' | 'hurried';

export interface DemoPolicy {
  readonly file: string;
  /** Resolves once the running service has taken the changed file up, which it does by itself. */
  change(deadlines: Deadlines): Promise<void>;
}

const longestWait = 10_000;

/** The demo's own copy of its policy, which buttons of the page may change. `loads`: how often one came into force. */
export async function createDemoPolicy(folder: string, loads: () => number): Promise<DemoPolicy> {
  const file = join(folder, 'policy.json');
  const { $schema: _relative, ...usual } = JSON.parse(await readFile(source, 'utf8'));

  async function write(deadlines: Deadlines): Promise<void> {
    const policy = deadlines === 'usual' ? usual : { ...usual, ...hurried };
    await writeFile(`${file}.new`, JSON.stringify(policy, null, 2));
    await rename(`${file}.new`, file);
  }

  await write('usual');
  return {
    file,
    async change(deadlines) {
      const before = loads();
      await write(deadlines);
      for (const end = Date.now() + longestWait; loads() === before; await delay(100)) {
        if (Date.now() > end) throw new Error('The service has not taken the changed policy up.');
      }
    },
  };
}
