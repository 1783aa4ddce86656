/** The parts list: settings → store, identity, Graph, Teams → steps → durable work, HTTP. The only place that wires. */
import { setTimeout as delay } from 'node:timers/promises';
import { createReaders } from './alerts/create-readers.ts';
import { checkpointSigner } from './audit/checkpoint-key.ts';
import { createOutcomes } from './callbacks/create-outcomes.ts';
import { createClosers } from './closers.ts';
import {
  alertSources,
  botCredential,
  graphCredential,
  outcomeReceivers,
  policyInForce,
  stepSettings,
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
import { createMeter } from './meter.ts';
import { openStorage } from './open-storage.ts';
import { startRepeating } from './repeating.ts';
import { startPolling } from './start-polling.ts';
import { createTeams } from './teams/create-teams.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { scopedLog } from './tracing/scope.ts';
import { version } from './version.ts';
import { announcePolicy } from './workflow/announce-policy.ts';
import { createBelievedTime } from './workflow/believed-time.ts';
import { bindSteps } from './workflow/bind-steps.ts';
import { blankMailFacts } from './workflow/blank-mail-facts.ts';
import { createCountUpkeep } from './workflow/forget-old-counts.ts';
import { forgetSearches } from './workflow/forget-searches.ts';
import { createTurns } from './workflow/in-turn.ts';
import { observedSteps } from './workflow/observed-steps.ts';
import { observedStore } from './workflow/observed-store.ts';
import type { Clock, Log, Mailboxes, Sleep } from './workflow/ports.ts';
import { redrawOpenCards } from './workflow/redraw-open-cards.ts';
import { signChain } from './workflow/sign-chain.ts';
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
/** A changed policy file decides at most about this long after it was written. */
const policyEveryMs = 2_000;
/** Of the ten seconds that a stop may take in all: calls and work end side by side, then the rest, the store last. */
const stopping = { workMs: 6_500, callsAndWorkMs: 7_000, sweepMs: 500, policyMs: 300, storeMs: 1_000, probesMs: 500 };
/** Between two looks for mail facts that are old enough to be forgotten. */
const blankEveryMs = 10_000;
/** Load balancers ask for `/readyz` about once a second. */
const noticedMs = 1_500;
/** On PostgreSQL alerts never take all connections: a few large ones hold theirs for long, and clicks must get through. */
const alertsAtOnce = 4;
/** Graph: at most ten calls at once, remediations and reads each. Teams' own limits are kept by the governor. A receiver of callbacks that hangs takes one of four places. */
const concurrency = { thread: 10, mailboxes: 10, reads: 2, callbacks: 4 };

/** Starts everything. Throws the fault of the first part that cannot start, with everything before it closed again. */
export async function compose(config: Config, plainLog: Log): Promise<Service> {
  const log = scopedLog(plainLog);
  const meter = createMeter(version);
  const { tracer, close: closeTracing } = await openTracing(tracingOptions(config), { log, meter });
  const settings = stepSettings(config);
  const cloud = clouds[config.graph.cloud];
  const storage = await openStorage(config.store, { clock, log, concurrency });
  const { alone } = storage;
  const store = observedStore(storage.store, { meter, tracer });
  meter.watch({ ...storage, now: clock.now });
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
      outcomes: createOutcomes({ receivers: outcomeReceivers(config), clock }),
      sleep,
      log,
      meter,
      ownCalls: new Set<string>(),
    };

    await announcePolicy(ports);
    await sweep(ports, { alone });
    await ensureResolving(ports);
    const sign = chainSigning(config, ports);
    await sign();
    const work = await storage.startWork(workHandlers(ports, createTurns()));
    const sweepAndSign = () =>
      sweep(ports, { alone })
        .catch((error: unknown) => log.error({ error }, 'A sweep failed'))
        .then(sign);
    const sweeping = startRepeating(sweepEveryMs, sweepAndSign, log);
    const blankingPorts = { ...ports, believedTime: createBelievedTime({ store, clock, steady, log }) };
    const forgetOldCounts = createCountUpkeep(blankingPorts);
    // One after the other, and none of them waits in vain for another that fails.
    const forget = async (isStopping: () => boolean) => {
      const failed = (error: unknown) => log.error({ error }, 'What is kept for a time only could not be forgotten');
      await blankMailFacts(blankingPorts, isStopping).catch(failed);
      await forgetOldCounts().catch(failed);
      await forgetSearches(ports, isStopping).catch(failed);
    };
    const blanking = startRepeating(blankEveryMs, forget, log);
    closers.add('sweep', stopping.sweepMs, async () => {
      await Promise.all([sweeping.stop(), blanking.stop()]);
    });
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

/** Nothing is signed without a key. */
function chainSigning({ audit }: Config, ports: Omit<Parameters<typeof signChain>[0], 'signer'>): () => Promise<void> {
  if (audit.signingKey === undefined) return async () => undefined;
  const signer = checkpointSigner(audit.signingKey.reveal());
  return () => signChain({ ...ports, signer });
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
