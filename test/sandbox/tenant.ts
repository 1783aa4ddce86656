/** The sandbox tenant: Teams, Entra ID and Graph on loopback, as one. See README.md. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { startEntra } from './entra/start-entra.ts';
import { createTls } from './entra/tls-material.ts';
import { startGraph } from './graph/start-graph.ts';
import { startConnector } from './teams/connector.ts';
import { makeSampleAlert } from './teams/sample-alerts.ts';
import { createTeamsSide } from './teams/teams-side.ts';
import { createWaiting } from './teams/waiting.ts';
import type { Delivery, Tenant } from './tenant-types.ts';

export interface TenantOptions {
  /** Default: `published`. */
  readonly limits?: 'published' | 'off';
  /** For a bot and a Graph app with secrets of their own; absent: managed identities hold the roles. */
  readonly secrets?: { readonly bot: string; readonly graph: { readonly clientId: string; readonly secret: string } };
}

const team = { id: '19:7d1f0c5be4a94b5c8f7a1e0b2d3c4f55@thread.tacv2', name: 'Security Operations' };
const channel = { id: '19:c0ffee5ab1e54c3d9a8b7c6d5e4f3a21@thread.tacv2', name: 'Phishing alerts' };

export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const tenantId = randomUUID();
  const botId = randomUUID();
  const violations: string[] = [];
  const waiting = createWaiting();
  const alertSource = { name: 'mailgate', secret: `whsec_${randomBytes(32).toString('base64')}` };
  const tls = await createTls();
  // The connector asks Entra's half about tokens, and Entra's half puts the connector's address into them.
  const entra = await startEntra({
    tenantId,
    botId,
    serviceUrl: () => connector.serviceUrl,
    tls,
    ...(options.secrets && {
      graphClientId: options.secrets.graph.clientId,
      secrets: { [botId]: options.secrets.bot, [options.secrets.graph.clientId]: options.secrets.graph.secret },
    }),
    alerts: { audience: `api://${randomUUID()}`, clientId: randomUUID(), source: 'sandbox-app' },
    violations,
  });
  const connector = await startConnector({
    tenantId,
    botId,
    team,
    channel,
    verifyToken: entra.verifyConnectorToken,
    violations,
    onCall: waiting.changed,
  });
  connector.limits = options.limits ?? 'published';
  const graph = await startGraph({
    tls,
    tenantId,
    violations,
    verifyToken: entra.verifyGraphToken,
    onCall: waiting.changed,
  });

  let service: string | undefined;

  async function post(path: string, headers: Record<string, string>, body: string): Promise<Delivery> {
    if (service === undefined) throw new Error('Nothing is connected: call connect() with the address of the service.');
    const startedAt = performance.now();
    const response = await fetch(new URL(path, service), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text), milliseconds: performance.now() - startedAt };
  }

  const teams = createTeamsSide({
    scene: {
      tenantId,
      botId,
      serviceUrl: connector.serviceUrl,
      teamId: team.id,
      teamName: team.name,
      channelId: channel.id,
    },
    channelName: channel.name,
    connector,
    waiting,
    post,
    token: () => entra.botToken(),
  });

  return {
    teams,
    graph,
    entra,
    alertSource,
    violations,
    environment: () => ({
      ...entra.environment(),
      BOT_ID: botId,
      BOT_TYPE: 'UserAssignedMsi',
      BOT_TENANT_ID: tenantId,
      TEAMS_SERVICE_URL: connector.serviceUrl,
      GRAPH_AUTH: 'managedIdentity',
      GRAPH_ROOT: graph.origin,
      REMEDIATION_MODE: 'live',
      WEBHOOK_SECRETS: `${alertSource.name}=${alertSource.secret}`,
    }),
    connect(serviceOrigin) {
      service = serviceOrigin;
    },
    pushAlert(body, { secret = alertSource.secret, source, id = `msg_${randomUUID()}`, timestamp = Date.now() } = {}) {
      const payload = JSON.stringify(source === undefined ? body : { ...body, source });
      const at = new Date(timestamp);
      return post(
        '/api/alerts',
        {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(timestamp / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, at, payload),
        },
        payload,
      );
    },
    sampleAlert: (sample = 0) => makeSampleAlert(sample, alertSource.name, graph),
    async close() {
      waiting.close();
      await Promise.all([connector.close(), entra.close(), graph.close()]);
      await tls.remove();
    },
  };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
