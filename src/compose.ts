/** The parts list: settings → store, identity, Graph, Teams → steps → durable work, HTTP. The only place that wires. */
import { setTimeout as delay } from 'node:timers/promises';
import { createReaders } from './alerts/create-readers.ts';
import { createCallbacks } from './callbacks/create-callbacks.ts';
import { createClosers } from './closers.ts';
import {
  alertSources,
  botCredential,
  callbackReceivers,
  graphCredential,
  policyInForce,
  stepSettings,
  switchedOn,
  tracingOptions,
} from './compose-options.ts';
import type { Config } from './config/config-types.ts';
import { readWhileRunning } from './config/disk-files.ts';
import { readPolicyDocument } from './config/policy-document.ts';
import { digest } from './digest.ts';
import { createGate } from './gate.ts';
import { createDirectory } from './graph/create-directory.ts';
import { createMailboxes } from './graph/create-mailboxes.ts';
import type { GraphConnection } from './graph/graph-call.ts';
import { createMailSearch } from './graph/search-mail.ts';
import { type RunningHttp, startHttp } from './http/start-http.ts';
import { clouds } from './identity/clouds.ts';
import { createCredential } from './identity/create-credential.ts';
import { randomIds } from './ids.ts';
import { createLivePolicy } from './live-policy.ts';
import { createMeter } from './metrics/meter.ts';
import { openStorage } from './open-storage.ts';
import { startRepeating } from './repeating.ts';
import { startPolling } from './start-polling.ts';
import { startUpkeep } from './start-upkeep.ts';
import type { Storage } from './storage.ts';
import { createTeams } from './teams/create-teams.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { scopedLog } from './tracing/scope.ts';
import { version } from './version.ts';
import { announcePolicy } from './workflow/announce-policy.ts';
import { bindSteps } from './workflow/bind-steps.ts';
import { createTurns } from './workflow/in-turn.ts';
import { observedSteps } from './workflow/observed-steps.ts';
import { observedStore } from './workflow/observed-store.ts';
import type { Clock, Log, Mailboxes, Sleep } from './workflow/ports.ts';
import { redrawOpenCards } from './workflow/redraw-open-cards.ts';
import { workHandlers } from './workflow/work-handlers.ts';

export interface Service {
  /** Takes nothing new, lets what runs come to its end, closes the store. */
  stop(): Promise<void>;
}

const clock: Clock = { now: () => Date.now() };
const steady: Clock = { now: () => performance.now() };
const sleep: Sleep = (ms) => delay(ms);
/** A changed policy file decides at most about this long after it was written. */
const policyEveryMs = 2_000;
/** Of the ten seconds that a stop may take in all: calls and work end side by side, then the rest, the store last. */
const stopping = { workMs: 6_500, callsAndWorkMs: 7_000, sweepMs: 500, policyMs: 300, storeMs: 1_000, probesMs: 500 };
/** Load balancers ask for `/readyz` about once a second. */
const noticedMs = 1_500;
/** On PostgreSQL alerts never take all connections: a few large ones hold theirs for long, and clicks must get through. */
const alertsAtOnce = 4;
/** Graph: at most ten calls at once, remediations and reads each. Teams' own limits are kept by the governor. A receiver of callbacks that hangs takes two of four places (callbacks/pace.ts). */
const concurrency = { thread: 10, mailboxes: 10, reads: 2, callbacks: 4 };

