import { type RunningService, startService } from '../sandbox/service.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import type { Ledger } from './ledger.ts';

export interface Instances {
  readonly size: number;
  /** Where one of them listens. */
  origin(): string;
  /** Starts the one with this number again; with `killAfter`, it is killed so many milliseconds after its birth. */
  start(number: number, killAfter?: number): Promise<void>;
  kill9(number: number): Promise<void>;
  /** Asks all of them to end, one after another; their exit codes. */
  stop(numbers?: readonly number[]): Promise<number[]>;
  /** Processes that ended although nobody killed them, with what they said last. */
  readonly crashes: readonly string[];
}

export interface InstancesOptions {
  readonly tenant: Tenant;
  readonly ledger: Ledger;
  readonly size: number;
  readonly dataDir: string;
  readonly policyFile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly databaseUrl?: string;
}

export function createInstances(options: InstancesOptions): Instances {
  const { tenant, ledger, size, dataDir, policyFile, env, databaseUrl } = options;
  const running = new Map<number, RunningService>();
  const doomed = new Set<RunningService>();
  const crashes: string[] = [];

  function connect(): void {
    tenant.connect(...[...running.values()].map(({ origin }) => origin));
  }

  function watch(number: number, service: RunningService): void {
    running.set(number, service);
    connect();
    void service.exited.then((code) => {
      if (doomed.has(service)) return;
      crashes.push(`code ${code}: ${service.logs.slice(-5).join(' | ')}`);
      running.delete(number);
    });
  }

  async function start(number: number, killAfter?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let killed = false;
    const startedAt = Date.now();
    try {
      const service = await startService({
        tenant,
        dataDir,
        policyFile,
        env,
        oneOfSeveral: true,
        onLog: (line) => noteTrouble(ledger, line),
        onSpawn(kill9) {
          if (killAfter === undefined) return;
          timer = setTimeout(() => {
            killed = true;
            ledger.killedAt.push(Date.now());
            kill9();
          }, killAfter);
        },
        ...(databaseUrl === undefined ? {} : { databaseUrl }),
      });
      watch(number, service);
      ledger.count('milliseconds of starts', Date.now() - startedAt);
      ledger.count('starts');
    } catch (error) {
      if (killed) return;
      crashes.push(String(error).slice(0, 2_000));
      throw error;
    } finally {
      if (timer) clearTimeout(timer);
    }
    if (killAfter !== undefined) await kill9(number);
  }

  async function kill9(number: number): Promise<void> {
    const service = running.get(number);
    if (!service) return;
    doomed.add(service);
    running.delete(number);
    ledger.killedAt.push(Date.now());
    await service.kill9();
  }

  return {
    size,
    crashes,
    origin() {
      const [first] = running.values();
      if (!first) throw new Error('No instance is running.');
      return first.origin;
    },
    start,
    kill9,
    async stop(numbers = [...running.keys()]) {
      const codes: number[] = [];
      for (const number of numbers) {
        const service = running.get(number);
        if (!service) continue;
        doomed.add(service);
        running.delete(number);
        if (running.size > 0) connect();
        codes.push(await service.stop());
      }
      return codes;
    },
  };
}

/** Counts what the service itself warned of. */
function noteTrouble(ledger: Ledger, line: string): void {
  if (!line.startsWith('{')) return;
  try {
    const { level, message, code, error } = JSON.parse(line) as Partial<Record<string, unknown>>;
    if (level !== 'warn' && level !== 'error') return;
    const { code: cause = code } = (error ?? {}) as { readonly code?: unknown };
    ledger.count(`${level}: ${String(message)}${typeof cause === 'string' ? ` (${cause})` : ''}`);
    // Every fault of a bad day has a name of its own.
    if (cause === 'internal') ledger.defects.set(String(message), ledger.defects.get(String(message)) ?? line);
  } catch {
    // Half a line: its process was killed while it wrote.
  }
}
