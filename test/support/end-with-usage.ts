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

/** What `parseArgs` threw, as one sentence. */
export function argumentFault(thrown: unknown): string {
  const [first = ''] = thrown instanceof Error ? thrown.message.split(/\.\s|\n/) : [];
  return `${first.replace(/\.$/, '')}.`;
}
