import { spawn } from 'node:child_process';
import type { Group } from './groups.ts';

export interface GroupResult {
  readonly group: Group;
  readonly output: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why it counts as failed although no test says so. */
  readonly flaw?: string;
}

/** One mocha over the group's files. Its output is kept whole: of two groups at once, the lines would mix. */
export async function runGroup(group: Group): Promise<GroupResult> {
  const begun = performance.now();
  const mocha = ['node_modules/mocha/bin/mocha.js', ...group.files];
  const child = spawn(process.execPath, mocha, { stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => parts.push(part));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const output = Buffer.concat(parts).toString();
  return { group, output, seconds: (performance.now() - begun) / 1000, ...judged(output, code) };
}

const closingLine = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/** The reporter's closing line and the exit code have to agree: a mocha that died has counted nothing. */
export function judged(
  output: string,
  code: number | null,
): Pick<GroupResult, 'passed' | 'failed' | 'skipped' | 'flaw'> {
  const [, passed, failed, skipped] = [...output.matchAll(closingLine)].at(-1) ?? [];
  if (passed === undefined) {
    return { passed: 0, failed: 0, skipped: 0, flaw: `ended with exit code ${code} and without its closing line` };
  }
  const counts = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
  if (counts.passed + counts.failed === 0) return { ...counts, flaw: 'ran no test' };
  if (code !== 0 && counts.failed === 0) return { ...counts, flaw: `ended with exit code ${code} after its tests` };
  return counts;
}
