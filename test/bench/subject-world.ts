import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { type CardBoard, createCardBoard } from './card-board.ts';
import { type StartedProcess, startProcess } from './start-process.ts';
import type { Subject } from './subjects.ts';

export interface SubjectWorld {
  readonly tenant: Tenant;
  readonly cards: CardBoard;
  /** The first instance, mostly the only one. */
  readonly process: StartedProcess;
  readonly processes: readonly StartedProcess[];
  /** Throws where the sandbox met anything that a real tenant would not have taken: such figures count for nothing. */
  close(): Promise<void>;
}

export interface SubjectOptions {
  readonly nodeOptions?: readonly string[];
  /** Settings on top of the bench's own; `DATA_DIR` for a store that is there already. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many processes share the load, which then goes to each in turn (default 1). */
  readonly instances?: number;
  /** Teams' limits, on both sides (default `off`). */
  readonly limits?: 'published' | 'off';
}

/** One subject in a tenant and a data directory of its own, the app installed, nothing sent yet. */
export async function openSubjectWorld(subject: Subject, options: SubjectOptions = {}): Promise<SubjectWorld> {
  const { nodeOptions = [], env = {}, instances = 1, limits = 'off' } = options;
  const directory = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const tenant = await startTenant({ limits });
  const { team, channel, people } = tenant.teams;
  const policyFile = join(directory, 'policy.json');
  await writeFile(policyFile, JSON.stringify({ approvers: { users: [people.ana.upn] } }));
  const start = () =>
    startProcess({
      script: subject.script,
      nodeOptions,
      env: {
        ...tenant.environment(),
        ...unlimited,
        TEAMS_RATE_LIMITS: limits,
        ...(limits === 'off' ? { FOLD_ABOVE: '10000' } : {}),
        PORT: '0',
        DATA_DIR: join(directory, 'data'),
        POLICY_FILE: policyFile,
        ALERT_CHANNEL: `${team.id}/${channel.id}`,
        ...env,
      },
    });
  const first = await start();
  const others = await Promise.all(Array.from({ length: instances - 1 }, start));
  const processes = [first, ...others];
  tenant.connect(...processes.map(({ origin }) => origin));
  await tenant.teams.installApp();
  return {
    tenant,
    cards: createCardBoard(tenant.teams),
    process: first,
    processes,
    async close() {
      await Promise.all(processes.map((process) => process.stop()));
      await tenant.close();
      await rm(directory, { recursive: true, force: true });
      if (tenant.violations.length > 0) throw new Error(`The ${subject.name} path broke: ${tenant.violations[0]}`);
    },
  };
}

/** One person clicks for a whole channel here, one source pushes everything, and each alert is a card of its own. */
const unlimited = {
  CLICKS_PER_MINUTE: '1000000',
  ALERTS_PER_MINUTE: '1000000',
  REVISE_EVERY: 'PT0S',
  // Graph's places are freed by the first look: what is measured is our own work, not the wait for a place.
  VERIFY_SCHEDULE: 'PT0.2S',
};
