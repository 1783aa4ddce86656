import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Tenant } from './tenant-types.ts';

export interface ServiceOptions {
  readonly tenant: Tenant;
  readonly dataDir: string;
  readonly policyFile: string;
  /** Settings on top of the tenant's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
  /** Milliseconds until it must be ready (default 20,000). */
  readonly readyWithin?: number;
  /** Several instances share one PostgreSQL; absent: the embedded store in `dataDir`. */
  readonly databaseUrl?: string;
  /** One of several instances: the caller connects the tenant to them. Default: the tenant talks to this one alone. */
  readonly oneOfSeveral?: boolean;
  /** Told with the process as soon as there is one, long before it is ready. */
  readonly onSpawn?: (kill9: () => void) => void;
  /** Another build of it: what Node is told, and in which folder. Default: `src/main.ts`, unbuilt. */
  readonly build?: { readonly folder: string; readonly args: readonly string[] };
}

export interface RunningService {
  readonly origin: string;
  readonly pid: number;
  /** Every line it logged so far. */
  readonly logs: readonly string[];
  /** Its exit code (-1: killed), once it has ended. */
  readonly exited: Promise<number>;
  /** Asks it to end (SIGTERM); resolves with its exit code. */
  stop(): Promise<number>;
  /** What a power cut does. */
  kill9(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** Starts the real service as a process of its own and waits until it can take work. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { folder, args } = options.build ?? { folder: root, args: [join(root, 'src/main.ts')] };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    // Nothing is inherited: a setting of the person's shell must not change what is tested.
    env: {
      ...options.tenant.environment(),
      PORT: '0',
      DATA_DIR: options.dataDir,
      POLICY_FILE: options.policyFile,
      ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we tell the service once, in our own order.
    detached: true,
  });
  const endWithUs = () => child.kill('SIGKILL');
  options.onSpawn?.(endWithUs);
  process.once('exit', endWithUs);
  const exited = once(child, 'exit').then(([code]) => {
    process.removeListener('exit', endWithUs);
    return typeof code === 'number' ? code : -1;
  });

  const logs: string[] = [];
  const origin = await waitForOrigin(child, exited, logs, options).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await exited;
    throw error;
  });
  if (!options.oneOfSeveral) options.tenant.connect(origin);

  return {
    origin,
    pid: child.pid ?? -1,
    logs,
    exited,
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill9: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function waitForOrigin(
  child: ChildProcess,
  exited: Promise<number>,
  logs: string[],
  options: ServiceOptions,
): Promise<string> {
  const origin = `http://127.0.0.1:${await waitForPort(child, exited, logs, options)}`;
  await waitUntilReady(origin, exited, logs, options.readyWithin ?? 20_000);
  return origin;
}

async function waitForPort(
  child: ChildProcess,
  exited: Promise<number>,
  logs: string[],
  options: ServiceOptions,
): Promise<number> {
  const listening = new Promise<number>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        logs.push(line);
        options.onLog?.(line);
        const port = listeningPort(line);
        if (port !== undefined) resolve(port);
      });
    }
  });
  const gone = exited.then((code) => {
    throw new Error(`The service ended with code ${code} before it listened:\n${logs.join('\n')}`);
  });
  return Promise.race([listening, gone]);
}

function listeningPort(line: string): number | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null) return undefined;
    if (!('message' in entry) || entry.message !== 'Listening') return undefined;
    return 'port' in entry && typeof entry.port === 'number' ? entry.port : undefined;
  } catch {
    return undefined;
  }
}

async function waitUntilReady(
  origin: string,
  exited: Promise<number>,
  logs: readonly string[],
  within: number,
): Promise<void> {
  let code: number | undefined;
  void exited.then((value) => {
    code = value;
  });
  const deadline = Date.now() + within;
  while (Date.now() < deadline && code === undefined) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(25);
  }
  throw new Error(`The service did not get ready (exit code ${code ?? 'none'}):\n${logs.join('\n')}`);
}
