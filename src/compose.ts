/** The parts list: settings → store, identity, Graph, Teams → steps → durable work, HTTP. The only place that wires. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config/config-types.ts';
import { digest } from './digest.ts';
import { createMailboxes } from './graph/create-mailboxes.ts';
import { startHttp } from './http/start-http.ts';
import { clouds } from './identity/clouds.ts';
import { createCredential } from './identity/create-credential.ts';
import type { CredentialSettings } from './identity/credential-settings.ts';
import { randomIds } from './ids.ts';
import { createMeter } from './metrics.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { createTeams } from './teams/create-teams.ts';
import { startEmbeddedWork } from './work/embedded.ts';
import { announcePolicy } from './workflow/announce-policy.ts';
import { bindSteps } from './workflow/bind-steps.ts';
import { createTurns } from './workflow/in-turn.ts';
import type { Clock, Log, Mailboxes, Sleep } from './workflow/ports.ts';
import type { StepSettings } from './workflow/step-settings.ts';
import { sweep } from './workflow/sweep.ts';
import { lanes } from './workflow/work.ts';
import { workHandlers } from './workflow/work-handlers.ts';

export interface Service {
  /** Takes nothing new, lets what runs come to its end, closes the store. */
  stop(): Promise<void>;
}

const clock: Clock = { now: () => Date.now() };
const sleep: Sleep = (ms) => delay(ms);
const sweepEveryMs = 60_000;
/** Of the ten seconds that a stop may take in all. */
const workGraceMs = 6_000;
/** Graph: at most ten calls at once, remediations and reads each. Teams' own limits are kept by the governor. */
const concurrency = { thread: 10, mailboxes: 10, reads: 2 };

/** Starts everything. Throws the fault of the first part that cannot start, with everything before it closed again. */
export async function compose(config: Config, log: Log): Promise<Service> {
  const meter = createMeter();
  const settings = stepSettings(config);
  const cloud = clouds[config.graph.cloud];
  const opened = await openSqliteStore({ directory: config.store.dataDir, digest, clock });
  const { store } = opened;
  // Closed in the reverse order of opening, by `stop` as well as when a later part cannot start.
  const closers: (() => Promise<void>)[] = [opened.close];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const botToken = createCredential(botCredential(config));
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
    const ports = {
      store,
      thread: teams.thread,
      mailboxes,
      clock,
      sleep,
      ids: randomIds,
      digest,
      settings,
      log,
      meter,
    };

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
    closers.push(() => work.stop(workGraceMs));
    const sweeping = setInterval(() => {
      sweep(ports, { atStart: false }).catch((error: unknown) => log.error({ error }, 'A sweep failed'));
    }, sweepEveryMs);
    closers.push(async () => clearInterval(sweeping));

    const http = await startHttp({
      host: config.http.host,
      port: config.http.port,
      ...(config.http.internalPort === undefined ? {} : { internalPort: config.http.internalPort }),
      sources: alertSources(config),
      alertsPerMinute: config.alerts.perMinute,
      clock,
      log,
      meter,
      admitActivity: teams.admit,
      receiveAlert: steps.receiveAlert,
      requestStatus: steps.requestStatus,
      ready: () => whatIsMissing(store),
      metricsText: meter.text,
    });
    closers.push(http.close);
    const { port, internalPort } = http;
    log.info({ port, internalPort, mode: config.remediation.mode, policyHash: settings.policyHash }, 'Listening');
    teams.warmUp().catch((error: unknown) => log.warn({ error }, 'Warming up failed'));

    return { stop };
  } catch (thrown) {
    await stop();
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

/** The bot's own credential: always BOT_ID's, whatever Graph's AZURE_… variables name. */
function botCredential({ bot }: Config): CredentialSettings {
  const { appId: clientId, tenantId, credential, loginAuthority: authorityHost } = bot;
  switch (credential.kind) {
    case 'managedIdentity':
      return { kind: 'managedIdentity', clientId };
    case 'password':
      return { kind: 'clientSecret', tenantId, clientId, authorityHost, clientSecret: credential.password.reveal() };
    case 'certificate':
      return { kind: 'certificate', tenantId, clientId, authorityHost, certificatePath: credential.path };
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
