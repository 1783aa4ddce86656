/** The real service as a process of its own, in a sandbox tenant. */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningService, startService } from '../sandbox/service.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Post, Tenant } from '../sandbox/tenant-types.ts';

export interface FlowWorld {
  readonly tenant: Tenant;
  readonly dataDir: string;
  service: RunningService;
  /** What the service is started with. */
  environment(): Record<string, string>;
  /** The channel's only card, or the one that names this request. */
  card(requestId?: string): Post;
  /** Starts the service again, after it has ended, on the same data. */
  start(): Promise<void>;
  /** Resolves once the service has logged this message, since its last start. */
  logged(message: string): Promise<void>;
  /** Ends the service with SIGKILL and starts it again on the same data. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface FlowOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly policy?: unknown;
  /** Bind the channel by ALERT_CHANNEL (default) or leave it to `alerts here`. */
  readonly fixedChannel?: boolean;
  /** Graph's application roles of the service, where they are not the usual ones. */
  readonly graphRoles?: readonly string[];
  /** Before the service starts. */
  readonly prepare?: (tenant: Tenant) => void;
  /** Where its data lies, instead of a directory of its own. */
  readonly dataDir?: string;
}

let compiled: string | undefined;

/** Half of a start is compiling: the first service of this process that ends in order leaves it to the others. */
function compileCache(): string {
  if (compiled !== undefined) return compiled;
  const directory = mkdtempSync(join(tmpdir(), 'countersign-compiled-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  compiled = directory;
  return directory;
}

export async function startFlow(options: FlowOptions = {}): Promise<FlowWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-flow-'));
  const dataDir = options.dataDir ?? join(directory, 'data');
  const policyFile = join(directory, 'policy.json');
  const tenant = await startTenant(options.graphRoles === undefined ? {} : { graphRoles: options.graphRoles });
  options.prepare?.(tenant);
  const { ana, ben } = tenant.teams.people;
  const policy = options.policy ?? { approvers: { users: [ana.upn, ben.upn] } };
  await writeFile(policyFile, JSON.stringify(policy));
  const { team, channel } = tenant.teams;
  const fixed = options.fixedChannel === false ? {} : { ALERT_CHANNEL: `${team.id}/${channel.id}` };
  const readers = new Set<() => void>();
  const onLog = () => {
    for (const read of readers) read();
  };
  const env = { ...fixed, REVISE_EVERY: 'PT0S', NODE_COMPILE_CACHE: compileCache(), ...options.env };
  const start = () => startService({ tenant, dataDir, policyFile, onLog, env });
  const leave = async () => {
    await tenant.close();
    await rm(directory, { recursive: true, force: true });
  };
  const service = await start().catch(async (error: unknown) => {
    // Its servers would keep the test process alive for ever.
    await leave();
    throw error;
  });
  const world: FlowWorld = {
    tenant,
    dataDir,
    service,
    environment: () => ({
      ...tenant.environment(),
      PORT: '0',
      DATA_DIR: dataDir,
      POLICY_FILE: policyFile,
      ...env,
    }),
    card(requestId) {
      const found = tenant.teams.posts().find((post) => post.card && (!requestId || says(post.card, requestId)));
      if (!found) throw new Error(`There is no card for ${requestId ?? 'any request'} in the channel.`);
      return found;
    },
    async start() {
      world.service = await start();
    },
    logged(message) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const read = () => {
        if (!world.service.logs.some((line) => line.includes(JSON.stringify(message)))) return;
        readers.delete(read);
        resolve();
      };
      readers.add(read);
      read();
      return promise;
    },
    async crash() {
      await world.service.kill9();
      world.service = await start();
    },
    async close() {
      await world.service.stop();
      await leave();
    },
  };
  await tenant.teams.installApp().catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  return world;
}

/** Does the text stand anywhere on the card? */
export function says(card: unknown, text: string): boolean {
  return JSON.stringify(card ?? null).includes(JSON.stringify(text).slice(1, -1));
}

/** Waits for what the condition finds, checked after everything the service says to Teams. */
export function eventually<T>(world: FlowWorld, condition: () => T | undefined | false): Promise<T> {
  return world.tenant.teams.until(condition, 15_000);
}
