/** Environment in, signals in, exit code out. The only file of the service that touches `process`. */
import { compose, type Service } from './compose.ts';
import { describeProblems, exitConfigInvalid } from './config/describe-settings.ts';
import { diskFiles } from './config/disk-files.ts';
import { readConfig } from './config.ts';
import { asServiceError } from './errors.ts';
import { createLog } from './log.ts';

const exitFailure = 1;
/** Whoever stops us (Kubernetes, systemd, a person) waits about this long before the power is cut. */
const stopGraceMs = 10_000;

const read = readConfig(process.env, diskFiles);
if (read.kind === 'invalid') {
  process.stderr.write(describeProblems(read.problems));
  process.exit(exitConfigInvalid);
}

const log = createLog(read.config.log.level);
for (const { key, meant } of read.hints) log.warn({ key, meant }, 'A setting looks misspelt and is not used');
for (const name of read.notInEffect) log.warn({ name }, 'A setting is accepted but not in effect in this version');

let service: Service | undefined;
let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) {
    log.warn({ signal }, 'Told to stop a second time: stopping at once');
    process.exit(exitFailure);
  }
  stopping = true;
  log.info({ signal }, 'Stopping');
  const forced = setTimeout(() => process.exit(exitFailure), stopGraceMs);
  try {
    await service?.stop();
    clearTimeout(forced);
    log.info({}, 'Stopped');
    process.exit(0);
  } catch (thrown) {
    log.error({ error: asServiceError(thrown) }, 'Stopping failed');
    process.exit(exitFailure);
  }
}

process.on('SIGTERM', (signal) => void stop(signal));
process.on('SIGINT', (signal) => void stop(signal));
// Neither is expected. A state we do not know is left by ending; durable work goes on after the restart.
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

function die(thrown: unknown): void {
  log.error({ error: asServiceError(thrown) }, 'An error nobody handled: ending');
  process.exit(exitFailure);
}

try {
  service = await compose(read.config, log);
} catch (thrown) {
  const fault = asServiceError(thrown);
  log.error({ error: fault }, 'The service could not start');
  process.stderr.write(`${fault.message}\n`);
  process.exit(fault.code === 'configInvalid' ? exitConfigInvalid : exitFailure);
}
