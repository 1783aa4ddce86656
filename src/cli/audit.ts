/**
 * `npm run audit -- verify` and `export` (docs/audit.md). They read beside the running service. Exit code 0: it holds,
 * or everything was written; 1: the chain does not hold; 64, 66, 74, 78: see exit codes in audit/stop.ts.
 */

import { asServiceError } from '../errors.ts';
import { exportCommand } from './audit/export-command.ts';
import { readArguments } from './audit/read-arguments.ts';
import { isStop, stop } from './audit/stop.ts';
import { verifyCommand } from './audit/verify-command.ts';

const usage = `Usage: npm run audit -- verify [--file EXPORT] [--checkpoint FILE] [--public-key PEM]...
       npm run audit -- export [--format jsonl|csv] [--from TIME] [--to TIME] [--checkpoint FILE]
verify   checks the audit log of the database (DATABASE_URL, or DATA_DIR), or an export without any database;
         with --checkpoint also against checkpoints that were kept elsewhere, one a line.
export   writes the entries, and nothing else, to stdout. TIME: a date (UTC; --to includes it) or an RFC 3339 time.
         --checkpoint: a new file for the signature of what is exported, by the key of AUDIT_SIGNING_KEY_PATH.
With npm, "npm run -s audit" keeps npm's own lines out of stdout.
`;

const remark = (sentence: string): void => void process.stderr.write(sentence);
// A reader that has gone away is met where the entries are written.
process.stdout.on('error', () => undefined);

const asked = readArguments(process.argv.slice(2));
const outcome = await run().catch((thrown: unknown) => stop('ioError', `${asServiceError(thrown).message}\n`));
if (isStop(outcome)) {
  const { exitCode } = outcome;
  // `pg` leaves a connection open that asked for a password and got none: a minute until the server ends it.
  process.stderr.write(outcome.sentence, () => process.exit(exitCode));
} else if (outcome !== undefined) {
  process.stdout.write(outcome);
}

async function run() {
  switch (asked.command) {
    case 'help':
      return usage;
    case 'wrong':
      return stop('usage', `${asked.sentence}\n${usage}`);
    case 'verify':
      return verifyCommand(asked, process.env);
    case 'export':
      return exportCommand(asked, process.env, { entries: process.stdout, remark });
  }
}
