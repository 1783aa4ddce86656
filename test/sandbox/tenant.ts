/** The sandbox tenant: Teams, Entra ID and Graph on loopback, as one. See README.md. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { createDeliveries } from './deliveries.ts';
import { startEntra } from './entra/start-entra.ts';
import { sharedTls } from './entra/tls-material.ts';
import { startGraph } from './graph/start-graph.ts';
import { startConnector } from './teams/connector.ts';
import { everybody } from './teams/people.ts';
import { makeSampleAlert } from './teams/sample-alerts.ts';
import { createTeamsSide } from './teams/teams-side.ts';
import { createWaiting } from './teams/waiting.ts';
import type { Tenant } from './tenant-types.ts';

export interface TenantOptions {
  /** Default: `published`. */
  readonly limits?: 'published' | 'off';
  /** For a bot and a Graph app with secrets of their own; absent: managed identities hold the roles. */
  /** Milliseconds for which a delivery that gets no answer is made again, as the outside does. Default: 0, it fails. */
  readonly redeliverFor?: number;
  /** Graph's application roles of the service. Default: what it needs with a policy that names groups. */
  readonly graphRoles?: readonly string[];
  readonly secrets?: { readonly bot: string; readonly graph: { readonly clientId: string; readonly secret: string } };
}

const team = { id: '19:7d1f0c5be4a94b5c8f7a1e0b2d3c4f55@thread.tacv2', name: 'Security Operations' };
const channel = { id: '19:c0ffee5ab1e54c3d9a8b7c6d5e4f3a21@thread.tacv2', name: 'Phishing alerts' };

const secondChannel = { id: '19:5ec0ded5ab1e54c3d9a8b7c6d5e4f3a2@thread.tacv2', name: 'Defender alerts' };

const graphRoles = [
  'SecurityAnalyzedMessage.ReadWrite.All',
  'GroupMember.Read.All',
  'User.Read.All',
  'ThreatHunting.Read.All',
];

export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const tenantId = randomUUID();
  const botId = randomUUID();
  const violations: string[] = [];
  const waiting = createWaiting();
  const alertSource = { name: 'mailgate', secret: `whsec_${randomBytes(32).toString('base64')}` };
  const tls = await sharedTls();
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
    graphRoles: options.graphRoles ?? graphRoles,
    violations,
  });
  const connector = await startConnector({
    tenantId,
    botId,
    team,
    channel,
    otherChannels: [secondChannel],
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
  for (const { objectId, upn } of everybody) graph.people.set(objectId, { userPrincipalName: upn });

  const deliveries = createDeliveries({ redeliverFor: options.redeliverFor ?? 0 });
  const { post } = deliveries;

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
    secondChannel,
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
    connect: deliveries.connect,
    pushAlert(body, options = {}) {
      const {
        secret = alertSource.secret,
        source,
        id = `msg_${randomUUID()}`,
        timestamp = Date.now(),
        route,
      } = options;
      const payload = JSON.stringify(source === undefined ? body : { ...body, source });
      const at = new Date(timestamp);
      return post(
        route === undefined ? '/api/alerts' : `/api/alerts/${route}`,
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
      deliveries.close();
      await Promise.all([connector.close(), entra.close(), graph.close()]);
      await tls.remove();
    },
  };
}
