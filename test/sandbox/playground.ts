/**
 * `npm exec -- node test/sandbox/playground.ts`: the service for Microsoft 365 Agents Playground, without a tenant.
 * It prints what to start beside it. Nothing leaves this machine but npx, which fetches the Playground.
 */
import { type PlaygroundSide, startPlaygroundSide } from './playground/start-playground.ts';

/** The release that it was tried with. */
const playground = '@microsoft/m365agentsplayground@0.2.28';

process.stdout.write('Starting Countersign, and a stand-in for Entra ID and Graph …\n');
const isVerbose = process.argv.includes('--verbose');
const starting = startPlaygroundSide(isVerbose ? (line) => process.stderr.write(`${line}\n`) : undefined);
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
starting.then(welcome).catch(giveUp);

async function welcome({ endpoint, tenant }: PlaygroundSide): Promise<void> {
  for (const sample of [0, 1, 2] as const) await tenant.pushAlert(tenant.sampleAlert(sample));
  process.stdout.write(`
  In another terminal: npx --yes ${playground} -e ${endpoint} -c msteams --disable-telemetry
  There, in a channel: @Test Bot alerts here (choose the name from the list). Three alerts wait for it.
  You are Ana, an approver. Press Ctrl-C to stop.

`);
}

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function end(): void {
  if (ending) return;
  ending = true;
  starting
    .then((side) => side.stop())
    .then(() => process.exit(0))
    .catch(giveUp);
}
