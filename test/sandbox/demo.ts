import { parseArgs } from 'node:util';
import { argumentFault, endWithUsage } from '../support/end-with-usage.ts';
import { type Demo, startDemo } from './demo/start-demo.ts';

const usage = `Usage: npm run demo [-- --port 3979] [--verbose]
Starts Countersign and a stand-in tenant on this machine alone, and serves a page to click in. --port 0 takes any free
port; --verbose prints the log of the service.
`;

function parsed() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { port: text, verbose: flag, help: { ...flag, short: 'h' } } }).values;
  } catch (thrown) {
    return endWithUsage(usage, argumentFault(thrown));
  }
}

const values = parsed();
if (values.help) endWithUsage(usage);
if (!/^\d{1,5}$/.test(values.port ?? '0') || Number(values.port ?? 0) > 65_535) {
  endWithUsage(usage, '--port takes a whole number up to 65535.');
}

process.stdout.write('Starting Countersign and a stand-in tenant …\n');
let ending = false;
// Listened for from the first moment: Ctrl-C during the start must leave neither a process nor a folder behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

const starting = startDemo({
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values.verbose ? { onLog: (line) => process.stderr.write(`${line}\n`) } : {}),
});
starting.then(welcome, giveUp);

function welcome({ url }: Demo): void {
  if (ending) return;
  process.stdout.write(`\n  Countersign demo: ${url}\n  Nothing leaves this machine. Press Ctrl-C to stop.\n\n`);
}

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function end(): void {
  // npm passes Ctrl-C on to a process that the terminal has told already.
  if (ending) return;
  ending = true;
  process.stdout.write('\nStopping …\n');
  starting
    .then((demo) => demo.stop())
    .then(() => process.exit(0))
    .catch(giveUp);
}
