/**
 * `npm run store -- copy [--to postgres://…]`: moves the embedded store under DATA_DIR into an empty PostgreSQL
 * database. `npm run store -- backup --to <file>`: a copy of it, also beside the running service.
 * Exit code 0: everything arrived; 1: nothing was kept there, and why; 64: asked in a way that it is not.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diskFiles } from '../config/disk-files.ts';
import { readStore } from '../config/read-places.ts';
import { createSettingReader } from '../config/setting-reader.ts';
import { digest } from '../digest.ts';
import { asServiceError, ServiceError } from '../errors.ts';
import { createLog } from '../log.ts';
import { backUp } from '../store/backup.ts';
import { type CopySummary, copyTables } from '../store/copy-tables.ts';
import { postgresFault } from '../store/postgres-faults.ts';
import { migratePostgres } from '../store/postgres-migrate.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { openBossWork } from '../work/pg-boss.ts';
import { lanes } from '../workflow/work.ts';

const usage = `Usage: npm run store -- copy [--to postgres://user:password@host:5432/database]
       npm run store -- backup --to <file>
copy moves the embedded store under DATA_DIR (./data where that is not set). Stop the service first. Without --to the
database is DATABASE_URL's: a password on the command line can be seen by others on this machine.
backup writes the embedded store into one new file; the service may go on. PostgreSQL has pg_dump for that.
`;
/** EX_USAGE of sysexits.h. */
const exitUsage = 64;
const whereItStands = '--to, or DATABASE_URL where that is not given';
const clock = { now: () => Date.now() };
const dataDir = process.env['DATA_DIR']?.trim() || './data';

const asked = readArguments(process.argv.slice(2));
if (asked === 'help') {
  process.stdout.write(usage);
} else if ('wrong' in asked) {
  process.stderr.write(`${asked.wrong}\n${usage}`);
  process.exitCode = exitUsage;
} else if ('file' in asked) {
  await writeBackup(dataDir, asked.file);
} else {
  await copy(dataDir, asked.url);
}

/** `wrong`: one sentence, without what was typed, for it may be a password. */
function readArguments(
  args: string[],
): 'help' | { readonly url: string } | { readonly file: string } | { readonly wrong: string } {
  const options = { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return 'help';
    const verb = positionals.join(' ');
    if (verb === 'backup') return readFileName(values.to);
    return verb === 'copy' ? readTarget(values.to) : { wrong: 'Ask for copy, or for backup.' };
  } catch {
    return { wrong: 'The one option is --to, followed by a URL (copy) or a file (backup).' };
  }
}

function readFileName(to: string | undefined): { readonly file: string } | { readonly wrong: string } {
  // A copy of an embedded store that nobody works on any more would be taken for a backup.
  if (process.env['DATABASE_URL']?.trim()) return { wrong: 'DATABASE_URL is set: back PostgreSQL up with pg_dump.' };
  return to?.trim() ? { file: to } : { wrong: 'Name the new file: --to, followed by its path.' };
}

function readTarget(to: string | undefined): { readonly url: string } | { readonly wrong: string } {
  const reader = createSettingReader({ DATABASE_URL: to ?? process.env['DATABASE_URL'] }, diskFiles);
  const config = readStore(reader);
  if (config.kind !== 'postgres') return { wrong: `The URL of the database is missing: ${whereItStands}.` };
  if (!/^postgres(ql)?:\/\//i.test(config.url.reveal().trim())) {
    return { wrong: `The URL of the database does not begin with postgres://: ${whereItStands}.` };
  }
  const [problem] = reader.problems;
  if (problem === undefined) return { url: config.url.reveal() };
  return { wrong: `The URL of the database (${whereItStands}) ${problem.expectation}.` };
}

async function writeBackup(directory: string, file: string): Promise<void> {
  try {
    const bytes = await backUp(directory, file);
    process.stdout.write(`Backed ${directory} up into ${file}: ${bytes} bytes, whole and readable.\n`);
  } catch (thrown) {
    process.stderr.write(`Nothing was backed up. ${asServiceError(thrown).message}\n`);
    process.exitCode = 1;
  }
}

async function copy(directory: string, url: string): Promise<void> {
  try {
    const summary = await copyInto(directory, url);
    process.stdout.write(describe(directory, summary));
  } catch (thrown) {
    process.stderr.write(`Nothing was copied. ${asServiceError(thrown).message}\n`);
    // `pg` leaves a connection open that asked for a password and got none: a minute until the server ends it.
    process.exit(1);
  }
}

async function copyInto(directory: string, url: string): Promise<CopySummary> {
  if (!existsSync(join(directory, 'countersign.db'))) {
    throw new ServiceError(
      'storeUnavailable',
      `There is no embedded store in ${directory}. Set DATA_DIR to its folder.`,
    );
  }
  const source = await openSqliteStore({ directory, digest, clock });
  try {
    const concurrency = { thread: 1, mailboxes: 1, reads: 1, callbacks: 1 };
    // Makes its tables and takes orders; nothing is done before an instance is started.
    const log = createLog('silent');
    await migratePostgres(url);
    const work = await openBossWork({ url, lanes, concurrency, clock, log, faultOf: postgresFault });
    try {
      return await copyTables({ from: source.tables, url, digest, schedule: work.schedule });
    } finally {
      await work.stop(0);
    }
  } finally {
    await source.close();
  }
}

function describe(directory: string, { rows, auditHash, scheduled, givenUp }: CopySummary): string {
  const counts = Object.entries(rows).map(([table, count]) => `  ${table.replaceAll('_', ' ').padEnd(18)}${count}`);
  return [
    `Copied ${directory} to PostgreSQL. Rows, the same on both sides:`,
    ...counts,
    `Audit chain: verified on both sides${auditHash === undefined ? ', empty' : `, its newest hash is ${auditHash}`}.`,
    `Work: ${scheduled} scheduled anew, ${givenUp} given up before and left behind.`,
    `Set DATABASE_URL to it and start the service. ${directory} is unchanged; keep it until you are content.`,
    '',
  ].join('\n');
}
