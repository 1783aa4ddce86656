import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { medians } from './statistics.ts';

export interface ImportFigures {
  /** Milliseconds from the beginning of the process. */
  readonly importMs: number;
  readonly importMegabytes: number;
}

/** The medians over so many processes that import the mandated stack and end. */
export async function measureImports(times: number): Promise<ImportFigures> {
  const rows: ImportFigures[] = [];
  for (let time = 0; time < times; time += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'import-stack.ts')]);
    rows.push(JSON.parse(stdout) as ImportFigures);
  }
  return medians(rows, ['importMs', 'importMegabytes']);
}
