import { parseArgs } from 'node:util';

/** EX_USAGE of sysexits.h. */
const exitUsage = 64;

/** Ends the process: with the usage alone where somebody asked for it, else with what is wrong and exit code 64. */
export function endWithUsage(usage: string, wrong?: string): never {
  if (wrong === undefined) {
    process.stdout.write(usage);
    process.exit(0);
  }
  process.stderr.write(`${wrong}\n${usage}`);
  process.exit(exitUsage);
}

/** For a program that is asked for one thing only: ends the process where anything was typed behind its name. */
export function takeNoArguments(usage: string): void {
  try {
    const { help } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }).values;
    if (help) endWithUsage(usage);
  } catch (thrown) {
    endWithUsage(usage, argumentFault(thrown));
  }
}

/** What `parseArgs` threw, as one sentence. */
export function argumentFault(thrown: unknown): string {
  const [first = ''] = thrown instanceof Error ? thrown.message.split(/\.\s|\n/) : [];
  return `${first.replace(/\.$/, '')}.`;
}
