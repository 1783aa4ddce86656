import type { Environment } from '../../config/setting-reader.ts';
import { asServiceError } from '../../errors.ts';
import { exportCommand, type Output } from './export-command.ts';
import { readArguments } from './read-arguments.ts';
import { type Stop, stop } from './stop.ts';
import { verifyCommand } from './verify-command.ts';

const usage = `Usage: npm run audit -- verify [--file EXPORT] [--checkpoint FILE] [--public-key PEM]...
       npm run audit -- export [--format jsonl|csv] [--from TIME] [--to TIME] [--checkpoint FILE]
verify   checks the audit log of the database (DATABASE_URL, or DATA_DIR), or an export without any database;
         with --checkpoint also against checkpoints that were kept elsewhere, one a line.
export   writes the entries, and nothing else, to stdout. TIME: a date (UTC; --to includes it) or an RFC 3339 time.
         --checkpoint: a new file for the signature of what is exported, by the key of AUDIT_SIGNING_KEY_PATH.
With npm, "npm run -s audit" keeps npm's own lines out of stdout.
`;

/** The whole of `npm run audit` but for its process. A text is for stdout. Never throws. */
export async function runCommand(args: string[], env: Environment, output: Output): Promise<string | Stop | undefined> {
  try {
    return await run(args, env, output);
  } catch (thrown) {
    return stop('ioError', `${asServiceError(thrown).message}\n`);
  }
}

async function run(args: string[], env: Environment, output: Output) {
  const asked = readArguments(args);
  switch (asked.command) {
    case 'help':
      return usage;
    case 'wrong':
      return stop('usage', `${asked.sentence}\n${usage}`);
    case 'verify':
      return verifyCommand(asked, env);
    case 'export':
      return exportCommand(asked, env, output);
  }
}
