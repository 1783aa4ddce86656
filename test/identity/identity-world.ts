import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CredentialSettings } from '../../src/identity/credential-settings.ts';
import { type Entra, startEntra } from '../sandbox/entra/start-entra.ts';
import { createTls, type TlsMaterial } from '../sandbox/entra/tls-material.ts';
import { trust } from '../support/trust.ts';

export interface IdentityWorld {
  readonly entra: Entra;
  readonly tls: TlsMaterial;
  readonly tenantId: string;
  readonly botId: string;
  readonly graphClientId: string;
  readonly secret: string;
  /** Asks from another process, under the tenant's environment. */
  askElsewhere(settings: CredentialSettings, scopes: string[], env?: Record<string, string>): Promise<Asked>;
  close(): Promise<void>;
}

interface Asked {
  readonly tokens?: string[];
  readonly fault?: { readonly code: string; readonly message: string; readonly retryable: boolean };
}

const run = promisify(execFile);

export async function startIdentityWorld(): Promise<IdentityWorld> {
  const tls = await createTls();
  const distrust = trust(tls.cert);
  const [tenantId, botId, graphClientId] = [randomUUID(), randomUUID(), randomUUID()];
  const secret = `secret~${randomUUID()}`;
  const entra = await startEntra({
    tenantId,
    botId,
    serviceUrl: () => 'http://127.0.0.1/teams/',
    tls,
    graphClientId,
    secrets: { [graphClientId]: secret, [botId]: `bot-${secret}` },
    alerts: { audience: 'api://countersign', clientId: randomUUID() },
  });
  return {
    entra,
    tls,
    tenantId,
    botId,
    graphClientId,
    secret,
    async askElsewhere(settings, scopes, env = {}) {
      const program = fileURLToPath(import.meta.resolve('./ask-for-token.ts'));
      const args = [program, JSON.stringify(settings), JSON.stringify(scopes)];
      const { stdout } = await run(process.execPath, args, { env: { ...entra.environment(), ...env } });
      return JSON.parse(stdout) as Asked;
    },
    async close() {
      await entra.close();
      distrust();
      await tls.remove();
    },
  };
}
