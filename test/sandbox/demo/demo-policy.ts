import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const source = join(import.meta.dirname, 'policy.json');
/** As the policy file names the group. */
export const socLeadsId = 'b1f6c0de-5a3e-4d27-9c41-7e2d90a4c5f0';

/** A whole life within half a minute: nobody watches a demo for a day. */
const hurried = {
  remindAfter: 'PT6S',
  escalateAfter: 'PT12S',
  escalateTo: { groups: [socLeadsId] },
  expiresAfter: 'PT25S',
};

export interface DemoPolicy {
  readonly file: string;
  /** The running service takes a changed file up by itself. */
  write(deadlines: 'usual' | 'hurried'): Promise<void>;
}

/** The demo's own copy of its policy, which buttons of the page may change. */
export async function createDemoPolicy(folder: string): Promise<DemoPolicy> {
  const file = join(folder, 'policy.json');
  const { $schema: _relative, ...usual } = JSON.parse(await readFile(source, 'utf8'));

  async function write(deadlines: 'usual' | 'hurried'): Promise<void> {
    const policy = deadlines === 'usual' ? usual : { ...usual, ...hurried };
    await writeFile(`${file}.new`, JSON.stringify(policy, null, 2));
    await rename(`${file}.new`, file);
  }

  await write('usual');
  return { file, write };
}
