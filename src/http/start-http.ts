import type { ReadAlerts } from '../alerts/alert-reader.ts';
import type { AlertReaders } from '../alerts/create-readers.ts';
import type { Alert, RequestId } from '../approval/request.ts';
import { createTokenBuckets } from '../token-bucket.ts';
import type { Clock, Log, Meter, Tracer } from '../workflow/ports.ts';
import type { RequestStatus } from '../workflow/request-status.ts';
import type { AlertAnswer } from '../workflow/steps.ts';
import { createAlertsRoute } from './alerts-route.ts';
import { type AlertSources, createAuthenticate } from './authenticate.ts';
import { createBodyBudget } from './body-budget.ts';
import { closeable } from './close-server.ts';
import { createClosing } from './closing.ts';
import { createServer, type MountedRoute } from './create-server.ts';
import { listen } from './listen.ts';
import { type AdmitActivity, createMessagesRoute } from './messages-route.ts';
import { createProbeRoutes } from './probe-routes.ts';
import { closingDown, type Problem } from './problem.ts';
import { createRefusalLog } from './refusal-log.ts';
import { createRequestRoute } from './request-route.ts';
import { createStrangerBodies } from './stranger-bodies.ts';

export interface HttpOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Health, readiness and metrics answer there instead; 0: any free port. */
  readonly internalPort?: number;
  readonly sources: AlertSources;
  /** What the alert routes take, each its own. */
  readonly readers: AlertReaders;
  /** Of one source, over all of its routes; a body that is refused counts as one. */
  readonly alertsPerMinute: number;
  readonly clock: Clock;
  /** For what is kept or counted for a while, whatever is done to the clock; `clock` where absent. */
  readonly steady?: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** Absent: nothing is traced. */
  readonly tracer?: Tracer;
  readonly admitActivity: AdmitActivity;
  /** `traceparent`: of the source's own span, if it sent one. */
  receiveAlert(alert: Alert, traceparent?: string): Promise<AlertAnswer>;
  requestStatus(source: string, id: RequestId): Promise<RequestStatus | undefined>;
  /** What is missing before work can be taken; empty: nothing. */
  ready(): Promise<readonly string[]>;
  metricsText(): Promise<string>;
  readonly limits?: Partial<HttpLimits>;
}

interface HttpLimits {
  /** Of one body. */
  readonly bodyBytes: number;
  /** Of all bodies held at once. */
  readonly heldBytes: number;
  readonly bodyTimeoutMs: number;
  /** Requests under way at once; probes are answered all the same. */
  readonly underWay: number;
  /** Bodies still arriving from callers who have proven nothing yet. */
  readonly strangers: number;
  readonly strangersOfOneAddress: number;
  /** How long calls under way may take after `drain`; then they are answered 503. */
  readonly closeWithinMs: number;
  /** After `drain`, new calls are taken for so long still: until a load balancer that asks `/readyz` has noticed. */
  readonly noticeMs: number;
}

const mebibyte = 1_024 * 1_024;
const defaults: HttpLimits = {
  bodyBytes: 4 * mebibyte,
  heldBytes: 256 * mebibyte,
  bodyTimeoutMs: 10_000,
  underWay: 1_000,
  // Half of it, so that Teams and token bearers always find room.
  strangers: 500,
  strangersOfOneAddress: 100,
  closeWithinMs: 4_500,
  // Connections that the kernel has taken already and Node has not yet.
  noticeMs: 100,
};

export interface RunningHttp {
  readonly origin: string;
  readonly port: number;
  readonly internalPort?: number;
  /** Takes nothing new and answers what is under way. The internal port goes on telling that the service stops. */
  drain(): Promise<void>;
  /** The rest of it. */
  close(): Promise<void>;
}