/** Starts everything. Throws the fault of the first part that cannot start, with everything before it closed again. */
export async function compose(config: Config, plainLog: Log): Promise<Service> {
  const log = scopedLog(plainLog);
  const meter = createMeter(version, { on: switchedOn(config) });
  const { tracer, close: closeTracing } = await openTracing(tracingOptions(config), { log, meter });
  const settings = stepSettings(config);
  const cloud = clouds[config.graph.cloud];
  const storage = await openStorage(config.store, { clock, log, concurrency }).catch(async (fault: unknown) => {
    await closeTracing();
    throw fault;
  });
  const { alone } = storage;
  const store = observedStore(storage.store, { meter, tracer });
  const livePolicy = createLivePolicy({
    first: policyInForce(config),
    readFile: () => readWhileRunning(config.policy.path),
    parse: readPolicyDocument,
    announce: (next) => announcePolicy({ store, clock, settings, policy: () => next }),
    loaded: () => redrawOpenCards({ store, clock }),
    digest,
    sleep,
    log,
    meter,
  });
  const policy = livePolicy.inForce;
  const signedAt = config.audit.signingKey === undefined ? {} : { signedAt: () => lastSigned(storage) };
  const { figures, connections } = storage;
  meter.watch({
    figures,
    ...(connections === undefined ? {} : { connections }),
    ...signedAt,
    now: clock.now,
    policyRefused: livePolicy.isRefused,
  });
  const alertGate = createGate(alertsAtOnce);
  const closers = createClosers(log);
  const stop = closers.closeAll;
  let http: RunningHttp | undefined;
  // The internal port says `stopping` until everything else has ended.
  closers.add('probes', stopping.probesMs, async () => http?.close());
  // Beside it what is left of the traces is sent, if the collector is quick.
  closers.add('store', stopping.storeMs, async () => {
    await Promise.all([storage.close(), closeTracing()]);
  });
  try {
    const botToken = createCredential(botCredential(config));
    const graph = { ...graphConnection(config), tracer };
    const mailboxes = connectMailboxes(config, graph, log);
    const directory = createDirectory({ ...graph, clock: steady, log, meter });
    const mailSearch = createMailSearch({ ...graph, log, meter });
    const stepPorts = { store, clock, ids: randomIds, digest, settings, policy, directory, tracer };
    const steps = observedSteps(bindSteps({ ...stepPorts, mailSearch, meter }), { store, meter, tracer });
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
      tracer,
    });
    const ports = {
      ...stepPorts,
      thread: teams.thread,
      mailboxes,
      callbacks: createCallbacks({ receivers: callbackReceivers(config), clock, steady }),
      sleep,
      log,
      meter,
      ownCalls: new Set<string>(),
    };

    await announcePolicy(ports);
    const upkeep = await startUpkeep(config, { ...ports, steady, alone });
    closers.add('sweep', stopping.sweepMs, upkeep.stop);
    const work = await storage.startWork(workHandlers(ports, createTurns()));
    const watching = startRepeating(policyEveryMs, livePolicy.look, log);
    closers.add('policy', stopping.policyMs, watching.stop);
    const readers = createReaders(digest);
    const { receiveAlert } = steps;
    const polled = { ...ports, steady, graph, alone, receiveAlert, readAlerts: readers.defender };
    const polling = startPolling(config, polled);
    // Side by side: a call of Graph that takes long gets all the time there is.
    closers.add('calls and work', stopping.callsAndWorkMs, async () => {
      await Promise.all([http?.drain(), work.stop(stopping.workMs), polling.stop(stopping.workMs)]);
    });

    http = await startHttp({
      host: config.http.host,
      port: config.http.port,
      ...(config.http.internalPort === undefined ? {} : { internalPort: config.http.internalPort }),
      sources: alertSources(config),
      readers,
      alertsPerMinute: config.alerts.perMinute,
      clock,
      steady,
      log,
      meter,
      tracer,
      admitActivity: teams.admit,
      receiveAlert: alone ? steps.receiveAlert : (...alert) => alertGate(() => steps.receiveAlert(...alert)),
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

async function lastSigned({ store }: Storage): Promise<number | undefined> {
  const newest = await store.newestCheckpoint();
  return newest && Date.parse(newest.at);
}

/** One credential for both: what they ask Entra for is the same token. */
function graphConnection(config: Config) {
  const { root: graphRoot, timeoutMs, cloud } = config.graph;
  const getToken = createCredential(graphCredential(config));
  return { graphRoot, timeoutMs, getToken, scope: clouds[cloud].graphScope };
}

function connectMailboxes(config: Config, connection: Omit<GraphConnection, 'apiVersion'>, log: Log): Mailboxes {
  const { graph } = config;
  const cloud = clouds[graph.cloud];
  return createMailboxes({
    ...connection,
    apiVersion: graph.apiVersion,
    approverUpn: graph.approverUpn,
    actionCenterHosts: cloud.actionCenterHosts,
    log,
  });
}
