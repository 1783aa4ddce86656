import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '../service.ts';
import { startTenant } from '../tenant.ts';
import type { Tenant } from '../tenant-types.ts';
import { startRelay } from './start-relay.ts';
import { createTranslation } from './translate.ts';

export interface PlaygroundSide {
  /** What Agents Playground is told as the endpoint of the application. */
  readonly endpoint: string;
  readonly tenant: Tenant;
  stop(): Promise<void>;
}

/** The real service with the stand-in Entra ID and Graph; in the place of the stand-in Teams, a relay to the Playground. */
export async function startPlaygroundSide(onLog?: (line: string) => void): Promise<PlaygroundSide> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-playground-'));
  const tenant = await startTenant();
  const { BOT_ID: botId = '', BOT_TENANT_ID: tenantId = '' } = tenant.environment();
  let listening: string | undefined;
  const relay = await startRelay({
    tenantId,
    translation: createTranslation(tenantId, botId),
    service: () => listening,
    token: (serviceurl) => tenant.entra.botToken({ claims: { serviceurl } }),
  });
  const service = await startService({
    tenant,
    dataDir: join(folder, 'data'),
    policyFile: join(import.meta.dirname, '../demo/policy.json'),
    env: { TEAMS_SERVICE_URL: `${relay.origin}/`, VERIFY_SCHEDULE: 'PT4S,PT12S,PT30S', REVISE_EVERY: 'PT0S' },
    ...(onLog === undefined ? {} : { onLog }),
  });
  listening = service.origin;
  return {
    endpoint: `${relay.origin}/api/messages`,
    tenant,
    async stop() {
      await service.stop();
      await relay.close();
      await tenant.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
