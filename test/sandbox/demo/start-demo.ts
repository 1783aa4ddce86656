import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningService, startService } from '../service.ts';
import { startTenant } from '../tenant.ts';
import type { Tenant } from '../tenant-types.ts';
import { createAuditReader } from './audit-log.ts';
import { createControls } from './controls.ts';
import { createDemoPolicy, socLeadsId } from './demo-policy.ts';
import { createReportedAlerts } from './reported-alert.ts';
import { startPageServer } from './server.ts';
import { addUnreportedMail } from './unreported-mail.ts';

export interface DemoOptions {
  /** First port tried for the page; 0 takes any (default 3979). */
  readonly port?: number;
  readonly onLog?: (line: string) => void;
}

export interface Demo {
  readonly url: string;
  readonly tenant: Tenant;
  stop(): Promise<void>;
}

/** Short times, so that a visitor sees the proof and not only the promise. */
const demoTimes = { VERIFY_SCHEDULE: 'PT4S,PT12S,PT30S', RECONCILE_AFTER: 'PT5S', REVISE_EVERY: 'PT3S' };

/** The whole demo: stand-in tenant, the real service as its own process, three alerts, and the page to click in. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-demo-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const tenant = await startTenant();
    undo.push(() => tenant.close());

    const audit = createAuditReader(join(folder, 'data', 'countersign.db'));
    const loads = () => audit().filter(({ kind }) => kind === 'policy.loaded').length;
    const policy = await createDemoPolicy(folder, loads);
    const defenderSecret = `whsec_${randomBytes(32).toString('base64')}`;
    const sources = [
      [tenant.alertSource.name, tenant.alertSource.secret],
      ['defender', defenderSecret],
    ];
    const env = { ...demoTimes, WEBHOOK_SECRETS: sources.map((pair) => pair.join('=')).join(',') };
    const start = prepareService(tenant, folder, policy.file, env, options.onLog);
    let service = await start();
    undo.push(() => service.stop());

    await tenant.teams.installApp();
    const unreported = addUnreportedMail(tenant.graph);
    // The newest card is the one in sight at first: there the tour begins, so that one approval must do.
    for (const [before, sample] of ([2, 0, 1] as const).entries()) {
      await tenant.pushAlert(tenant.sampleAlert(sample));
      await tenant.teams.until(() => tenant.teams.posts().length > before, 15_000);
    }

    const controls = createControls(tenant, policy, createReportedAlerts(unreported, defenderSecret), async () => {
      await service.kill9();
      service = await start();
    });
    const page = await startPageServer({
      tenant,
      controls,
      audit,
      port: options.port ?? 3979,
    });
    undo.push(() => page.close());
    return { url: page.url, tenant, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function prepareService(
  tenant: Tenant,
  folder: string,
  policyFile: string,
  env: Readonly<Record<string, string>>,
  onLog: ((line: string) => void) | undefined,
): () => Promise<RunningService> {
  const { team, channel, people } = tenant.teams;
  tenant.graph.groups.set(socLeadsId, { name: 'SOC leads', members: [people.lea.objectId] });
  return () =>
    startService({
      tenant,
      policyFile,
      dataDir: join(folder, 'data'),
      env: { ...env, ALERT_CHANNEL: `${team.id}/${channel.id}` },
      ...(onLog ? { onLog } : {}),
    });
}
