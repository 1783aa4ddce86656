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
  readonly process: StartedProcess;
  /** Throws where the sandbox met anything that a real tenant would not have taken: such figures count for nothing. */
  close(): Promise<void>;
}

/** One subject in a tenant and a data directory of its own, the app installed, nothing sent yet. */
export async function openSubjectWorld(subject: Subject, nodeOptions: readonly string[] = []): Promise<SubjectWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const tenant = await startTenant({ limits: 'off' });
  const { team, channel, people } = tenant.teams;
  const policyFile = join(directory, 'policy.json');
  await writeFile(policyFile, JSON.stringify({ approvers: { users: [people.ana.upn] } }));
  const process = await startProcess({
    script: subject.script,
    nodeOptions,
    env: {
      ...tenant.environment(),
      ...unlimited,
      PORT: '0',
      DATA_DIR: join(directory, 'data'),
      POLICY_FILE: policyFile,
      ALERT_CHANNEL: `${team.id}/${channel.id}`,
    },
  });
  tenant.connect(process.origin);
  await tenant.teams.installApp();
  return {
    tenant,
    cards: createCardBoard(tenant.teams),
    process,
    async close() {
      await process.stop();
      await tenant.close();
      await rm(directory, { recursive: true, force: true });
      if (tenant.violations.length > 0) throw new Error(`The ${subject.name} path broke: ${tenant.violations[0]}`);
    },
  };
}

/** One person clicks for a whole channel here, one source pushes everything, and each alert is a card of its own. */
const unlimited = {
  TEAMS_RATE_LIMITS: 'off',
  CLICKS_PER_MINUTE: '1000000',
  ALERTS_PER_MINUTE: '1000000',
  REVISE_EVERY: 'PT0S',
};
