/** A healthy service's settings in a sandbox tenant, and the doctor that looks at them in this process. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DoctorOutput, runDoctor } from '../../src/cli/doctor/run-doctor.ts';
import type { Machine } from '../../src/doctor/patient.ts';
import { listen } from '../sandbox/entra/loopback.ts';
import { startTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant-types.ts';
import { trust } from '../support/trust.ts';

export type Env = Readonly<Record<string, string>>;

export interface Row {
  readonly id: string;
  readonly status: 'ok' | 'warning' | 'fault' | 'skipped';
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
  readonly ms: number;
}

export interface DoctorRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ok: boolean;
  readonly rows: readonly Row[];
}

export interface DoctorWorld {
  readonly tenant: Tenant;
  readonly folder: string;
  readonly dataDir: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
  /** Of a webhook. */
  readonly goodSecret: string;
  readonly botId: string;
  readonly graphClientId: string;
  readonly groupId: string;
  /** https, where nothing listens. */
  readonly nowhere: string;
  /** What must never be printed. */
  readonly secrets: readonly string[];
  /** Settings with which nothing is wrong. */
  healthy(changes?: Env): Env;
  policyFile(document: unknown): string;
  /** Another authority's certificate and key in one file, valid for a week. */
  readonly certificateFile: string;
  /** `npm run doctor -- --json …`, but for its process. */
  look(env: Env, args?: readonly string[], machine?: Partial<Machine>): Promise<DoctorRun>;
  close(): Promise<void>;
}

export const rolesNeeded = [
  'SecurityAnalyzedMessage.ReadWrite.All',
  'GroupMember.Read.All',
  'User.ReadBasic.All',
  'ThreatHunting.Read.All',
];

const gibibyte = 1_073_741_824;
const soundMachine: Machine = {
  clock: { now: () => Date.now() },
  nodeVersion: '24.21.0',
  freeBytes: async () => 40 * gibibyte,
};

export async function startDoctorWorld(): Promise<DoctorWorld> {
  const [bot, graph] = ['bot', 'graph'].map((name) => `${name}~${randomBytes(24).toString('base64url')}`) as [
    string,
    string,
  ];
  const graphClientId = randomUUID();
  const groupId = randomUUID();
  const tenant = await startTenant({
    limits: 'off',
    secrets: { bot, graph: { clientId: graphClientId, secret: graph } },
    graphRoles: rolesNeeded,
  });
  const { ana, ben } = tenant.teams.people;
  tenant.graph.groups.set(groupId, { name: 'SOC', members: [ben.objectId] });
  const base = tenant.environment();
  const distrust = trust(readFileSync(base['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8'));
  const free = await listen(async () => undefined);
  await free.close();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-doctor-'));
  const dataDir = join(folder, 'data');
  const goodSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const { team, channel } = tenant.teams;

  function policyFile(document: unknown): string {
    const path = join(folder, `policy-${randomUUID()}.json`);
    writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
    return path;
  }

  const soundPolicy = policyFile({ approvers: { users: [ana.upn], groups: [groupId] } });

  return {
    tenant,
    folder,
    dataDir,
    tenantId: base['BOT_TENANT_ID'] ?? '',
    serviceUrl: base['TEAMS_SERVICE_URL'] ?? '',
    goodSecret,
    botId: base['BOT_ID'] ?? '',
    graphClientId,
    groupId,
    nowhere: `https://localhost:${free.port}`,
    secrets: [goodSecret, bot, graph, tenant.alertSource.secret, tenant.alertSource.secret.slice('whsec_'.length)],
    certificateFile: (base['NODE_EXTRA_CA_CERTS'] ?? '').replace('certificate.pem', 'key-and-certificate.pem'),
    policyFile,
    healthy: (changes = {}) => ({
      ...base,
      BOT_TYPE: 'SingleTenant',
      BOT_PASSWORD: bot,
      GRAPH_AUTH: 'clientSecret',
      AZURE_TENANT_ID: base['BOT_TENANT_ID'] ?? '',
      AZURE_CLIENT_ID: graphClientId,
      AZURE_CLIENT_SECRET: graph,
      ALERT_CHANNEL: `${team.id}/${channel.id}`,
      DATA_DIR: dataDir,
      POLICY_FILE: soundPolicy,
      ...changes,
    }),
    async look(env, args = [], machine = {}) {
      const run = await runHere(['--json', ...args], env, { machine: { ...soundMachine, ...machine } });
      const { ok, checks } = JSON.parse(run.stdout) as { ok: boolean; checks: Row[] };
      return { ...run, ok, rows: checks };
    },
    async close() {
      distrust();
      await tenant.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function runHere(
  args: string[],
  env: Env,
  output: Partial<DoctorOutput> = {},
): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const status = await runDoctor(args, env, {
    machine: soundMachine,
    say: (text) => {
      stdout += text;
    },
    remark: (text) => {
      stderr += text;
    },
    ...output,
  });
  return { status, stdout, stderr };
}
