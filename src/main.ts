/** Environment in, signals in, exit code out. The only file of the service that touches `process`. */
import type { Service } from './compose.ts';
import type { Log } from './workflow/ports.ts';

const exitFailure = 1;
/** EX_TEMPFAIL of sysexits.h: nothing is wrong with the settings; started again after a pause, it may work. */
const exitTryLater = 75;
/** Whoever stops us (Kubernetes, systemd, a person) waits at least ten seconds before the power is cut. */
const stopWithinMs = 9_500;
/** What is still starting by then has taken nothing on. */
const startWithinMs = 5_000;

let log: Log | undefined;
let starting: Promise<Service> | undefined;
let isStopping = false;

// Before anything is loaded: a signal that comes while the parts are read from the disk must not be missed.
process.on('SIGTERM', (signal) => void stop(signal));
process.on('SIGINT', (signal) => void stop(signal));
// Neither is expected. A state we do not know is left by ending; durable work goes on after the restart.
process.on('uncaughtException', (thrown) => die(thrown));
process.on('unhandledRejection', (thrown) => die(thrown));

async function stop(signal: string): Promise<void> {
  if (isStopping) {
    log?.warn({ signal }, 'Told to stop a second time: stopping at once');
    process.exit(exitFailure);
  }
  isStopping = true;
  log?.info({ signal }, 'Stopping');
  setTimeout(() => process.exit(exitFailure), stopWithinMs);
  // A start under way comes to its end first: some of its parts may work already.
  const service = await Promise.race([starting?.catch(() => undefined), afterMs(startWithinMs)]);
  await service?.stop();
  log?.info({}, 'Stopped');
  process.exit(0);
}

function afterMs(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}

function die(thrown: unknown): never {
  log?.error({ error: thrown instanceof Error ? thrown : typeof thrown }, 'An error nobody handled: ending');
  if (!log) process.stderr.write('The service could not be loaded. Install its packages again (npm ci).\n');
  process.exit(exitFailure);
}

const { readConfig } = await import('./config.ts');
const { diskFiles } = await import('./config/disk-files.ts');
const { describeProblems, exitConfigInvalid } = await import('./config/describe-settings.ts');
const { createLog } = await import('./log.ts');
const { asServiceError } = await import('./errors.ts');

const read = readConfig(process.env, diskFiles);
if (read.kind === 'invalid') {
  process.stderr.write(describeProblems(read.problems));
  process.exit(exitConfigInvalid);
}

log = createLog(read.config.log.level);
for (const { key, meant } of read.hints) log.warn({ key, meant }, 'A setting looks misspelt and is not used');
for (const name of read.withoutEffect) log.warn({ name }, 'A setting has no effect');

try {
  const { compose } = await import('./compose.ts');
  starting = compose(read.config, log);
  await starting;
} catch (thrown) {
  const fault = asServiceError(thrown);
  log.error({ error: fault }, 'The service could not start');
  process.stderr.write(`${fault.message}\n`);
  if (!isStopping) process.exit(exitCodeOf(fault.code));
}

/** A store that is full, locked or away is tried again by whoever starts us; wrong settings stay wrong. */
function exitCodeOf(code: string): number {
  if (code === 'configInvalid') return exitConfigInvalid;
  return code === 'storeUnavailable' || code === 'storeLocked' ? exitTryLater : exitFailure;
}
