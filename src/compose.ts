/** The parts list: settings → store, identity, Graph, Teams → steps → durable work, HTTP. The only place that wires. */
import { setTimeout as delay } from 'node:timers/promises';
import { createClosers } from './closers.ts';
import { alertSources, botCredential, graphCredential, policyInForce, stepSettings } from './compose-options.ts';
import type { Config } from './config/config-types.ts';
import { digest } from './digest.ts';
import { createGate } from './gate.ts';
import { createDirectory } from './graph/create-directory.ts';
import { createMailboxes } from './graph/create-mailboxes.ts';
import { type RunningHttp, startHttp } from './http/start-http.ts';
import { clouds } from './identity/clouds.ts';
import { createCredential } from './identity/create-credential.ts';
import { randomIds } from './ids.ts';
import { createMeter } from './metrics.ts';
import { openStorage } from './open-storage.ts';
import { startRepeating } from './repeating.ts';
import { createTeams } from './teams/create-teams.ts';
import { announcePolicy } from './workflow/announce-policy.ts';
import { bindSteps } from './workflow/bind-steps.ts';
import { createTurns } from './workflow/in-turn.ts';
import type { Clock, Log, Mailboxes, Sleep } from './workflow/ports.ts';
import { sweep } from './workflow/sweep.ts';
import { ensureResolving } from './workflow/sweep-unfinished.ts';
import { workHandlers } from './workflow/work-handlers.ts';

export interface Service {
  /** Takes nothing new, lets what runs come to its end, closes the store. */
  stop(): Promise<void>;
}

const clock: Clock = { now: () => Date.now() };
const steady: Clock = { now: () => performance.now() };
const sleep: Sleep = (ms) => delay(ms);
/** What a dead instance left (a call that nobody answers for, above all) waits at most this long for the others. */
const sweepEveryMs = 20_000;
/** Of the ten seconds that a stop may take in all: calls and work end side by side, then the sweep, then the store. */
const stopping = { workMs: 6_500, callsAndWorkMs: 7_000, sweepMs: 500, storeMs: 1_000, probesMs: 500 };
/** Load balancers ask for `/readyz` about once a second. */
const noticedMs = 1_500;
/** On PostgreSQL alerts never take all connections: a few large ones hold theirs for long, and clicks must get through. */
const alertsAtOnce = 4;
/** Graph: at most ten calls at once, remediations and reads each. Teams' own limits are kept by the governor. */
const concurrency = { thread: 10, mailboxes: 10, reads: 2 };

/** Starts everything. Throws the fault of the first part that cannot start, with everything before it closed again. */
export async function compose(config: Config, log: Log): Promise<Service> {
  const meter = createMeter();
  const settings = stepSettings(config);
  const inForce = policyInForce(config);
  const policy = () => inForce;
  const cloud = clouds[config.graph.cloud];
  const storage = await openStorage(config.store, { clock, log, concurrency });
  const { store, alone } = storage;
  const alertGate = createGate(alertsAtOnce);
  const closers = createClosers(log);
  const stop = closers.closeAll;
  let http: RunningHttp | undefined;
  // The internal port says `stopping` until everything else has ended.
  closers.add('probes', stopping.probesMs, async () => http?.close());
  closers.add('store', stopping.storeMs, storage.close);
  try {
    const botToken = createCredential(botCredential(config));
    const mailboxes = connectMailboxes(config, log);
    const directory = createDirectory();
    const steps = bindSteps({ store, clock, ids: randomIds, digest, settings, policy, directory, meter });
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
      allowances: storage.allowances,
      style: { locale: config.words.language, timeZone: config.words.timeZone, actionCenterUrl: cloud.actionCenterUrl },
      clock,
      steady,
      log,
      meter,
    });
    const ports = {
      store,
      thread: teams.thread,
      mailboxes,
      policy,
      directory,
      clock,
      sleep,
      ids: randomIds,
      digest,
      settings,
      log,
      meter,
      ownCalls: new Set<string>(),
    };

    await announcePolicy(ports);
    await sweep(ports, { alone });
    await ensureResolving(ports);
    const work = await storage.startWork(workHandlers(ports, createTurns()));
    const sweeping = startRepeating(sweepEveryMs, () =>
      sweep(ports, { alone }).catch((error: unknown) => log.error({ error }, 'A sweep failed')),
    );
    closers.add('sweep', stopping.sweepMs, sweeping.stop);
    // Side by side: a call of Graph that takes long gets all the time there is.
    closers.add('calls and work', stopping.callsAndWorkMs, async () => {
      await Promise.all([http?.drain(), work.stop(stopping.workMs)]);
    });

    http = await startHttp({
      host: config.http.host,
      port: config.http.port,
      ...(config.http.internalPort === undefined ? {} : { internalPort: config.http.internalPort }),
      sources: alertSources(config),
      alertsPerMinute: config.alerts.perMinute,
      clock,
      steady,
      log,
      meter,
      admitActivity: teams.admit,
      receiveAlert: alone ? steps.receiveAlert : (alert) => alertGate(() => steps.receiveAlert(alert)),
      requestStatus: steps.requestStatus,
      ready: storage.missing,
      // Other instances take over as soon as the load balancer has noticed.
      limits: alone ? {} : { noticeMs: noticedMs },
      metricsText: meter.text,
    });
    const { port, internalPort } = http;
    log.info({ port, internalPort, mode: config.remediation.mode, policyHash: policy().hash }, 'Listening');
    teams.warmUp().catch((error: unknown) => log.warn({ error }, 'Warming up failed'));

    return { stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
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
