/**
 * `npm run audit -- verify` and `export` (docs/audit.md). They read beside the running service. Exit code 0: it holds,
 * or everything was written; 1: the chain does not hold; 64, 66, 74, 78: see exit codes in audit/stop.ts.
 */

import { runCommand } from './audit/run-command.ts';
import { isStop } from './audit/stop.ts';

const remark = (sentence: string): void => void process.stderr.write(sentence);
// A reader that has gone away is met where the entries are written.
process.stdout.on('error', () => undefined);

const outcome = await runCommand(process.argv.slice(2), process.env, { entries: process.stdout, remark });
if (isStop(outcome)) {
  const { exitCode } = outcome;
  // `pg` leaves a connection open that asked for a password and got none: a minute until the server ends it.
  process.stderr.write(outcome.sentence, () => process.exit(exitCode));
} else if (outcome !== undefined) {
  process.stdout.write(outcome);
}
