import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clouds } from '../../../src/identity/clouds.ts';
import { createTeams, type Teams, type TeamsOptions } from '../../../src/teams/create-teams.ts';
import type { CardClick, ClickAnswer, Steps } from '../../../src/workflow/steps.ts';
import type { ChannelAddress } from '../../../src/workflow/store-port.ts';
import { startTenant } from '../../sandbox/tenant.ts';
import type { Tenant } from '../../sandbox/tenant-types.ts';
import { requestView } from './request-view.ts';

export interface Edge {
  readonly tenant: Tenant;
  readonly teams: Teams;
  readonly steps: FakeSteps;
  /** Where cards go. */
  readonly channel: ChannelAddress;
  /** Every log line, as one text. */
  readonly logged: () => string;
  close(): Promise<void>;
}

/** Steps that record how they were asked. Each can be replaced. */
interface FakeSteps {
  answers: Partial<Steps>;
  readonly asked: readonly (readonly [step: keyof Steps, ...rest: unknown[]])[];
  reset(): void;
}

/** The Teams edge with the real SDK against the sandbox tenant, behind the smallest HTTP server that can carry it. */
export async function startEdge(overrides: Partial<TeamsOptions> = {}): Promise<Edge> {
  const tenant = await startTenant();
  const settings = tenant.environment();
  const lines: string[] = [];
  const log = (fields: unknown, message: string) => void lines.push(JSON.stringify({ ...(fields as object), message }));
  const { steps, ask } = fakeSteps();
  const tenantId = setting(settings, 'BOT_TENANT_ID');
  const teams = createTeams({
    botId: setting(settings, 'BOT_ID'),
    botTenantId: tenantId,
    allowedTenants: [tenantId],
    cloud: clouds.global.bot,
    openIdMetadataUrl: setting(settings, 'BOT_OPENID_METADATA_URL'),
    botToken: () => managedIdentityToken(settings),
    steps: () => ask,
    clicksPerMinute: 600,
    rateLimits: 'off',
    style: { locale: 'en', timeZone: 'UTC' },
    clock: { now: () => Date.now() },
    log: { debug: log, info: log, warn: log, error: log },
    ...overrides,
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const answer = await teams.receive(request.headers.authorization, body);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tenant.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    tenant,
    teams,
    steps,
    channel: {
      tenantId,
      teamId: tenant.teams.team.id,
      channelId: tenant.teams.channel.id,
      serviceUrl: setting(settings, 'TEAMS_SERVICE_URL'),
    },
    logged: () => lines.join('\n'),
    async close() {
      server.close();
      server.closeAllConnections();
      await tenant.close();
    },
  };
}

function fakeSteps(): { steps: FakeSteps; ask: Steps } {
  const asked: [keyof Steps, ...unknown[]][] = [];
  const steps: FakeSteps = {
    answers: {},
    asked,
    reset() {
      steps.answers = {};
      asked.length = 0;
    },
  };
  const defaults: Partial<Steps> = {
    click: async (click: CardClick): Promise<ClickAnswer> => ({ kind: 'card', view: requestView(click) }),
    learnInstallation: async () => undefined,
    forgetInstallation: async () => undefined,
    forgetChannel: async () => undefined,
    restoreChannel: async () => undefined,
  };
  const ask = new Proxy({} as Steps, {
    get(_, step: keyof Steps) {
      return (...rest: unknown[]) => {
        asked.push([step, ...rest]);
        const answer = steps.answers[step] ?? defaults[step];
        if (answer === undefined) throw new Error(`No answer for ${step}`);
        return (answer as (...given: unknown[]) => unknown)(...rest);
      };
    },
  });
  return { steps, ask };
}

async function managedIdentityToken(settings: Record<string, string>): Promise<string> {
  const url = new URL(setting(settings, 'IDENTITY_ENDPOINT'));
  url.searchParams.set('api-version', '2019-08-01');
  url.searchParams.set('resource', 'https://api.botframework.com');
  url.searchParams.set('client_id', setting(settings, 'BOT_ID'));
  const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': setting(settings, 'IDENTITY_HEADER') } });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

function setting(settings: Record<string, string>, name: string): string {
  const value = settings[name];
  if (value === undefined) throw new Error(`The sandbox gives no ${name}.`);
  return value;
}
