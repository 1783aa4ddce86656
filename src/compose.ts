/** The parts list: settings → store, identity, Graph, Teams → steps → durable work, HTTP. The only place that wires. */
import type { Config } from './config/config-types.ts';
import { digest } from './digest.ts';
import { createMailboxes } from './graph/create-mailboxes.ts';
import { startHttp } from './http/start-http.ts';
import { clouds } from './identity/clouds.ts';
import { createCredential } from './identity/create-credential.ts';
import { type BotIdentity, botCredential, type CredentialSettings } from './identity/credential-settings.ts';
import { randomIds } from './ids.ts';
import { createMeter } from './metrics.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { createTeams } from './teams/create-teams.ts';
import { startEmbeddedWork } from './work/embedded.ts';
import { announcePolicy } from './workflow/announce-policy.ts';
import { bindSteps } from './workflow/bind-steps.ts';
import { createTurns } from './workflow/in-turn.ts';
import { workHandlers } from './workflow/perform-work.ts';
import type { Clock, Log, Mailboxes } from './workflow/ports.ts';
import type { StepSettings } from './workflow/settings.ts';
import { sweep } from './workflow/sweep.ts';
import { lanes } from './workflow/work.ts';

export interface Service {
  /** Takes nothing new, lets what runs come to its end, closes the store. */
  stop(): Promise<void>;
}

const clock: Clock = { now: () => Date.now() };
const sweepEveryMs = 60_000;
/** Of the ten seconds that a stop may take in all. */
const workGraceMs = 7_000;
/** Graph takes at most ten calls from us at once; Teams' own limits are kept by the governor. */
const concurrency = { thread: 10, mailboxes: 10 };

/** Starts everything. Throws the fault of the first part that cannot start, with everything before it closed again. */
export async function compose(config: Config, log: Log): Promise<Service> {
  const meter = createMeter();
  const settings = stepSettings(config);
  const cloud = clouds[config.graph.cloud];
  const opened = await openSqliteStore({ directory: config.store.dataDir, digest, clock });
  const { store } = opened;
  try {
    const botToken = createCredential(botCredential(botIdentity(config)));
    const mailboxes = connectMailboxes(config, log);
    const steps = bindSteps({ store, clock, ids: randomIds, digest, settings, meter });
    const teams = createTeams({
      botId: config.bot.appId,
      botTenantId: config.bot.tenantId,
      allowedTenants: config.bot.allowedTenants,
      cloud: cloud.bot,
      openIdMetadataUrl: config.bot.openIdMetadataUrl,
      botToken: () => botToken(`${cloud.bot.connectorResource}/.default`),
      steps: () => steps,
      clicksPerMinute: config.teams.clicksPerMinute,
      rateLimits: config.teams.rateLimits,
      style: { locale: config.words.language, timeZone: config.words.timeZone, actionCenterUrl: cloud.actionCenterUrl },
      clock,
      log,
      meter,
    });
    const ports = { store, thread: teams.thread, mailboxes, clock, ids: randomIds, digest, settings, log, meter };

    await announcePolicy(ports);
    await sweep(ports, { atStart: true });
    const work = startEmbeddedWork({
      shelf: opened.workShelf,
      lanes,
      handlers: workHandlers(ports, createTurns()),
      clock,
      log,
      concurrency,
    });
    const sweeping = setInterval(() => {
      sweep(ports, { atStart: false }).catch((error: unknown) => log.error({ error }, 'A sweep failed'));
    }, sweepEveryMs);

    const http = await startHttp({
      host: config.http.host,
      port: config.http.port,
      ...(config.http.internalPort === undefined ? {} : { internalPort: config.http.internalPort }),
      sources: alertSources(config),
      alertsPerMinute: config.alerts.perMinute,
      clock,
      log,
      meter,
      receiveActivity: teams.receive,
      receiveAlert: steps.receiveAlert,
      requestStatus: steps.requestStatus,
      ready: () => whatIsMissing(store),
      metricsText: meter.text,
    });
    const { port, internalPort } = http;
    log.info({ port, internalPort, mode: config.remediation.mode, policyHash: settings.policyHash }, 'Listening');
    teams.warmUp().catch((error: unknown) => log.warn({ error }, 'Warming up failed'));

    return {
      async stop() {
        clearInterval(sweeping);
        await http.close();
        await work.stop(workGraceMs);
        await opened.close();
      },
    };
  } catch (thrown) {
    await opened.close();
    throw thrown;
  }
}

function stepSettings(config: Config): StepSettings {
  const { policy, document } = config.policy;
  const { alertChannel, serviceUrl } = config.teams;
  return {
    policy,
    policyHash: digest(document),
    dryRun: config.remediation.mode === 'dry-run',
    batchSize: config.remediation.batchSize,
    pairsOnly: config.graph.apiVersion === 'v1.0',
    reviseEveryMs: config.remediation.reviseEveryMs,
    graphTimeoutMs: config.graph.timeoutMs,
    tenantId: config.bot.tenantId,
    ...(alertChannel === undefined ? {} : { alertChannel }),
    ...(serviceUrl === undefined ? {} : { serviceUrl }),
  };
}

function connectMailboxes(config: Config, log: Log): Mailboxes {
  const { graph } = config;
  const cloud = clouds[graph.cloud];
  return createMailboxes({
    graphRoot: graph.root,
    apiVersion: graph.apiVersion,
    getToken: createCredential(graphCredential(config)),
    scope: cloud.graphScope,
    timeoutMs: graph.timeoutMs,
    approverUpn: graph.approverUpn,
    actionCenterHosts: cloud.actionCenterHosts,
    log,
  });
}

function graphCredential({ graph }: Config): CredentialSettings {
  const { auth, loginAuthority: authorityHost } = graph;
  switch (auth.kind) {
    case 'managedIdentity':
      return auth;
    case 'workloadIdentity':
      return { ...auth, authorityHost };
    case 'certificate': {
      const { certificatePassword, ...rest } = auth;
      const password = certificatePassword === undefined ? {} : { certificatePassword: certificatePassword.reveal() };
      return { ...rest, authorityHost, ...password };
    }
    case 'clientSecret':
      return { ...auth, authorityHost, clientSecret: auth.clientSecret.reveal() };
  }
}

function botIdentity({ bot }: Config): BotIdentity {
  const { appId: botId, tenantId, credential, loginAuthority: authorityHost } = bot;
  switch (credential.kind) {
    case 'managedIdentity':
      return { type: 'UserAssignedMsi', botId };
    case 'password':
      return { type: 'SingleTenant', botId, tenantId, authorityHost, password: credential.password.reveal() };
    case 'certificate':
      return { type: 'SingleTenant', botId, tenantId, authorityHost, certificatePath: credential.path };
  }
}

function alertSources({ alerts }: Config) {
  const webhookSecrets = alerts.webhookSecrets.map(({ source, secret }) => ({ source, secret: secret.reveal() }));
  return { webhookSecrets, ...(alerts.appTokens === undefined ? {} : { appTokens: alerts.appTokens }) };
}

async function whatIsMissing(store: { ping(): Promise<void> }): Promise<string[]> {
  try {
    await store.ping();
    return [];
  } catch {
    return ['store'];
  }
}
