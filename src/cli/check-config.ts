/**
 * `npm run check-config`: reads the settings as the service would, says what is wrong, starts nothing. Exit code 0: they
 * can be used; 78: they cannot; 64: asked wrongly.
 */
import { parseArgs } from 'node:util';
import { describeConfig, describeHints, describeProblems, exitConfigInvalid } from '../config/describe-settings.ts';
import { diskFiles } from '../config/disk-files.ts';
import { readConfig } from '../config.ts';

const usage = `Usage: npm run check-config
Reads the settings in the environment (env/.env.example), and says what is wrong with them. It takes no arguments: with
the settings in a file, npm exec -- node --env-file=my.env src/cli/check-config.ts
`;
/** EX_USAGE of sysexits.h. */
const exitUsage = 64;

process.exitCode = run(process.argv.slice(2));

function run(args: string[]): number {
  const asked = readArguments(args);
  if (asked === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (asked === 'wrong') {
    process.stderr.write(`check-config takes no arguments but --help.\n${usage}`);
    return exitUsage;
  }
  return checkConfig();
}

function readArguments(args: string[]): 'help' | 'wrong' | 'check' {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
    return values.help ? 'help' : 'check';
  } catch {
    return 'wrong';
  }
}

function checkConfig(): number {
  const result = readConfig(process.env, diskFiles);
  process.stderr.write(describeHints(result.hints, result.withoutEffect));
  if (result.kind === 'invalid') {
    process.stderr.write(describeProblems(result.problems));
    return exitConfigInvalid;
  }
  process.stdout.write(describeConfig(result.config));
  return 0;
}
