/**
 * `node test/bench/audit-log.ts [COUNT]` (default 1,000,000): how long `npm run audit` takes over so many entries, and
 * how much memory, on the embedded store and on an export.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { digest } from '../../src/digest.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { auditEntries } from '../support/audit-entries.ts';
import { peakMegabytes } from './process-figures.ts';

const program = join(import.meta.dirname, '../../src/cli/audit.ts');
const count = Number(process.argv[2] ?? 1_000_000);
const directory = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
try {
  await fill();
  const file = join(directory, 'export.jsonl');
  await measure('verify', ['verify']);
  await measure('export --format jsonl', ['export'], file);
  await measure('export --format csv', ['export', '--format', 'csv'], join(directory, 'export.csv'));
  await measure('verify --file', ['verify', '--file', file]);
  process.stdout.write(`${count} entries, ${Math.round(statSync(file).size / 1e6)} MB as JSON Lines\n`);
} finally {
  rmSync(directory, { recursive: true });
}

/** Straight into the table: the store would take minutes for as many commits. */
async function fill(): Promise<void> {
  await (await openSqliteStore({ directory, digest, clock: { now: () => Date.now() } })).close();
  const database = new DatabaseSync(join(directory, 'countersign.db'));
  database.exec('pragma synchronous = off; begin');
  const insert = database.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const { seq, at, tenantId, kind, requestId, revision, actor, data, previousHash, hash } of auditEntries(count)) {
    const texts = [JSON.stringify(actor), JSON.stringify(data)];
    insert.run(seq, Date.parse(at), tenantId, kind, requestId, revision, ...texts, previousHash, hash);
  }
  database.exec('commit');
  database.close();
}

async function measure(name: string, args: readonly string[], output?: string): Promise<void> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, ...args], {
    env: { DATA_DIR: directory },
    stdio: ['ignore', output === undefined ? 'inherit' : openSync(output, 'w'), 'inherit'],
  });
  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 50);
  const [code] = await once(child, 'exit');
  clearInterval(watching);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`${name}: ${seconds} s, at most ${Math.round(peak)} MB, exit code ${code}\n`);
}

/** It may have ended between two looks. */
function peakOf(pid: number | undefined): number {
  try {
    return pid === undefined ? 0 : peakMegabytes(pid) || 0;
  } catch {
    return 0;
  }
}