/** Listens. Throws `configInvalid`, naming the setting, where port or address cannot be had. */
export async function startHttp(options: HttpOptions): Promise<RunningHttp> {
  const limits = { ...defaults, ...options.limits };
  const closing = createClosing();
  const refuse = (underWay: number, isProbe: boolean): Problem | undefined => {
    const headers = { 'Retry-After': '1', Connection: 'close' };
    // Probes are answered to the end: one that is refused while the service still works gets the process killed.
    if (isProbe) return undefined;
    if (closing.over) return closingDown;
    if (underWay <= limits.underWay) return undefined;
    return { name: 'unavailable', detail: 'Too much is under way; try again.', headers };
  };
  const bodies = {
    bytes: limits.bodyBytes,
    timeoutMs: limits.bodyTimeoutMs,
    budget: createBodyBudget(limits.heldBytes),
    strangers: createStrangerBodies({ inAll: limits.strangers, perAddress: limits.strangersOfOneAddress }),
  };
  const { log, meter, tracer } = options;
  const serverOptions = { log, meter, tracer, bodies, refuse, closing };
  // Probes on a port of their own are answered while everything else closes.
  const innerClosing = createClosing();

  const probes = probesOf(options, () => closing.begun);
  const isSplit = options.internalPort !== undefined;
  const outer = createServer([...routesOf(options), ...(isSplit ? [] : probes)], serverOptions);
  const inner = isSplit ? createServer(probes, { ...serverOptions, closing: innerClosing }) : undefined;
  const closeOuter = closeable(outer.server, closing);
  const closeInner = inner && closeable(inner.server, innerClosing);
  const port = await listen(outer, { key: 'PORT', port: options.port, host: options.host });
  const internalPort =
    inner &&
    (await listen(inner, { key: 'INTERNAL_PORT', port: options.internalPort ?? 0, host: options.host }).catch(
      async (thrown: unknown) => {
        await closeOuter(0);
        throw thrown;
      },
    ));

  async function drainOuter(): Promise<void> {
    closing.begin();
    await new Promise((resolve) => setTimeout(resolve, limits.noticeMs));
    await closeOuter(limits.closeWithinMs);
  }
  let draining: Promise<void> | undefined;
  const drain = () => {
    draining ??= drainOuter();
    return draining;
  };

  return {
    origin: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    port,
    ...(internalPort === undefined ? {} : { internalPort }),
    drain,
    async close() {
      await drain();
      await closeInner?.(0);
    },
  };
}

function routesOf(options: HttpOptions): readonly MountedRoute[] {
  const { clock, steady = clock, readers, log, meter, receiveAlert, requestStatus } = options;
  const authenticate = createAuthenticate(options.sources, clock, steady);
  const allowance = createTokenBuckets(options.alertsPerMinute, steady);
  const noteRefusal = createRefusalLog(log, steady);
  const shared = { authenticate, allowance, log, noteRefusal, meter, receiveAlert };
  const alerts = (path: string, read: ReadAlerts) =>
    ({ method: 'POST', path, run: createAlertsRoute({ ...shared, read }) }) as const;
  return [
    { method: 'POST', path: '/api/messages', run: createMessagesRoute(options.admitActivity) },
    alerts('/api/alerts', readers.own),
    alerts('/api/alerts/defender', readers.defender),
    alerts('/api/alerts/sentinel', readers.sentinel),
    alerts('/api/alerts/sublime', readers.sublime),
    { method: 'GET', path: '/api/requests/:id', run: createRequestRoute({ authenticate, noteRefusal, requestStatus }) },
  ];
}

function probesOf(options: HttpOptions, isStopping: () => boolean): readonly MountedRoute[] {
  const { healthz, readyz, metrics } = createProbeRoutes({
    // What stops is not asked what else is missing: its parts are being closed.
    ready: async () => (isStopping() ? ['stopping'] : options.ready()),
    metricsText: () => options.metricsText(),
  });
  return [
    { method: 'GET', path: '/healthz', run: healthz, isProbe: true },
    { method: 'GET', path: '/readyz', run: readyz, isProbe: true },
    { method: 'GET', path: '/metrics', run: metrics, isProbe: true },
  ];
}
